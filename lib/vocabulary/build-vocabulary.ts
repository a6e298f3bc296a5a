import type { Dataset } from '../data-understanding/index.js';
import type { Vocabulary, WordCounts } from './types.js';

/** A vocabulary of these words in this order: the first gets index 1, because 0 is padding. */
export function vocabularyOf(words: string[], minCount = 1): Vocabulary {
  const indexOf = new Map(words.map((word, position) => [word, position + 1]));
  return { words, indexOf, size: words.length + 1, minCount };
}

/** How often a word must occur to be kept: the tutorial's 10; half of that where all words are kept to begin with. */
export const minCountOf = ({ text }: Pick<Dataset, 'text'>) => (text === 'full' ? 5 : 10);

/**
 * The words that occur at least `minCount` times, numbered from 1 in order of first appearance.
 * @example
 * ```ts
 * import { buildVocabulary, countWords } from 'captionlab/vocabulary';
 *
 * const counts = countWords(new Map([['cat1', ['black cat', 'white cat']]]));
 * const vocabulary = buildVocabulary(counts, { minCount: 2 });
 * vocabulary.words; // → ['cat']
 * vocabulary.size; // → 2
 * ```
 */
export function buildVocabulary(
  counts: WordCounts,
  { minCount }: { minCount: number },
): Vocabulary {
  const words = [...counts.keys()].filter((word) => counts.get(word)! >= minCount);
  return vocabularyOf(words, minCount);
}
