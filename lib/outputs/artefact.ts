import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { fingerprintOf } from './fingerprint.js';
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

/** Where the header of an artefact stands. */
export const headerPath = (path: string) => `${path}.header.json`;

/** True if the artefact and its header are both there (whole or not: reading tells). */
export function artefactExists(path: string): boolean {
  return existsSync(path) && existsSync(headerPath(path));
}

/**
 * Writes an artefact and, beside it, the header that says what it was made from. The header of one that was there goes first:
 * a kill in between leaves an artefact that is to be made again, and not one that seems to have been changed.
 */
export function writeArtefact(path: string, data: string | Uint8Array, madeFrom: MadeFrom): void {
  const header: ArtefactHeader = {
    madeFrom,
    bytes: Buffer.byteLength(data),
    sha256: fingerprintOf(data),
  };
  writeHeader(path, header, () => writeFileWhole(path, data));
}

/** Gives an artefact its header, in the order that `writeArtefact` keeps. */
export function writeHeader(path: string, header: ArtefactHeader, write: () => void): void {
  rmSync(headerPath(path), { force: true });
  write();
  writeFileWhole(headerPath(path), `${JSON.stringify(header, null, 2)}\n`);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a value says what something was made from. */
export const saysInputs = (value: unknown): value is MadeFrom =>
  isRecord(value) &&
  Object.values(value).every((one) => /^(string|number|boolean)$/.test(typeof one));

const isHeader = (value: unknown): value is ArtefactHeader =>
  isRecord(value) &&
  saysInputs(value.madeFrom) &&
  Number.isSafeInteger(value.bytes) &&
  typeof value.sha256 === 'string';

/**
 * The header of an artefact.
 * @param goOn what to do where it is not there or not whole, a sentence
 * @throws UserError when the artefact was never made, or its header is not readable.
 */
export function readArtefactHeader(path: string, goOn?: string): ArtefactHeader {
  if (!artefactExists(path)) {
    const advice = goOn ? `. ${goOn}` : ' yet: run the notebook or command that makes it.';
    throw new UserError(`${shortPath(path)} is not there${advice}`);
  }
  let header: unknown;
  try {
    header = JSON.parse(readFileSync(headerPath(path), 'utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (isHeader(header)) return header;
  throw new UserError(
    `${shortPath(headerPath(path))} is no header of an artefact: it was cut short or changed. ${goOn ?? `Delete it and make ${shortPath(path)} again.`}`,
  );
}

/** Tells what an artefact holds from any other contents, for the header of what is made from it; `none` where it is not there. */
export const contentOf = (path: string) =>
  artefactExists(path) ? readArtefactHeader(path).sha256.slice(0, 12) : 'none';

const DELETE_OR_GO_BACK = 'Delete it to have it made anew, or go back to what it was made with.';

/** The first input in which two artefacts differ. Keys of `expected` are compared; others are not. */
export const otherInput = (madeFrom: MadeFrom, expected: MadeFrom): string | undefined =>
  Object.keys(expected).find((key) => madeFrom[key] !== expected[key]);

/** Whether an artefact is there and made from what is expected. */
export const isMadeFrom = (path: string, expected: MadeFrom) =>
  artefactExists(path) && otherInput(readArtefactHeader(path).madeFrom, expected) === undefined;

/**
 * Refuses what was made from other inputs than `expected`.
 * @param goOn what to do then, a sentence
 * @throws UserError naming both sides
 */
export function refuseOtherInputs(
  path: string,
  madeFrom: MadeFrom,
  expected: MadeFrom,
  goOn = DELETE_OR_GO_BACK,
): void {
  const key = otherInput(madeFrom, expected);
  if (key === undefined) return;
  const found = madeFrom[key] ?? 'unknown (an earlier version made it)';
  throw new UserError(
    `${shortPath(path)} was made with ${key} ${found}, but ${key} is now ${expected[key]}. ${goOn}`,
  );
}

/**
 * Reads an artefact, making sure that it is whole and was made from `expected`.
 * @param goOn what to do where it was made from other inputs or is not whole, a sentence
 * @throws UserError naming both sides when it was made from other inputs, or when it is cut short or altered.
 */
export function readArtefact(path: string, expected: MadeFrom = {}, goOn?: string): Buffer {
  const header = readArtefactHeader(path, goOn);
  refuseOtherInputs(path, header.madeFrom, expected, goOn);
  const bytes = statSync(path).size;
  if (bytes !== header.bytes) {
    throw new UserError(
      `${shortPath(path)} has ${bytes} bytes instead of ${header.bytes}: it was cut short or changed. ${goOn ?? 'Delete it and make it again.'}`,
    );
  }
  const data = readFileSync(path);
  if (fingerprintOf(data) !== header.sha256) {
    throw new UserError(
      `${shortPath(path)} is not as it was written: it was changed. ${goOn ?? 'Delete it and make it again.'}`,
    );
  }
  return data;
}

/**
 * What an artefact of JSON holds. Throws as `readArtefact` does, and when it holds something else.
 * @param holds whether a value is what was written
 */
export function readJsonArtefact<T>(
  path: string,
  expected: MadeFrom,
  holds: (value: unknown) => value is T,
  goOn?: string,
): T {
  let value: unknown;
  try {
    value = JSON.parse(readArtefact(path, expected, goOn).toString());
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (holds(value)) return value;
  throw new UserError(
    `${shortPath(path)} does not hold what belongs there. ${goOn ?? 'Delete it and make it again.'}`,
  );
}

/** Whether a value is a list, each of its entries as `holds` says. */
export const listOf =
  <T>(holds: (value: unknown) => value is T) =>
  (value: unknown): value is T[] =>
    Array.isArray(value) && value.every(holds);

/** Whether a value is an object that has these members. */
export const objectWith =
  <T>(...members: (keyof T & string)[]) =>
  (value: unknown): value is T =>
    isRecord(value) && members.every((member) => value[member] !== undefined);

/** Whether a value is a pair of an image id and something else: maps are kept as lists of these. */
export const pairWith =
  <T>(holds: (value: unknown) => value is T) =>
  (value: unknown): value is [string, T] =>
    Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && holds(value[1]);
