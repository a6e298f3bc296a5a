import { renameSync, rmSync, statSync } from 'node:fs';
import type { Dataset, ImageId } from '../../data-understanding/types.js';
import {
  artefactExists,
  readArtefact,
  readNpyRows,
  refuseWhileWritten,
} from '../../outputs/index.js';
import { UNREAD } from '../picture-marks.js';
import type { EncodedPicture } from './encoded-picture.js';
import * as layout from './layout.js';
import type { FeatureWriter } from './writer.js';

/** Where a finished store waits while another takes its place and its good rows. */
const asidePath = (folder: string) => `${folder}.before`;

/** Puts a finished store aside, so that another can be made in its place and take over the rows that are still good. */
export function setAside(folder: string): void {
  refuseWhileWritten(folder);
  rmSync(asidePath(folder), { recursive: true, force: true });
  renameSync(folder, asidePath(folder));
}

/** Takes away a store, finished or not, and what was put aside. */
export function removeStore(folder: string): void {
  refuseWhileWritten(folder);
  rmSync(folder, { recursive: true, force: true });
  rmSync(asidePath(folder), { recursive: true, force: true });
}

/** What a finished store is compared with: the pictures as they are now. */
interface Present {
  dataset: Dataset;
  marks: ReadonlyMap<ImageId, string>;
}

/**
 * Whether a row was made from the picture as it is now. Earlier versions did not mark pictures: then it is one that has not
 * changed since the store was finished.
 * @param finished when that was, in milliseconds
 */
function rowHolds(
  { imageId, mark }: layout.IndexRow,
  { dataset, marks }: Present,
  finished: number,
): boolean {
  const now = marks.get(imageId);
  if (now === undefined || mark) return now === mark;
  if (now === UNREAD) return false;
  const path = dataset.imagePaths.get(imageId) as string;
  const { mtimeMs = finished, ctimeMs = finished } =
    statSync(path, { throwIfNoEntry: false }) ?? {};
  return Math.max(mtimeMs, ctimeMs) < finished;
}

/** The rows of a finished store, and which of them were made from the pictures as they are now. */
function rowsOf(folder: string, present: Present) {
  const index = layout.indexPath(folder);
  const finished = statSync(index).mtimeMs;
  const rows = layout.readRows(readArtefact(index).toString());
  return rows.map((row, place) => ({ ...row, place, holds: rowHolds(row, present, finished) }));
}

/** The pictures whose rows in a finished store were made from other bytes, and those that have no row. */
export function outdatedIn(
  folder: string,
  present: Present,
): { changed: ImageId[]; added: ImageId[] } {
  const holds = new Map(rowsOf(folder, present).map((row) => [row.imageId, row.holds]));
  const ids = [...present.marks.keys()];
  return {
    changed: ids.filter((id) => holds.get(id) === false),
    added: ids.filter((id) => !holds.has(id)),
  };
}

const ROWS_AT_ONCE = 64;

/** Takes over the rows of the store that was put aside which were made from the pictures as they are now, and are whole. */
export function takeOver(writer: FeatureWriter, present: Present): void {
  const aside = asidePath(writer.folder);
  if (!artefactExists(layout.indexPath(aside))) return;
  const files = [readNpyRows(layout.vectorsPath(aside), '<f4')];
  if (writer.settings.mapShape) files.push(readNpyRows(layout.mapsPath(aside), '<f2'));
  const good = rowsOf(aside, present).filter(
    ({ holds, imageId }) => holds && !writer.rows.has(imageId),
  );
  for (let start = 0; start < good.length; start += ROWS_AT_ONCE) {
    const pictures = good.slice(start, start + ROWS_AT_ONCE).flatMap((row): EncodedPicture[] => {
      const { imageId, checksums, place, reason } = row;
      if (checksums.length === 0) return [{ imageId, reason }];
      const values = files.map((file) => file.read(place));
      if (values.some((bytes, f) => layout.checksumOf(bytes) !== checksums[f])) return [];
      const [vector, map] = values.map(({ buffer }) => buffer as ArrayBuffer);
      return [{ imageId, vector: new Float32Array(vector), map: map && new Uint16Array(map) }];
    });
    writer.write(pictures);
  }
  for (const file of files) file.close();
}

/** Takes away what was put aside, when its rows are no longer wanted. */
export function removeAside(folder: string): void {
  rmSync(asidePath(folder), { recursive: true, force: true });
}
