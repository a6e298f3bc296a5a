import { percentile } from '../evaluation/bootstrap.js';
import { resample } from '../evaluation/index.js';

/**
 * The rank of a value among others: 1 where none is greater. Among equals it is the middle of their ranks, for nobody knows
 * which of them is shown first.
 * @example
 * ```ts
 * import { rankAmong } from 'captionlab/searching-pictures';
 *
 * rankAmong([3, 1, 2], 2); // → 2
 * rankAmong([0, 0, 0, 5], 0); // → 3
 * ```
 */
export function rankAmong(values: ArrayLike<number>, at: number): number {
  let above = 0;
  let equal = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] > values[at]) above++;
    else if (values[i] === values[at]) equal++;
  }
  return above + (equal + 1) / 2;
}

/**
 * The rank of the right picture for each query.
 * @param scores `[queries, pictures]`, the greater the better
 * @param right the column of each query's picture
 */
export function ranksOf(scores: Float32Array, right: readonly number[]): number[] {
  const pictures = scores.length / right.length;
  return right.map((column, row) =>
    rankAmong(scores.subarray(row * pictures, (row + 1) * pictures), column),
  );
}

/** Of how many queries the right picture is among the first so many: recall at that depth, with one right picture a query. */
export const recallAt = (ranks: readonly number[], depth: number): number =>
  ranks.filter((rank) => rank <= depth).length / ranks.length;

/** The rank that half of the queries reach. */
export const medianRank = (ranks: readonly number[]): number =>
  percentile(
    [...ranks].sort((a, b) => a - b),
    0.5,
  );

/** How good a search is. */
export interface RecallRow {
  search: string;
  'recall@1': number;
  'recall@5': number;
  'recall@10': number;
  /** Of recall@10, in 95 of 100 resamples of the pictures. */
  'recall@10, 95 %': string;
  'median rank': number;
}

const three = (value: number) => value.toFixed(3);

/**
 * A search's row: recall at three depths and the median rank.
 * @param groups queries of one picture together: pictures are resampled, and all that was asked for one comes or stays away
 */
export function recallRow(
  search: string,
  ranks: readonly number[],
  groups: readonly unknown[],
): RecallRow {
  const byPicture = new Map<unknown, number[]>();
  for (const [i, rank] of ranks.entries()) {
    const own = byPicture.get(groups[i]);
    if (own) own.push(rank);
    else byPicture.set(groups[i], [rank]);
  }
  const drawn = resample([...byPicture.values()], (some) => recallAt(some.flat(), 10));
  return {
    search,
    'recall@1': recallAt(ranks, 1),
    'recall@5': recallAt(ranks, 5),
    'recall@10': recallAt(ranks, 10),
    'recall@10, 95 %': `${three(percentile(drawn, 0.025))} to ${three(percentile(drawn, 0.975))}`,
    'median rank': medianRank(ranks),
  };
}

/** What a search by lot reaches among so many pictures. */
export const chanceRow = (pictures: number): RecallRow => ({
  search: 'by lot',
  'recall@1': 1 / pictures,
  'recall@5': Math.min(1, 5 / pictures),
  'recall@10': Math.min(1, 10 / pictures),
  'recall@10, 95 %': '',
  'median rank': (pictures + 1) / 2,
});
