import { statSync } from 'node:fs';
import { readTextFile, shortPath, UserError } from '../outputs/index.js';

/** A line of a text file and the number an editor shows beside it. */
export interface TextLine {
  text: string;
  number: number;
}

/**
 * Makes sure that there is a file.
 * @param what what the file should hold, for the message
 * @throws UserError when it is missing or a folder
 */
export function requireFile(path: string, what: string): void {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status?.isFile()) return;
  const is = status ? 'a folder' : 'not there';
  throw new UserError(`${shortPath(path)} is ${is}: expected a file with ${what}.`);
}

/**
 * The lines of a text file that hold anything, as they stand: with or without a byte order mark, ending in LF, CRLF or CR.
 * @param what what the file should hold, for messages
 * @throws UserError when the file is missing, a folder, empty or not UTF-8
 */
export function readTextLines(path: string, what: string): TextLine[] {
  requireFile(path, what);
  const lines = readTextFile(path)
    .split(/\r\n?|\n/)
    .map((text, index) => ({ text, number: index + 1 }))
    .filter(({ text }) => text.trim() !== '');
  if (lines.length === 0) {
    throw new UserError(`${shortPath(path)} is empty: expected ${what}. Fetch or copy it again.`);
  }
  return lines;
}
