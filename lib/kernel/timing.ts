import type * as TypeScript from 'typescript';
import type { Insertion } from './cell-text.js';
import { requireFromTslab, TSLAB_TYPESCRIPT } from './tslab-modules.js';

const ts = requireFromTslab(TSLAB_TYPESCRIPT) as typeof TypeScript;

/** A cell with `%time` or `%%time`: blanks in their place, and calls that take the time. */
export interface TimedCell {
  code: string;
  insertions: Insertion[];
  /** The time of what the cell ends with is told when the cell has ended. */
  untilEnd: boolean;
}

const magic = /^[ \t]*%%?time(?![\w.])/gm;
const call = (name: string) => `globalThis["__tslab__"].${name}();`;

function parse(code: string): TypeScript.SourceFile & { parseDiagnostics: unknown[] } {
  return ts.createSourceFile('cell.ts', code, ts.ScriptTarget.ES2022) as ReturnType<typeof parse>;
}

/** What is timed: from the first character of the statement to its last, or of all that follows for `%%time`. */
function timed(found: RegExpMatchArray, file: TypeScript.SourceFile): [number, number][] {
  const end = (found.index ?? 0) + found[0].length;
  const following = file.statements.filter((statement) => statement.getStart(file) >= end);
  if (following.length === 0) return [];
  const last = found[0].includes('%%') ? following[following.length - 1] : following[0];
  return [[following[0].getStart(file), last.end]];
}

/** Finds `%time statement` and `%%time` in a cell; undefined where they would not make it more of a program. */
export function timedCell(typed: string): TimedCell | undefined {
  const found = [...typed.matchAll(magic)];
  if (found.length === 0) return undefined;
  const code = typed.replace(magic, (text) => ' '.repeat(text.length));
  const file = parse(code);
  if (file.parseDiagnostics.length >= parse(typed).parseDiagnostics.length) return undefined;
  const insertions: Insertion[] = [];
  const lastEnd = file.statements.at(-1)?.end;
  let untilEnd = false;
  for (const [start, end] of found.flatMap((one) => timed(one, file))) {
    insertions.push({ at: start, text: call('startTime') });
    if (end === lastEnd) untilEnd = true;
    else insertions.push({ at: end, text: `;${call('endTime')}` });
  }
  return { code, insertions, untilEnd };
}

let started: number[] = [];

/** Forgets what an earlier cell began to time. */
export const forgetTimes = () => {
  started = [];
};

export function startTime(): void {
  started.push(performance.now());
}

/** Prints the time since the last start that has no end yet. */
export function endTime(): void {
  const from = started.pop();
  if (from === undefined) return;
  const milliseconds = performance.now() - from;
  const text =
    milliseconds < 1000
      ? `${milliseconds.toPrecision(3)} ms`
      : `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 1)} s`;
  console.log(`Wall time: ${text}`);
}
