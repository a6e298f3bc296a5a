import type { Vocabulary } from '../vocabulary/index.js';
import type { SaidWord } from './found-caption.js';

/** A word that may come next, and where. */
export interface Candidate {
  /** Which of the rows it goes on. */
  row: number;
  /** Index of the word. */
  word: number;
  /** What it is ranked by. */
  rank: number;
}

/** What may come next after a hypothesis. */
export interface WordRow {
  /** Of each word, `[vocabulary]`. */
  probabilities: Float32Array;
  /** Log probability of the words before. */
  before: number;
}

/** A little below 1, for what rounding takes. */
const NEARLY = 1 - 1e-9;

/** Where a rank belongs in a list that falls: behind those that are equal. */
function placeOf(rank: number, list: Candidate[]): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle].rank >= rank) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The best words over all rows, the best first: `before + log(probability) - penalty`. Of equals the earlier row, then the smaller
 * index comes first. A word of probability 0 is never among them, so there may be fewer than `count`.
 * @param penalty by word, `[vocabulary]`
 */
export function bestWords(
  rows: readonly WordRow[],
  count: number,
  penalty?: Float32Array,
): Candidate[] {
  const best: Candidate[] = [];
  let least = -Infinity; // a rank must exceed it
  rows.forEach(({ probabilities, before }, row) => {
    let floor = Math.exp(least - before) * NEARLY; // spares most words the logarithm
    for (let word = 0; word < probabilities.length; word++) {
      if (probabilities[word] <= floor) continue;
      const rank = before + Math.log(probabilities[word]) - (penalty ? penalty[word] : 0);
      if (rank <= least) continue;
      best.splice(placeOf(rank, best), 0, { row, word, rank });
      if (best.length > count) best.pop();
      if (best.length < count) continue;
      least = best[count - 1].rank;
      floor = Math.exp(least - before) * NEARLY;
    }
  });
  return best;
}

/** The most probable words of a row, as they are told. */
export function alternativesOf(
  probabilities: Float32Array,
  count: number,
  { words }: Vocabulary,
): SaidWord[] {
  return bestWords([{ probabilities, before: 0 }], count).map(({ word }) => ({
    word: words[word - 1],
    probability: probabilities[word],
  }));
}
