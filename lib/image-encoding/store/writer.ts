import { appendFileSync, rmSync } from 'node:fs';
import type { ImageId } from '../../data-understanding/types.js';
import {
  artefactExists,
  begin,
  begunPath,
  dropHalfLine,
  fingerprintOf,
  type MadeFrom,
  readArtefact,
  shortPath,
  UserError,
  writeArtefact,
  writeNpyRows,
} from '../../outputs/index.js';
import { type EncodedPicture, NOT_HAD } from './encoded-picture.js';
import * as layout from './layout.js';

const { checksumOf, indexPath, journalPath, journalPaths, readJournals } = layout;

/** What a store is to hold. */
export interface StoreSettings {
  /** The picture of each row. */
  ids: ImageId[];
  madeFrom: MadeFrom;
  /** Numbers in a vector. */
  width: number;
  /** Shape of a map, `[height, width, channels]`, where maps are wanted. */
  mapShape?: number[];
  /** What tells the bytes of each picture from any others: rows of other bytes do not count. */
  marks?: ReadonlyMap<ImageId, string>;
}

/** A picture whose row is written; without features for a `reason`. */
export type WrittenPicture = Pick<EncodedPicture, 'imageId' | 'reason'>;

/** Fills a store, row by row. */
export interface FeatureWriter {
  folder: string;
  settings: StoreSettings;
  /** The pictures that are encoded, and those that were skipped, by all writers when this one began and by this one. */
  rows: ReadonlyMap<ImageId, layout.IndexRow>;
  /** Writes what the encoder left of some pictures. */
  write(pictures: EncodedPicture[]): WrittenPicture[];
  /** A picture of `rows`, as it was written. */
  read(imageId: ImageId): EncodedPicture;
  /**
   * Closes the store; when each row is written or skipped, by whichever writers, it is finished.
   * @returns the rows that are there, and how many are missing
   */
  close(): { rows: layout.IndexRow[]; missing: number };
}

const NAN_HALF = 0x7e00;
const sizeOf = (shape: number[]) => shape.reduce((product, n) => product * n, 1);

/** What an unfinished store must have in common with its writer, beyond what the finished one says. */
export const begunFrom = ({ ids, madeFrom, width, mapShape }: StoreSettings): MadeFrom => ({
  ...madeFrom,
  pictures: `${ids.length} (${fingerprintOf(ids.join('\n')).slice(0, 12)})`,
  width,
  maps: mapShape ? mapShape.join(' x ') : 'none',
});

/** Takes away what a finished store no longer needs: a kill may have come between its index and this. */
export function removeJournals(folder: string): void {
  for (const path of [...journalPaths(folder), begunPath(folder)]) rmSync(path, { force: true });
}

/**
 * Opens a store for writing, new or where an earlier run stopped; rows that do not have their checksums are missing.
 * @param writer tells this writer's journal from those of others that write to the store at the same time
 * @throws UserError when the store was begun from other inputs, naming both sides, or is finished
 */
export function openFeatureWriter(
  folder: string,
  settings: StoreSettings,
  writer = '1-of-1',
): FeatureWriter {
  const { ids, madeFrom, width, mapShape, marks } = settings;
  const index = indexPath(folder);
  if (artefactExists(index)) {
    readArtefact(index, madeFrom, `To begin anew, delete ${shortPath(folder)}.`);
    removeJournals(folder);
    throw new UserError(
      `${shortPath(index)} is there already. To make it anew, delete ${shortPath(folder)}.`,
    );
  }
  begin(folder, begunFrom(settings));
  dropHalfLine(journalPath(folder, writer));
  const vectors = writeNpyRows(layout.vectorsPath(folder), [ids.length, width], '<f4');
  const maps = mapShape && writeNpyRows(layout.mapsPath(folder), [ids.length, ...mapShape], '<f2');
  const files = maps ? [vectors, maps] : [vectors];
  const rowOf = new Map(ids.map((id, row) => [id, row]));
  const noVector = new Float32Array(width).fill(Number.NaN);
  const noMap = new Uint16Array(sizeOf(mapShape ?? [0])).fill(NAN_HALF);

  const counts = ({ imageId, mark, checksums }: layout.IndexRow) =>
    rowOf.has(imageId) &&
    (!marks || marks.get(imageId) === mark) &&
    (checksums.length === 0 || checksums.length === files.length);
  /** The rows that all writers together have left, each with the checksums that its journal gives it. */
  const wholeRows = (also: (row: layout.IndexRow) => boolean = () => false) =>
    new Map(
      [...readJournals(folder, (row) => counts(row) || also(row))].filter(([id, { checksums }]) =>
        checksums.every((sum, f) => checksumOf(files[f].read(rowOf.get(id) as number)) === sum),
      ),
    );
  const there = wholeRows();

  const write = (pictures: EncodedPicture[]) => {
    const rows = pictures.map(({ imageId, vector, map, mark, reason = '' }): layout.IndexRow => {
      const row = rowOf.get(imageId) as number;
      const values = [vector ?? noVector, ...(maps ? [map ?? noMap] : [])];
      values.forEach((array, f) => {
        files[f].write(row, array);
      });
      return {
        imageId,
        mark: mark === NOT_HAD ? mark : (marks?.get(imageId) ?? mark ?? ''),
        checksums: vector ? values.map((v) => checksumOf(layout.bytesOf(v))) : [],
        reason,
      };
    });
    // The journal last: it must not speak of rows that are not there.
    appendFileSync(journalPath(folder, writer), layout.writeRows(rows));
    for (const row of rows) there.set(row.imageId, row);
    return pictures.map(({ imageId, reason }) => ({ imageId, reason }));
  };

  const read = (imageId: ImageId): EncodedPicture => {
    const { mark, checksums, reason } = there.get(imageId) as layout.IndexRow;
    if (checksums.length === 0) return { imageId, mark, reason };
    const [vector, map] = files.map((file) => file.read(rowOf.get(imageId) as number).buffer);
    return { imageId, mark, vector: new Float32Array(vector), map: map && new Uint16Array(map) };
  };

  const close = () => {
    const whole = wholeRows(({ imageId, mark }) => mark === NOT_HAD && rowOf.has(imageId));
    // Another writer may have finished the store meanwhile, and taken the journals away.
    const finished = artefactExists(index);
    const rows = finished
      ? layout.readRows(readArtefact(index).toString())
      : ids.flatMap((id) => whole.get(id) ?? []);
    const missing = ids.length - rows.length;
    if (!finished && missing === 0) {
      for (const file of files) file.sync();
      writeArtefact(index, layout.writeRows(rows), madeFrom);
    }
    if (missing === 0) removeJournals(folder);
    for (const file of files) file.close();
    return { rows, missing };
  };

  return { folder, settings, rows: there, write, read, close };
}
