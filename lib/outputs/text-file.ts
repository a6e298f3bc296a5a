import { readFileSync } from 'node:fs';
import { shortPath } from './run-folder.js';
import { UserError } from './user-error.js';

const LINE_FEED = 0x0a;
const advice = 'Save it as UTF-8.';

/** Half of the bytes of European text in UTF-16 are zero; text in UTF-8 holds none. */
function unmarkedWide(head: Uint8Array): boolean {
  const zeros = head.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  return zeros > head.length / 4;
}

/**
 * Refuses text that begins as UTF-16 does.
 * @param head the first bytes of the text
 * @param name the file, for the message
 * @throws UserError
 */
export function refuseWideText(head: Uint8Array, name: string): void {
  const [first, second] = head;
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (marked || unmarkedWide(head.subarray(0, 1000))) {
    throw new UserError(`${name} is UTF-16, not UTF-8. ${advice}`);
  }
}

/** In Latin-1 a letter with an accent mostly stands between two of ASCII; in other encodings such bytes come in pairs. */
function looksLikeLatin1(line: Uint8Array): boolean {
  const alone = line.filter((byte, at) => byte >= 0xa0 && !((line[at + 1] ?? 0) >= 0x80));
  const high = line.filter((byte) => byte >= 0x80);
  return alone.length > high.length / 2;
}

/**
 * A text as its bytes have it in UTF-8, without a byte order mark.
 * @param name the file, for the message
 * @param line the number of the first line
 * @throws UserError naming the first line that is not UTF-8, and the encoding where it shows
 */
export function decodeText(bytes: Uint8Array, name: string, line = 1): string {
  refuseWideText(bytes, name);
  const decode = (part: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(part);
  try {
    return decode(bytes);
  } catch {
    let number = line;
    for (let start = 0; start < bytes.length; number++) {
      const end = bytes.indexOf(LINE_FEED, start);
      const part = bytes.subarray(start, end < 0 ? bytes.length : end);
      try {
        decode(part);
      } catch {
        const guess = looksLikeLatin1(part) ? ' (it looks like Latin-1)' : '';
        throw new UserError(`${name}, line ${number} is not UTF-8${guess}. ${advice}`);
      }
      start += part.length + 1;
    }
    throw new UserError(`${name} is not UTF-8. ${advice}`);
  }
}

/**
 * The text of a file. Every text that a user gives us is read here.
 * @throws UserError as `decodeText` does
 */
export function readTextFile(path: string): string {
  return decodeText(readFileSync(path), shortPath(path));
}
