import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { shortPath, UserError } from '../outputs/index.js';

/** A line of a text file and the number an editor shows beside it. */
export interface TextLine {
  text: string;
  number: number;
}

/**
 * The lines of a text file that hold anything, with or without a byte order mark, ending in LF or CRLF.
 * @param what what the file should hold, for messages
 * @throws UserError when the file is missing, a folder or empty
 */
export function readTextLines(path: string, what: string): TextLine[] {
  const status = statSync(path, { throwIfNoEntry: false });
  if (!status?.isFile()) {
    throw new UserError(
      `${shortPath(path)} is ${status ? 'a folder' : 'not there'}: expected a file with ${what}.`,
    );
  }
  const lines = readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((text, index) => ({ text: text.trimEnd(), number: index + 1 }))
    .filter(({ text }) => text !== '');
  if (lines.length === 0) {
    throw new UserError(`${shortPath(path)} is empty: expected ${what}. Fetch or copy it again.`);
  }
  return lines;
}

/** A picture's id: its file name up to the first dot. */
export function imageIdOf(fileName: string): string {
  return basename(fileName).split('.', 1)[0];
}
