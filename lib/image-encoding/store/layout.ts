/**
 * How features lie on disk: a folder for each encoder, `outputs/<dataset>/features/<encoder>/`, with
 *
 * - `vectors.npy`: float32 `[rows, features]`, a row for each picture in the order of the data set's picture files;
 * - `maps.npy`, where maps were wanted: float16 `[rows, height, width, channels]`;
 * - `index.tsv`: a line a row, the picture's id, the mark of its bytes where that is known, and the checksums of its vector
 *   and map, or why it has none (its row is NaN). It is written last: features without it are not finished. Its header says
 *   what they were made from: not the captions, on which they do not depend.
 *
 * While the work goes on, `begun.json` holds what it is made from, and `journal.<writer>.tsv` the lines of the rows that are
 * there, in the order in which they came. Each writer has a journal of its own and writes only its own rows.
 *
 * The large files have the full size from the start and each row its place, so that a run that was killed and went on
 * leaves the same bytes as one that was not, whatever the order and the number of processes. One row is read without the
 * others, and NumPy opens the files as they are: `np.load('vectors.npy', mmap_mode='r')`. LMDB would add a native
 * dependency and leave other bytes after another order of writing; safetensors and Arrow are written from front to back.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset, ImageId } from '../../data-understanding/types.js';
import { fingerprintOf, oneField, unescaped } from '../../outputs/index.js';

/** A row's line in the index or a journal. */
export interface IndexRow {
  imageId: ImageId;
  /** Tells the picture's bytes from any others; empty where they were not seen, as of imported features. */
  mark: string;
  /** Of the vector, then of the map if there is one. Without any, the picture was skipped. */
  checksums: string[];
  /** Why the picture was skipped. */
  reason: string;
}

/** An encoder's name, which is its folder's on any system. */
export const ENCODER_NAME = /^\w[\w-]*(\.\w[\w-]*)*$/;

/** The folder of one encoder's features of a data set. */
export const featuresFolder = (dataset: Dataset, encoder: string) =>
  join(dataset.runFolder, 'features', encoder);

/** The file that carries the header of one encoder's features. */
export const featuresPath = (dataset: Dataset, encoder: string) =>
  indexPath(featuresFolder(dataset, encoder));

export const indexPath = (folder: string) => join(folder, 'index.tsv');
export const vectorsPath = (folder: string) => join(folder, 'vectors.npy');
export const mapsPath = (folder: string) => join(folder, 'maps.npy');
export const journalPath = (folder: string, writer: string) =>
  join(folder, `journal.${writer}.tsv`);

/** What is taken while a writer works: beside the folder, which may be set aside. */
export const writerPath = (folder: string, writer: string) => `${folder}.${writer}`;

/** The journals of all writers. */
export function journalPaths(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.filter((name) => /^journal\..*\.tsv$/.test(name)).map((name) => join(folder, name));
}

/** The bytes of an array, as they lie in memory. */
export const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** Tells a row's bytes from any others. */
export const checksumOf = (bytes: Uint8Array) => fingerprintOf(bytes).slice(0, 16);

const SKIPPED = 'skipped';
const MARK = 'picture=';

/** Lines as `readRows` reads them, each with its end. */
export function writeRows(rows: IndexRow[]): string {
  return rows
    .map(({ imageId, mark, checksums, reason }) => [
      oneField(imageId),
      ...(mark ? [MARK + mark] : []),
      ...(checksums.length > 0 ? checksums : [SKIPPED, reason.replace(/\s+/g, ' ')]),
    ])
    .map((words) => `${words.join('\t')}\n`)
    .join('');
}

/** The rows of a journal or an index. A last line without its end was being written when the writer was killed: it does not count. */
export function readRows(text: string): IndexRow[] {
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line) => {
    const [field, ...words] = line.split('\t');
    const imageId = unescaped(field);
    const mark = words[0]?.startsWith(MARK) ? words.shift()?.slice(MARK.length) : '';
    const [first, reason = ''] = words;
    return first === SKIPPED
      ? { imageId, mark: mark ?? '', checksums: [], reason }
      : { imageId, mark: mark ?? '', checksums: words, reason: '' };
  });
}

/**
 * What all journals say, by picture. A vector counts more than a failure, whichever was told first.
 * @param counts whether a row does: of a picture whose bytes have changed it does not
 */
export function readJournals(
  folder: string,
  counts: (row: IndexRow) => boolean,
): Map<ImageId, IndexRow> {
  const rows = new Map<ImageId, IndexRow>();
  for (const path of journalPaths(folder)) {
    for (const row of readRows(readFileSync(path, 'utf8')).filter(counts)) {
      if (row.checksums.length > 0 || !rows.has(row.imageId)) rows.set(row.imageId, row);
    }
  }
  return rows;
}
