import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import {
  type MadeFrom,
  readArtefactHeader,
  readJsonArtefact,
  refuseOtherInputs,
  writeHeader,
} from './artefact.js';
import { fileLines } from './file-lines.js';
import { shortPath } from './run-folder.js';
import { UserError } from './user-error.js';
import { besidePath, putInPlace, readyFolder } from './write-file.js';

const BLOCK = 2 ** 20;

/**
 * Writes an artefact that is a list in JSON, a line an entry: it may be longer than any string.
 * @param entries each one's JSON
 */
export function writeListArtefact(
  path: string,
  entries: Iterable<string>,
  madeFrom: MadeFrom,
): void {
  readyFolder(path);
  const beside = besidePath(path);
  const hash = createHash('sha256');
  let bytes = 0;
  let text = '[';
  const file = openSync(beside, 'w');
  const empty = () => {
    const block = Buffer.from(text);
    for (let at = 0; at < block.length; ) at += writeSync(file, block, at);
    hash.update(block);
    bytes += block.length;
    text = '';
  };
  try {
    let between = '\n';
    for (const entry of entries) {
      text += between + entry;
      between = ',\n';
      if (text.length > BLOCK) empty();
    }
    text += '\n]\n';
    empty();
    fsyncSync(file);
    closeSync(file);
    writeHeader(path, { madeFrom, bytes, sha256: hash.digest('hex') }, () => {
      putInPlace(beside, path);
    });
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

const again = (path: string, what: string) =>
  new UserError(`${shortPath(path)} ${what}. Delete it and make it again.`);

/**
 * Reads what `writeListArtefact` wrote, or a list on one line as earlier versions wrote it.
 * @param holds whether an entry is what was written
 * @throws UserError as `readJsonArtefact` does
 */
export function readListArtefact<T>(
  path: string,
  expected: MadeFrom,
  holds: (value: unknown) => value is T,
): T[] {
  const header = readArtefactHeader(path);
  refuseOtherInputs(path, header.madeFrom, expected);
  const hash = createHash('sha256');
  const entries: T[] = [];
  let isWrong = false;
  for (const { bytes, start } of fileLines(path)) {
    const line = bytes.toString();
    if (start === 0 && line !== '[') {
      return readJsonArtefact(path, expected, (value): value is T[] => {
        return Array.isArray(value) && value.every(holds);
      });
    }
    hash.update(bytes).update('\n');
    if (start === 0 || line === ']' || line === '') continue;
    const entry = parsed(line.endsWith(',') ? line.slice(0, -1) : line);
    if (holds(entry)) entries.push(entry);
    else isWrong = true;
  }
  if (hash.digest('hex') !== header.sha256) {
    throw again(path, 'is not as it was written: it was cut short or changed');
  }
  if (isWrong) throw again(path, 'does not hold what belongs there');
  return entries;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // what was changed is told by its hash
  }
}
