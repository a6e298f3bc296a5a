/**
 * How parts of features lie in a bucket: a folder for each, `<store>/<dataset>/features/<encoder>/2-of-3/`, with
 *
 * - `vectors.npy`, and `maps.npy` where maps were wanted: the rows of the part alone, as those of all lie on disk;
 * - `index.tsv`: a line a row, as on disk;
 * - `part.json`: what the part was begun from, and each file's size, checksum and version. It is put last, and taken away
 *   first: a part without it is not finished.
 */
import type { Dataset } from '../../data-understanding/types.js';
import { addressOf, below, type Place, placeOf } from '../../outputs/bucket/address.js';
import type { Expected } from '../../outputs/bucket/get-file.js';
import { bytesAt } from '../../outputs/bucket/objects.js';
import { BucketError } from '../../outputs/bucket/trouble.js';
import { type MadeFrom, objectWith, saysInputs, UserError } from '../../outputs/index.js';

/** What a finished part says of itself. */
export interface PartNote {
  /** What the whole of the features is begun from. */
  begun: MadeFrom;
  part: number;
  parts: number;
  files: Record<string, Required<Expected>>;
}

/** Rows that are read and written at a time. */
export const ROWS_AT_ONCE = 64;

export const NOTE_NAME = 'part.json';
const MOST_NOTE_BYTES = 1e6;

/** The folder of all features of a data set. */
export const storedFeatures = (store: string, { name }: Pick<Dataset, 'name'>): Place =>
  below(placeOf(store), `${name}/features`);

const isRecord = objectWith<Record<string, unknown>>();

const isFile = (value: unknown): value is Required<Expected> =>
  isRecord(value) &&
  Number.isSafeInteger(value.size) &&
  typeof value.etag === 'string' &&
  typeof value.sha256 === 'string';

const isNote = (value: unknown): value is PartNote =>
  isRecord(value) &&
  Number.isSafeInteger(value.part) &&
  Number.isSafeInteger(value.parts) &&
  saysInputs(value.begun) &&
  isRecord(value.files) &&
  ['index.tsv', 'vectors.npy'].every((name) => isFile((value.files as PartNote['files'])[name])) &&
  Object.values(value.files).every(isFile);

/**
 * What a part says of itself; undefined where it is not finished.
 * @throws UserError when the bucket cannot be read, or the note does not hold what belongs there
 */
export async function readNote(part: Place): Promise<PartNote | undefined> {
  const place = below(part, NOTE_NAME);
  let note: unknown;
  try {
    const bytes = await bytesAt(place, MOST_NOTE_BYTES);
    note = JSON.parse(Buffer.from(bytes).toString());
  } catch (error) {
    if (error instanceof BucketError && error.kind === 'gone') return undefined;
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (isNote(note)) return note;
  throw new UserError(
    `${addressOf(place)} does not hold what belongs there. Delete it and encode that part again.`,
  );
}
