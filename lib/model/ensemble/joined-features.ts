import type { ImageId } from '../../data-understanding/index.js';
import { type PictureFeatures, withFeatures } from '../../image-encoding/index.js';

/** Rows of numbers one after the other. */
export function joinedRows(rows: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(rows.reduce((sum, { length }) => sum + length, 0));
  let from = 0;
  for (const row of rows) {
    joined.set(row, from);
    from += row.length;
  }
  return joined;
}

/** What an ensemble reads: of the pictures that have features of every member, all members' numbers. */
export function joinedFeatures(all: readonly PictureFeatures[]): PictureFeatures {
  const [first, ...others] = all;
  const checksums = all.map(({ checksumOf }) => checksumOf);
  const known = checksums.every((one) => one !== undefined);
  return {
    ids: others.reduce((ids, one) => withFeatures(ids, one), first.ids),
    width: all.reduce((sum, { width, cells = 1 }) => sum + cells * width, 0),
    encoder: [...new Set(all.map(({ encoder }) => encoder))].join(' + '),
    of: (id: ImageId) => joinedRows(all.map((one) => one.of(id))),
    ...(known && { checksumOf: (id: ImageId) => checksums.map((one) => one?.(id)).join(' ') }),
  };
}
