import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { shortPath } from './run-folder.js';
import { UserError } from './user-error.js';
import { writeFileWhole } from './write-file.js';

/** What an artefact was made from: fingerprints, settings, seed. Compared key by key on reading. */
export type MadeFrom = Record<string, string | number | boolean>;

/** Stands beside every artefact as `<file>.header.json`. */
export interface ArtefactHeader {
  madeFrom: MadeFrom;
  bytes: number;
  sha256: string;
}

/** Identifies data: its SHA-256 in hexadecimal. */
export function fingerprintOf(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Where the header of an artefact stands. */
export const headerPath = (path: string) => `${path}.header.json`;

/** True if the artefact and its header are both there (whole or not: reading tells). */
export function artefactExists(path: string): boolean {
  return existsSync(path) && existsSync(headerPath(path));
}

/** Writes an artefact and, beside it, the header that says what it was made from. */
export function writeArtefact(path: string, data: string | Uint8Array, madeFrom: MadeFrom): void {
  const header: ArtefactHeader = {
    madeFrom,
    bytes: Buffer.byteLength(data),
    sha256: fingerprintOf(data),
  };
  writeFileWhole(path, data);
  writeFileWhole(headerPath(path), `${JSON.stringify(header, null, 2)}\n`);
}

/**
 * The header of an artefact.
 * @throws UserError when the artefact was never made, or its header is not readable.
 */
export function readArtefactHeader(path: string): ArtefactHeader {
  if (!artefactExists(path)) {
    throw new UserError(
      `${shortPath(path)} is not there yet: run the notebook or command that makes it.`,
    );
  }
  try {
    return JSON.parse(readFileSync(headerPath(path), 'utf8')) as ArtefactHeader;
  } catch {
    throw new UserError(`${shortPath(headerPath(path))} is not JSON: delete it and make it again.`);
  }
}

/**
 * Refuses what was made from other inputs than `expected`. Keys of `expected` are compared; others are not.
 * @throws UserError naming both sides
 */
export function refuseOtherInputs(path: string, madeFrom: MadeFrom, expected: MadeFrom): void {
  for (const [key, wanted] of Object.entries(expected)) {
    const found = madeFrom[key];
    if (found !== wanted) {
      throw new UserError(
        `${shortPath(path)} was made with ${key} ${found}, but ${key} is now ${wanted}. ` +
          'Run the notebook or command that makes it again, or go back to the setting it was made with.',
      );
    }
  }
}

/**
 * Reads an artefact, making sure that it is whole and was made from `expected`.
 * @throws UserError naming both sides when it was made from other inputs, or when it is cut short or altered.
 */
export function readArtefact(path: string, expected: MadeFrom = {}): Buffer {
  const header = readArtefactHeader(path);
  refuseOtherInputs(path, header.madeFrom, expected);
  const bytes = statSync(path).size;
  if (bytes !== header.bytes) {
    throw new UserError(
      `${shortPath(path)} has ${bytes} bytes instead of ${header.bytes}: it was cut short or changed. Delete it and make it again.`,
    );
  }
  const data = readFileSync(path);
  if (fingerprintOf(data) !== header.sha256) {
    throw new UserError(
      `${shortPath(path)} is not as it was written: it was changed. Delete it and make it again.`,
    );
  }
  return data;
}

/**
 * What another artefact was made from, for the header of what is made from it: its keys behind `name.`.
 * @throws UserError as `readArtefactHeader` does
 */
export function inherit(name: string, path: string): MadeFrom {
  const { madeFrom } = readArtefactHeader(path);
  return Object.fromEntries(
    Object.entries(madeFrom).map(([key, value]) => [`${name}.${key}`, value]),
  );
}

/**
 * What was made earlier, or a new one: the rule by which a notebook opened on its own finds what it needs.
 * Says which of the two happened. An artefact made from other inputs is refused by `read`, not replaced.
 */
export async function findOrMake<T>(
  path: string,
  steps: { read: () => T | Promise<T>; make: () => T | Promise<T> },
): Promise<T> {
  if (artefactExists(path)) {
    const found = await steps.read();
    console.log(`Found ${shortPath(path)}`);
    return found;
  }
  console.log(`${shortPath(path)} is not there yet: making it`);
  return await steps.make();
}

/**
 * The same for what is made from other artefacts in a moment: if it was made from others than now, it is made again and
 * that is said, instead of being refused.
 */
export async function findOrRemake<T>(
  path: string,
  expected: MadeFrom,
  steps: { read: () => T | Promise<T>; make: () => T | Promise<T> },
): Promise<T> {
  if (artefactExists(path)) {
    const { madeFrom } = readArtefactHeader(path);
    if (Object.entries(expected).some(([key, wanted]) => madeFrom[key] !== wanted)) {
      console.log(`${shortPath(path)} was made from something else: making it again`);
      return await steps.make();
    }
  }
  return findOrMake(path, steps);
}
