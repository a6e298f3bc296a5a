import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
} from 'node:fs';
import { join } from 'node:path';
import { type MadeFrom, refuseOtherInputs, saysInputs } from './artefact.js';
import { shortPath } from './run-folder.js';
import { UserError } from './user-error.js';
import { writeFileWhole } from './write-file.js';

/** One of several parts of the same work: the second of three is `{ part: 2, parts: 3 }`. */
export interface Shard {
  part: number;
  parts: number;
}

/** What tells what one part's process writes from what those of others do. */
export const writerName = ({ part, parts }: Shard = { part: 1, parts: 1 }) => `${part}-of-${parts}`;

/** Where a folder of unfinished work says what it is made from. */
export const begunPath = (folder: string) => join(folder, 'begun.json');

/**
 * What unfinished work is made from.
 * @throws UserError when there is none, or its file is damaged
 */
export function readBegun(folder: string): MadeFrom {
  const path = begunPath(folder);
  try {
    const begun: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (saysInputs(begun)) return begun;
    throw new Error('it does not hold what belongs there');
  } catch (error) {
    throw new UserError(
      `${shortPath(path)} cannot be read: ${shortPath(folder)} is no unfinished work (${(error as Error).message}).`,
    );
  }
}

/**
 * Makes sure that unfinished work is made from what is expected.
 * @throws UserError naming both sides, or when there is none
 */
export function checkBegun(folder: string, expected: MadeFrom, goOn?: string): void {
  refuseOtherInputs(begunPath(folder), readBegun(folder), expected, goOn);
}

/**
 * Begins work in a folder, or goes on with what was begun there.
 * @throws UserError when that was made from other inputs, naming both sides
 */
export function begin(folder: string, madeFrom: MadeFrom): void {
  const path = begunPath(folder);
  const anew = `To begin anew, delete ${shortPath(folder)}.`;
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    writeFileWhole(path, `${JSON.stringify(madeFrom, null, 2)}\n`);
    return;
  }
  try {
    checkBegun(folder, madeFrom, anew);
  } catch (error) {
    if (!(error instanceof UserError) || error.message.endsWith(anew)) throw error;
    throw new UserError(`${error.message} ${anew}`);
  }
}

const BLOCK = 2 ** 16;

/** A killed writer may leave half a line: what is appended must not continue it. */
export function dropHalfLine(path: string): void {
  if (!existsSync(path)) return;
  const file = openSync(path, 'r+');
  const { size } = fstatSync(file);
  const block = Buffer.alloc(BLOCK);
  let whole = 0;
  for (let end = size; end > 0 && whole === 0; end -= BLOCK) {
    const start = Math.max(0, end - BLOCK);
    whole = block.subarray(0, readSync(file, block, 0, end - start, start)).lastIndexOf('\n') + 1;
    if (whole > 0) whole += start;
  }
  if (whole < size) ftruncateSync(file, whole);
  closeSync(file);
}
