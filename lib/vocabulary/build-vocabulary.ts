import type { Dataset } from '../data-understanding/index.js';
import { UserError } from '../outputs/index.js';
import { byFrequency, withoutMarkers } from './count-words.js';
import { isMarker, START_TOKEN } from './markers.js';
import type { Vocabulary, WordCounts } from './types.js';

/** A vocabulary of these words in this order: the first gets index 1, because 0 is padding. */
export function vocabularyOf(words: string[], minCount = 1): Vocabulary {
  const indexOf = new Map(words.map((word, position) => [word, position + 1]));
  return { words, indexOf, size: words.length + 1, minCount };
}

const TUTORIAL_THRESHOLD = 10;
const FULL_TEXT_THRESHOLD = 5;

/**
 * How often a word must occur to be kept: what the data set says of itself, else the tutorial's 10; half of that where all
 * words are kept to begin with.
 */
export const minCountOf = ({ text, minCount }: Pick<Dataset, 'text' | 'minCount'>) =>
  minCount ?? (text === 'tutorial' ? TUTORIAL_THRESHOLD : FULL_TEXT_THRESHOLD);

/** Why there is no vocabulary, in numbers, and what to do. */
function nothingToLearn(counts: WordCounts, minCount: number): UserError {
  const [most] = byFrequency(withoutMarkers(counts));
  const captions = counts.get(START_TOKEN);
  const where = captions === undefined ? 'these captions' : `the ${captions} training captions`;
  const best = most
    ? `the most frequent, "${most.word}", is seen ${most.count} times`
    : 'cleaning leaves no word of them';
  const lower = most && most.count >= FULL_TEXT_THRESHOLD && minCount > FULL_TEXT_THRESHOLD;
  const advice = lower
    ? `Keep words seen ${FULL_TEXT_THRESHOLD} times (TEXT=full before the command, or --text full), or take more captions.`
    : 'Take more captions. Words written without blanks between them, as in Chinese, are told apart by npx captionlab dataset create.';
  return new UserError(
    `There is nothing to learn: no word is seen ${minCount} times in ${where}; ${best}. ${advice}`,
  );
}

/**
 * The words that occur at least `minCount` times, numbered from 1 in order of first appearance, be there any or none. The two
 * markers are kept however few captions there are.
 */
export function frequentWords(counts: WordCounts, { minCount }: { minCount: number }): Vocabulary {
  const isKept = (word: string) => isMarker(word) || (counts.get(word) as number) >= minCount;
  return vocabularyOf([...counts.keys()].filter(isKept), minCount);
}

/**
 * The vocabulary that is learnt: `frequentWords`.
 * @throws UserError when there are none beside the markers
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
  const vocabulary = frequentWords(counts, { minCount });
  if (vocabulary.words.every(isMarker)) throw nothingToLearn(counts, minCount);
  return vocabulary;
}
