import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { putInPlace, writeFileWhole } from './write-file.js';

/** Where a file goes on: so many bytes are there, of the version that `validator` names (ETag or date). */
export interface Range {
  start: number;
  validator: string;
}

/** Stands beside a partial file as `<file>.part.json`: what the bytes that are there belong to. */
export interface PartialOf {
  address: string;
  validator?: string;
  total?: number;
}

/** Where the bytes of a file go until all are there. */
export const partPath = (target: string) => `${target}.part`;
const notePath = (target: string) => `${partPath(target)}.json`;

/** How many bytes of a file are there. */
export function partialBytes(target: string): number {
  return statSync(partPath(target), { throwIfNoEntry: false })?.size ?? 0;
}

/** Forgets the bytes that are there, if any, and notes what those to come belong to. */
export function beginPartial(target: string, of: PartialOf): void {
  mkdirSync(dirname(target), { recursive: true });
  // In this order: a note never stands beside bytes that it does not speak of.
  rmSync(notePath(target), { force: true });
  writeFileSync(partPath(target), '');
  writeFileWhole(notePath(target), JSON.stringify(of));
}

/** From where to go on with a file of this address, or undefined where it has to be begun. */
export function findPartial(target: string, address: string): (Range & PartialOf) | undefined {
  const start = partialBytes(target);
  if (start === 0 || !existsSync(notePath(target))) return undefined;
  try {
    const of = JSON.parse(readFileSync(notePath(target), 'utf8')) as PartialOf;
    const { validator } = of;
    return of.address === address && validator ? { ...of, start, validator } : undefined;
  } catch {
    return undefined;
  }
}

export function discardPartial(target: string): void {
  rmSync(partPath(target), { force: true });
  rmSync(notePath(target), { force: true });
}

/** Gives a file that is whole its name. */
export function finishPartial(target: string): void {
  putInPlace(partPath(target), target);
  rmSync(notePath(target), { force: true });
}
