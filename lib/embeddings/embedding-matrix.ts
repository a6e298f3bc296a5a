import type { Vocabulary } from '../vocabulary/index.js';
import type { EmbeddingMatrix } from './types.js';

/** A word's vector, `[embedding]`, as a view into the matrix. */
export function vectorOf({ rows, width }: EmbeddingMatrix, index: number): Float32Array {
  return rows.subarray(index * width, (index + 1) * width);
}

/** Puts vectors into the rows of their words' indices; words without one keep zeros and are listed. */
export function makeEmbeddingMatrix(
  vectors: ReadonlyMap<string, ArrayLike<number>>,
  { words, indexOf, size }: Vocabulary,
  { width, source }: { width: number; source: string },
): EmbeddingMatrix {
  const rows = new Float32Array(size * width); // [vocabulary, embedding]
  for (const [word, vector] of vectors) {
    const index = indexOf.get(word);
    if (index !== undefined) rows.set(vector, index * width);
  }
  return { rows, width, source, missing: words.filter((word) => !vectors.has(word)) };
}
