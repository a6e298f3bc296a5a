import { inspect } from 'node:util';
import { projectRoot } from '../outputs/index.js';

/** What Jupyter shows for a failed cell (the message type `error` of its protocol). */
export interface Failure {
  ename: string;
  evalue: string;
  /** Lines, with terminal colours. */
  traceback: string[];
}

const red = (text: string) => `\u001b[1;31m${text}\u001b[0m`;

/** The name of the error by which tslab ends a cell that waits for something. */
const interruptMessages = /^Interrupted asynchronously$|interrupted by `SIGINT`/;

/** tslab prints each finding of the type check by this format, with file, line, column and text. */
const findingFormat = '%s%d:%d - %s';

/** Frames of the kernel itself, of Node and of libraries tell the reader nothing about the cell. */
const isForeignFrame = (line: string) =>
  /^\s+at .*(node:|node_modules|JupyterHandlerImpl|lib[\\/]cli[\\/]kernel)/.test(line);

/** The error's stack from lib alone, as paths from the project's root. */
function ownStack(error: Error): string[] {
  const [, ...frames] = (error.stack ?? '')
    .replace(`${error.name}: ${error.message}`, '')
    .split('\n');
  return frames
    .filter(
      (line) => /^\s+at /.test(line) && !isForeignFrame(line) && !line.includes('evalmachine'),
    )
    .map((line) => line.replaceAll(`${projectRoot}/`, '').replaceAll('file://', ''));
}

/** How an exception that a cell threw is shown; of a user's mistake the message alone. */
export function failureOf(thrown: unknown): Failure {
  if (!(thrown instanceof Error) && !isErrorLike(thrown)) {
    const evalue = typeof thrown === 'string' ? thrown : inspect(thrown);
    return { ename: 'Error', evalue, traceback: [red(evalue)] };
  }
  if (interruptMessages.test(thrown.message)) return interruption();
  const { name: ename, message: evalue } = thrown;
  if (ename === 'UserError') return { ename, evalue, traceback: [red(evalue)] };
  const cause = thrown.cause === undefined ? [] : [`caused by ${inspect(thrown.cause)}`];
  return { ename, evalue, traceback: [`${red(ename)}: ${evalue}`, ...ownStack(thrown), ...cause] };
}

function isErrorLike(thrown: unknown): thrown is Error {
  return typeof thrown === 'object' && thrown !== null && 'stack' in thrown && 'message' in thrown;
}

/** How a cell that was stopped from outside is shown. */
export function interruption(): Failure {
  const evalue = 'The cell was interrupted.';
  return { ename: 'Interrupted', evalue, traceback: [red(evalue)] };
}

/**
 * How the findings of the type check are shown: each with its line of the cell and a mark below the place.
 * @param findings the arguments by which tslab prints them
 */
function typeCheckFailure(findings: unknown[][], code: string): Failure {
  const lines = code.split('\n');
  const shown = findings.map(([, file, line, column, text]) => {
    const place = file ? `${String(file).trim()}, line ${line}` : `line ${line}`;
    const source = file
      ? []
      : [lines[Number(line) - 1] ?? '', `${' '.repeat(Number(column) - 1)}^`];
    return { says: `${place}: ${text}`, source };
  });
  return {
    ename: 'TypeScript',
    evalue: shown.map(({ says }) => says).join('; '),
    traceback: shown.flatMap(({ says, source }) => [red(says), ...source]),
  };
}

/** What tslab's executor printed about a cell that failed, as Jupyter wants it. */
export function failureFrom(printed: unknown[][], code: string): Failure {
  const findings = printed.filter(([first]) => first === findingFormat);
  return findings.length ? typeCheckFailure(findings, code) : failureOf(printed.at(-1)?.[0]);
}
