import type { CaptionsById } from '../data-understanding/index.js';
import { countWords, type Vocabulary, withoutMarkers } from '../vocabulary/index.js';
import type { EmbeddingMatrix } from './types.js';

/** How much of a vocabulary and of its text has vectors; the two markers are no words and are left out. */
export interface Coverage {
  /** Words of the vocabulary. */
  words: number;
  withVector: number;
  /** Of all that the captions say in words of the vocabulary, the share in words with a vector. */
  ofText: number;
}

/** For how many words of a vocabulary there are vectors, and how much of the captions those make up. */
export function coverageOf(
  { missing }: Pick<EmbeddingMatrix, 'missing'>,
  { indexOf }: Vocabulary,
  captions: CaptionsById,
): Coverage {
  const counts = withoutMarkers(countWords(captions));
  const lacking = new Set(missing);
  const coverage = { words: 0, withVector: 0 };
  let [all, covered] = [0, 0];
  for (const [word, count] of counts) {
    if (!indexOf.has(word)) continue;
    coverage.words++;
    all += count;
    if (lacking.has(word)) continue;
    coverage.withVector++;
    covered += count;
  }
  return { ...coverage, ofText: all > 0 ? covered / all : 1 };
}
