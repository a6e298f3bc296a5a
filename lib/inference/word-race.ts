import type { FoundCaption } from './found-caption.js';

/** Two captions of one picture after so many words. */
export interface RaceRow {
  word: number;
  'greedy: word'?: string;
  'greedy: probability'?: string;
  /** Of all its words so far. */
  'greedy: product so far'?: string;
  'beam: word'?: string;
  'beam: probability'?: string;
  'beam: product so far'?: string;
}

const percent = (share: number) => `${Number((100 * share).toPrecision(2))} %`;

/** After each word, the sum of the logarithms of the probabilities so far: that of the product. */
export function runningLogProbability({ words }: FoundCaption): number[] {
  let sum = 0;
  return words.map(({ probability }) => {
    sum += Math.log(probability);
    return sum;
  });
}

function columnsOf(name: 'greedy' | 'beam', caption: FoundCaption) {
  const sums = runningLogProbability(caption);
  return caption.words.map(({ word, probability }, i) => ({
    [`${name}: word`]: word,
    [`${name}: probability`]: percent(probability),
    [`${name}: product so far`]: percent(Math.exp(sums[i])),
  }));
}

/** Two captions of one picture word beside word: each word's probability, and the product of all so far. */
export function wordRace(greedy: FoundCaption, beam: FoundCaption): RaceRow[] {
  const [left, right] = [columnsOf('greedy', greedy), columnsOf('beam', beam)];
  const longest = Math.max(left.length, right.length);
  return Array.from({ length: longest }, (_, i) => ({ word: i + 1, ...left[i], ...right[i] }));
}
