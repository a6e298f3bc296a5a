import {
  appendFileSync,
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import type { MadeFrom } from './artefact.js';
import {
  begin,
  begunPath,
  checkBegun,
  dropHalfLine,
  readBegun,
  type Shard,
  writerName,
} from './begun.js';
import { fileLines } from './file-lines.js';
import { findOrRemake } from './find-or-make.js';
import { fingerprintOf } from './fingerprint.js';
import { holderOf, lockPath, refuseWhileWritten, withLock, withPatientLock } from './lock.js';
import { UserError } from './user-error.js';

/**
 * How unfinished work on many rows lies on disk, whether one process does it or several machines do: a folder with
 * `begun.json`, what it is made from and how many rows it has, and for each writer `journal.<writer>.jsonl`, a line a row:
 * its checksum, its number and its value as JSON. A line that does not have its checksum does not count.
 */
const JOURNAL = /^journal\.[\w-]+\.jsonl$/;
const journalPath = (folder: string, writer: string) => join(folder, `journal.${writer}.jsonl`);
const checksumOf = (text: string | Uint8Array) => fingerprintOf(text).slice(0, 16);

/** Where the parts of what becomes a file of JSON lie until all are there. */
export const partsFolder = (path: string) => path.replace(/\.json$/, '.parts');

/** The journals of all writers. */
const journalsIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => JOURNAL.test(name))
    .sort()
    .map((name) => join(folder, name));

/** Where a row's line lies. */
interface Place {
  path: string;
  start: number;
  length: number;
}

/** The whole rows of some journals. */
function rowsIn(journals: readonly string[]): Map<number, Place> {
  const rows = new Map<number, Place>();
  for (const path of journals) {
    for (const { bytes, start } of fileLines(path)) {
      const number = bytes.indexOf(9) + 1;
      const value = bytes.indexOf(9, number) + 1;
      if (number === 0 || value === 0) continue;
      if (bytes.toString('latin1', 0, number - 1) !== checksumOf(bytes.subarray(number))) continue;
      const row = Number(bytes.toString('latin1', number, value - 1));
      if (!rows.has(row)) {
        rows.set(row, { path, start: start + value, length: bytes.length - value });
      }
    }
  }
  return rows;
}

/** The numbers of rows and their JSON, in their order. */
function* textsOf(rows: ReadonlyMap<number, Place>): Generator<[row: number, text: string]> {
  const files = new Map<string, number>();
  try {
    for (const [row, { path, start, length }] of [...rows].sort(([a], [b]) => a - b)) {
      const file = files.get(path) ?? openSync(path, 'r');
      files.set(path, file);
      const bytes = Buffer.alloc(length);
      readSync(file, bytes, 0, length, start);
      yield [row, bytes.toString()];
    }
  } finally {
    for (const file of files.values()) closeSync(file);
  }
}

/** The lines of some rows, as a journal has them. */
const linesOf = (first: number, values: readonly string[]): string =>
  values
    .map((value, i) => `${first + i}\t${value}`)
    .map((text) => `${checksumOf(text)}\t${text}\n`)
    .join('');

/** How much of some work is done, by whichever processes. */
export interface WorkDone {
  /** Of all the work. */
  rows: number;
  missing: number;
}

/** Work on many rows that can be cut into parts, each of which goes on where it stopped. */
export interface WorkInParts {
  /** Where it lies until it is finished. */
  folder: string;
  madeFrom: MadeFrom;
  rows: number;
  /** Rows that are always worked on together. */
  atOnce: number;
  /** The folder stays when all is done: it is what was asked for. */
  keepsParts?: boolean;
  /** Whether it is finished already. */
  isDone(): boolean;
  /** Works on batches of rows, each the number of its first row and of that after its last: the JSON of its rows, in their order. */
  make(batches: [from: number, to: number][]): AsyncIterable<string[]>;
  /** Takes the JSON of all rows, in their order, once all are there. */
  finish(values: Iterable<string>): void;
}

/** What the folder of a work says that it is made from. */
const begunFrom = ({ madeFrom, rows }: Pick<WorkInParts, 'madeFrom' | 'rows'>): MadeFrom => ({
  ...madeFrom,
  rows,
});

