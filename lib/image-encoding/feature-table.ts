import { createHash } from 'node:crypto';
import type { ImageId } from '../data-understanding/types.js';
import { UserError } from '../outputs/index.js';

/** What a captioner reads of pictures: their vectors, or their maps. */
export interface PictureFeatures {
  /** The pictures that have features. */
  ids: ImageId[];
  /** Numbers in a vector, or in a cell of a map. */
  width: number;
  /** Cells of a map, row by row of the picture; without them a picture is one vector. */
  cells?: number;
  /** The network that made them. */
  encoder: string;
  /** A picture's vector `[features]`, or its map `[cells, width]`. Throws a UserError for an id that is not in `ids`. */
  of(imageId: ImageId): Float32Array;
  /** What tells a picture's numbers from any others, where that is known without reading them. */
  checksumOf?(imageId: ImageId): string;
}

/** The feature vectors of a data set's pictures. */
export interface Features {
  /** The pictures that have features, in the order of `rows`. */
  ids: ImageId[];
  /** All vectors, `[pictures, features]`. */
  rows: Float32Array;
  /** Numbers in a vector. */
  width: number;
  /** The network that made them. */
  encoder: string;
  /** A picture's vector, `[features]`. Throws a UserError for an id that is not in `ids`. */
  of(imageId: ImageId): Float32Array;
}

/** The pictures of a list that have features, in its order: one that could not be read has none. */
export function withFeatures(
  pictures: Iterable<ImageId>,
  { ids }: Pick<Features, 'ids'>,
): ImageId[] {
  const known = new Set(ids);
  return [...pictures].filter((id) => known.has(id));
}

/**
 * Tells the features of some pictures from any others, whatever order they came in and wherever they were made. Pictures
 * without any are left out.
 */
export function featuresFingerprint(
  features: Pick<PictureFeatures, 'ids' | 'of' | 'checksumOf'>,
  pictures: Iterable<ImageId>,
): string {
  const hash = createHash('sha256');
  for (const id of withFeatures(pictures, features).sort()) {
    if (features.checksumOf) {
      hash.update(`${id}\n${features.checksumOf(id)}\n`);
      continue;
    }
    const { buffer, byteOffset, byteLength } = features.of(id);
    hash.update(`${id}\n`).update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest('hex').slice(0, 12);
}

/** Makes rows `[pictures, features]` found by their pictures' ids. */
export function featureTable(
  ids: ImageId[],
  rows: Float32Array,
  width: number,
  encoder: string,
): Features {
  const rowOf = new Map(ids.map((id, row) => [id, row]));
  return {
    ...{ ids, rows, width, encoder },
    of(imageId) {
      const row = rowOf.get(imageId);
      if (row === undefined) {
        throw new UserError(
          `Picture ${imageId} has no features: it was not encoded, or could not be read.`,
        );
      }
      return rows.subarray(row * width, (row + 1) * width);
    },
  };
}
