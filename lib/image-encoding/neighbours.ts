import type { ImageId } from '../data-understanding/types.js';
import { type Features, withFeatures } from './feature-table.js';

/** Anything that gives pictures their feature vectors. */
export type VectorsById = Pick<Features, 'ids' | 'of'>;

/** The cosine of the angle between two vectors: 1 for the same direction, 0 for nothing in common. */
export function cosineSimilarity(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let dot = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let i = 0; i < a.length; i++) {
    dot += a[i] * b[i];
    squaresA += a[i] * a[i];
    squaresB += b[i] * b[i];
  }
  return dot === 0 ? 0 : dot / Math.sqrt(squaresA * squaresB);
}

/**
 * The pictures among `candidates` whose features point most nearly the same way, the nearest first. Itself and those without
 * features are left out.
 * @example
 * ```ts
 * import { featureTable, nearestPictures } from 'captionlab/image-encoding';
 *
 * const features = featureTable(['a', 'b', 'c'], new Float32Array([1, 0, 1, 0, 0, 1]), 2, 'own');
 * nearestPictures(features, 'a', features.ids, 1); // → [{ imageId: 'b', similarity: 1 }]
 * ```
 */
export function nearestPictures(
  features: VectorsById,
  imageId: ImageId,
  candidates: readonly ImageId[],
  count = 5,
): { imageId: ImageId; similarity: number }[] {
  const vector = features.of(imageId);
  return withFeatures(candidates, features)
    .filter((candidate) => candidate !== imageId)
    .map((candidate) => ({
      imageId: candidate,
      similarity: cosineSimilarity(vector, features.of(candidate)),
    }))
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, count);
}
