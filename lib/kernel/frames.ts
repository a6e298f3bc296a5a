import { isAbsolute, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectRoot } from '../outputs/index.js';
import type { TextPlace } from './cell-text.js';

/** One line of a stack that tells the reader something: in a cell, or in a file of the project. */
export interface Frame extends TextPlace {
  /** The cell's number. */
  cell?: number;
  /** The file's path from the project's root. */
  file?: string;
  /** The function's name, where it has one. */
  name?: string;
  /** Frames of this line in a row. */
  times: number;
}

const location =
  /(cell \d+|(?:file:\/\/|\/|[A-Za-z]:[\\/])[^():]*(?:\([^()]*\))?[^():]*):(\d+):(\d+)\)?$/;

/** Names that V8 gives to what has none of its own. */
const nameless =
  /^(eval|<anonymous>|Object\.<anonymous>|Timeout\._onTimeout|Immediate\.<anonymous>|tsLastExpr\d*)$/;

function nameOf(text: string): string | undefined {
  const name = text
    .replace(/\(?$/, '')
    .replace(/ \[as [^\]]*\]/, '')
    .replace(/^async /, '')
    .replace(/^(Object|Proxy|exports|Module|Function)\./, '')
    .trim();
  return name && !nameless.test(name) && !/^(at|async)$/.test(name) ? name : undefined;
}

function projectFile(script: string): string | undefined {
  const path = script.startsWith('file://') ? fileURLToPath(script) : script;
  const fromRoot = relative(projectRoot, path);
  const isOutside = fromRoot.startsWith('..') || isAbsolute(fromRoot);
  if (isOutside || fromRoot.split(sep).includes('node_modules')) return undefined;
  return fromRoot.replaceAll(sep, '/');
}

function frameOf(line: string): Frame | undefined {
  const [, text] = /^\s+at (.*)$/.exec(line) ?? [];
  const found = text && location.exec(text);
  if (!found) return undefined;
  const [whole, script, lineNumber, column] = found;
  const place = { line: Number(lineNumber), column: Number(column), times: 1 };
  const name = nameOf(text.slice(0, text.length - whole.length));
  const cell = /^cell (\d+)$/.exec(script)?.[1];
  if (cell) return { ...place, cell: Number(cell), name };
  const file = projectFile(script);
  return file ? { ...place, file, name } : undefined;
}

const isSameLine = (a: Frame, b: Frame) =>
  a.cell === b.cell && a.file === b.file && a.line === b.line;

/** The frames of cells and of the project's own files, the innermost first. */
export function framesOf(stack: unknown): Frame[] {
  if (typeof stack !== 'string') return [];
  const frames: Frame[] = [];
  for (const frame of stack.split('\n').map(frameOf)) {
    if (!frame) continue;
    const before = frames.at(-1);
    if (before && isSameLine(before, frame)) before.times++;
    else frames.push(frame);
  }
  return frames;
}