/** Begins the work, or goes on. Whoever does all of it begins anew where something else was begun; one of many refuses. */
function beginPart(work: WorkInParts, shard?: Shard): void {
  const { folder } = work;
  if (!shard && existsSync(begunPath(folder))) {
    try {
      checkBegun(folder, begunFrom(work));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      refuseWhileWritten(folder);
      rmSync(folder, { recursive: true });
    }
  }
  begin(folder, begunFrom(work));
}

/**
 * Does a part of some work, from where it stopped, or what is left of all of it. Whoever leaves no row missing finishes it.
 * @throws UserError when the folder holds a part of other work, naming both, or another process does the same part
 */
export async function workInParts(work: WorkInParts, shard?: Shard): Promise<WorkDone> {
  const { folder, rows, atOnce } = work;
  const writer = writerName(shard);
  const { part, parts } = shard ?? { part: 1, parts: 1 };
  return withLock(`${folder}.${writer}`, async () => {
    const isDone = await withPatientLock(folder, () => {
      const isDone = work.isDone();
      if (!isDone) beginPart(work, shard);
      else if (!work.keepsParts) rmSync(folder, { recursive: true, force: true });
      return isDone;
    });
    if (isDone) return { rows, missing: 0 };
    const journal = journalPath(folder, writer);
    dropHalfLine(journal);
    const there = rowsIn(journalsIn(folder));
    const batches = Array.from({ length: Math.ceil(rows / atOnce) }, (_, b) => b)
      .filter((b) => b % parts === part - 1)
      .map((b): [number, number] => [b * atOnce, Math.min(rows, (b + 1) * atOnce)])
      .filter(
        ([from, to]) => !Array.from({ length: to - from }).every((_, i) => there.has(from + i)),
      );
    let batch = 0;
    for await (const values of work.make(batches)) {
      appendFileSync(journal, linesOf(batches[batch++][0], values));
    }
    return { rows, missing: await withPatientLock(folder, () => finishIfWhole(work)) };
  });
}

/** Clears away what a kill left beside work that it had just finished. */
async function clearFinished(work: WorkInParts): Promise<void> {
  const own = `${work.folder}.${writerName()}`;
  const left = [work.folder, lockPath(work.folder), lockPath(own)].some((path) => existsSync(path));
  if (left && work.isDone() && !holderOf(own)) await workInParts(work);
}

/** What work in parts becomes: read, or made now, as `findOrRemake` does; from where the work stopped. */
export async function findOrRemakeInParts<T>(
  path: string,
  work: WorkInParts,
  read: () => T,
): Promise<T> {
  await clearFinished(work);
  return findOrRemake(path, work.madeFrom, {
    read,
    make: async () => {
      await workInParts(work);
      return read();
    },
  });
}

function* valuesOf(rows: ReadonlyMap<number, Place>): Generator<string> {
  for (const [, text] of textsOf(rows)) yield text;
}

/** @returns how many rows are missing */
function finishIfWhole(work: WorkInParts): number {
  const { folder, rows } = work;
  if (work.isDone()) return 0;
  const there = rowsIn(journalsIn(folder));
  const missing = rows - there.size;
  if (missing > 0) return missing;
  work.finish(valuesOf(there));
  if (!work.keepsParts) rmSync(folder, { recursive: true, force: true });
  return 0;
}

/**
 * Takes in the parts that other machines left of some work.
 * @param folders copies of the folder, as the others have it
 * @throws UserError when one holds a part of other work, naming both; then nothing is taken in
 */
export async function joinParts(folder: string, folders: readonly string[]): Promise<WorkDone> {
  const madeFrom = readBegun(folders[0]);
  for (const other of folders) checkBegun(other, madeFrom);
  return withLock(`${folder}.joined`, () => {
    begin(folder, madeFrom);
    const journal = journalPath(folder, 'joined');
    dropHalfLine(journal);
    const there = rowsIn(journalsIn(folder));
    for (const other of folders) {
      const rows = rowsIn(journalsIn(other));
      for (const [row, text] of textsOf(rows)) {
        if (!there.has(row)) appendFileSync(journal, linesOf(row, [text]));
      }
      for (const [row, place] of rows) there.set(row, place);
    }
    const rows = Number(madeFrom.rows);
    return { rows, missing: rows - there.size };
  });
}
