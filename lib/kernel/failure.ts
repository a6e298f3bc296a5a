import { inspect } from 'node:util';
import { sourceOfCell } from './cell-maps.js';
import { markedLine, red, textLines } from './error-text.js';
import { explainThrown } from './explain-thrown.js';
import { type Frame, framesOf } from './frames.js';
import { stackOfThrown } from './thrown.js';

/** What Jupyter shows for a failed cell (the message type `error` of its protocol). */
export interface Failure {
  ename: string;
  evalue: string;
  /** Lines, with terminal colours. */
  traceback: string[];
}

/** The name of the error by which tslab ends a cell that waits for something. */
const interruptMessages = /^Interrupted asynchronously$|interrupted by `SIGINT`/;

/** How many frames are shown, and how many errors of an AggregateError. */
const SHOWN = 8;

/** From more calls of the same line in a row than this, it calls itself. */
const MANY = 5;

/** What is known of something thrown, whatever it is. */
interface Thrown {
  name: string;
  message: string;
  /** What to do about it. */
  hint?: string;
  stack?: unknown;
  cause?: unknown;
  errors?: unknown;
}

function isErrorLike(thrown: unknown): thrown is Thrown {
  return typeof thrown === 'object' && thrown !== null && 'stack' in thrown && 'message' in thrown;
}

function known(thrown: unknown): Thrown {
  if (!isErrorLike(thrown)) {
    const message = typeof thrown === 'string' ? thrown : inspect(thrown);
    return { name: 'Thrown', message, stack: stackOfThrown(thrown) };
  }
  const { name, stack, cause, errors } = thrown;
  const message = String(thrown.message).replace(/\nRequire stack:(\n- .*)*$/, '');
  return { name: String(name), message, hint: explainThrown(thrown), stack, cause, errors };
}

function read(thrown: unknown): Thrown {
  try {
    return known(thrown);
  } catch {
    return { name: 'Thrown', message: 'something that cannot be read' };
  }
}

/** A frame's place, and what it is called: lines of the failed cell itself need no number of the cell. */
function placeName({ cell, file, line, column, name, times }: Frame, failed?: number): string {
  const at = cell === undefined ? `${file}:${line}:${column}` : `line ${line}`;
  const where = cell === undefined || cell === failed ? at : `cell ${cell}, ${at}`;
  return `${where}${name ? `, in ${name}` : ''}${times > MANY ? ` (${times} times)` : ''}`;
}

function markedFrame({ cell, ...place }: Frame): string[] {
  const source = cell === undefined ? undefined : sourceOfCell(cell);
  return source === undefined ? [] : markedLine(source, place);
}

/** The cell's own line first, with a mark below the place; then what was called from it, and what called it. */
function tracebackOf({ name, message, hint, stack }: Thrown, failed?: number): string[] {
  const hints = hint ? textLines(hint) : [];
  const frames = framesOf(stack);
  const at = frames.findIndex(({ cell }) => cell !== undefined);
  if (at < 0)
    return [
      red(`${name}: ${message}`),
      ...hints,
      ...frames.slice(0, SHOWN).map((frame) => `thrown at ${placeName(frame, failed)}`),
    ];
  const inner = frames.slice(0, at).slice(0, SHOWN);
  const outer = frames.slice(at + 1, at + 1 + SHOWN);
  return [
    red(`${placeName(frames[at], failed)}: ${name}: ${message}`),
    ...markedFrame(frames[at]),
    ...hints,
    ...inner.map((frame) => `thrown at ${placeName(frame, failed)}`),
    ...outer.flatMap((frame) => [`called from ${placeName(frame, failed)}`, ...markedFrame(frame)]),
  ];
}

/** An error with those that it names as its reasons. */
function wholeTraceback(thrown: unknown, failed?: number, told = new Set<unknown>()): string[] {
  told.add(thrown);
  const { cause, errors, ...rest } = read(thrown);
  const parts = Array.isArray(errors) ? errors : [];
  const more = (text: string, other: unknown) => {
    if (told.has(other)) return [];
    const [first, ...others] = wholeTraceback(other, failed, told);
    return [`${text} ${first}`, ...others];
  };
  return [
    ...tracebackOf(rest, failed),
    ...(cause === undefined ? [] : more('caused by', cause)),
    ...parts.slice(0, SHOWN).flatMap((part, i) => more(`${i + 1} of ${parts.length}:`, part)),
  ];
}

/**
 * How what a cell threw is shown; of a user's mistake the message alone.
 * @param failed the number of the cell that ended by it
 */
export function failureOf(thrown: unknown, failed?: number): Failure {
  const { name: ename, message, hint } = read(thrown);
  const evalue = hint ? `${message}\n${hint}` : message;
  if (interruptMessages.test(message)) return interruption();
  if (ename === 'UserError') return { ename, evalue, traceback: [red(evalue)] };
  return { ename, evalue, traceback: wholeTraceback(thrown, failed) };
}

/** How a cell that was stopped from outside is shown. */
export function interruption(): Failure {
  const evalue = 'The cell was interrupted.';
  return { ename: 'Interrupted', evalue, traceback: [red(evalue)] };
}
