import { cosineSimilarity } from '../image-encoding/neighbours.js';
import { UserError } from '../outputs/index.js';
import type { Vocabulary } from '../vocabulary/index.js';
import { vectorOf } from './embedding-matrix.js';
import type { EmbeddingMatrix } from './types.js';

/** A word and how nearly its vector points the same way: 1 the same, 0 nothing in common. */
export interface NearWord {
  word: string;
  similarity: number;
}

/**
 * The vector of a word, `[embedding]`.
 * @throws UserError when the vocabulary has no such word
 */
export function wordVector(
  word: string,
  matrix: EmbeddingMatrix,
  { indexOf }: Vocabulary,
): Float32Array {
  const index = indexOf.get(word);
  if (index === undefined) throw new UserError(`The vocabulary has no word "${word}".`);
  return vectorOf(matrix, index);
}

/** The cosine of the angle between two words' vectors; 0 when one of them has none. */
export function wordSimilarity(
  a: string,
  b: string,
  matrix: EmbeddingMatrix,
  vocabulary: Vocabulary,
): number {
  return cosineSimilarity(wordVector(a, matrix, vocabulary), wordVector(b, matrix, vocabulary));
}

/** The words whose vectors point most nearly the same way as `vector`, the nearest first. */
function nearestToVector(
  vector: Float32Array,
  matrix: EmbeddingMatrix,
  { words }: Vocabulary,
  { count = 10, without = [] }: { count?: number; without?: string[] } = {},
): NearWord[] {
  const missing = new Set([...matrix.missing, ...without]);
  return words
    .map((word, at) => ({ word, similarity: cosineSimilarity(vector, vectorOf(matrix, at + 1)) }))
    .filter(({ word }) => !missing.has(word))
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, count);
}

/**
 * The nearest words of a word, itself left out. A word without a vector has none.
 * @throws UserError when the vocabulary has no such word
 * @example
 * ```ts
 * import { nearestWords } from 'captionlab/embeddings';
 * import { vocabularyOf } from 'captionlab/vocabulary';
 *
 * const vocabulary = vocabularyOf(['cat', 'kitten', 'road']);
 * const rows = new Float32Array([0, 0, 3, 4, 6, 8, 4, -3]); // padding first
 * const matrix = { rows, width: 2, missing: [], source: 'own' };
 * nearestWords('cat', matrix, vocabulary, 1); // → [{ word: 'kitten', similarity: 1 }]
 * ```
 */
export function nearestWords(
  word: string,
  matrix: EmbeddingMatrix,
  vocabulary: Vocabulary,
  count = 10,
): NearWord[] {
  if (matrix.missing.includes(word)) return [];
  const vector = wordVector(word, matrix, vocabulary);
  return nearestToVector(vector, matrix, vocabulary, { count, without: [word] });
}

const unit = (vector: Float32Array) => {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
};

/**
 * The words that are to `c` what `b` is to `a`: nearest to b - a + c, the three left out (Mikolov, Yih and Zweig 2013).
 * @throws UserError when the vocabulary lacks one of the three
 */
export function analogy(
  [a, b, c]: [string, string, string],
  matrix: EmbeddingMatrix,
  vocabulary: Vocabulary,
  count = 5,
): NearWord[] {
  const [from, to, start] = [a, b, c].map((word) => unit(wordVector(word, matrix, vocabulary)));
  const target = start.map((value, d) => value + to[d] - from[d]);
  return nearestToVector(target, matrix, vocabulary, { count, without: [a, b, c] });
}
