import type { Vocabulary } from '../vocabulary';
import type { SaidWord } from './found-caption';

/** A word that may come next, and where. */
export interface Candidate {
  /** Which of the rows it goes on. */
  row: number;
  /** Index of the word. */
  word: number;
  /** What it is ranked by. */
  rank: number;
}

/** Log probabilities of the words that may come next, `[vocabulary]`, and what they are added to. */
export interface WordRow {
  values: Float32Array;
  offset: number;
}

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
 * The best words over all rows, the best first: `offset + values[word] - penalty[word]`. Of equals the earlier row, then
 * the smaller index comes first. What is -Infinity is never among them, so there may be fewer than `count`.
 * @param penalty by word, `[vocabulary]`
 */
export function bestWords(
  rows: readonly WordRow[],
  count: number,
  penalty?: Float32Array,
): Candidate[] {
  const best: Candidate[] = [];
  let least = -Infinity; // a rank must exceed it
  rows.forEach(({ values, offset }, row) => {
    for (let word = 0; word < values.length; word++) {
      const rank = offset + values[word] - (penalty ? penalty[word] : 0);
      if (rank <= least) continue;
      best.splice(placeOf(rank, best), 0, { row, word, rank });
      if (best.length > count) best.pop();
      if (best.length === count) least = best[count - 1].rank;
    }
  });
  return best;
}

/** The most probable words of a row, as they are told. */
export function alternativesOf(
  values: Float32Array,
  count: number,
  { words }: Vocabulary,
): SaidWord[] {
  return bestWords([{ values, offset: 0 }], count).map(({ word, rank }) => ({
    word: words[word - 1],
    probability: Math.exp(rank),
  }));
}
