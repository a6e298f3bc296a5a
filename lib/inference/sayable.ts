import { markerIndices, type Vocabulary } from '../vocabulary/index.js';
import type { Hypothesis } from './hypothesis.js';
import type { SearchOptions } from './search-options.js';

/** Takes away what a hypothesis may not say next: sets it to 0 in its row of probabilities, `[vocabulary]`. */
export type Silence = (row: Float32Array, hypothesis: Hypothesis) => void;

/** The words that stand for what a vocabulary lacks, as data sets spell them. */
const unknownWord = /^<?unk>?$/i;

/**
 * The rules of what may be said: never padding, never a word for the unknown, no end marker before `minLength` words;
 * and where captions shall be `sensible`, no start marker and no word for the third time in a row.
 */
export function speechRules(
  vocabulary: Vocabulary,
  { minLength = 0, sensible = false }: SearchOptions,
): Silence {
  const { start, end } = markerIndices(vocabulary);
  const unknown = vocabulary.words.flatMap((word, i) => (unknownWord.test(word) ? [i + 1] : []));
  const never = [0, ...unknown, ...(sensible ? [start] : [])];
  return (row, { word, before, length }) => {
    for (const index of never) row[index] = 0;
    if (length < minLength) row[end] = 0;
    if (sensible && word === before?.word) row[word] = 0;
  };
}
