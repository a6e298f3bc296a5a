import { createRandom } from '../../engine/index.js';

/** A look, number by number. */
export interface Look {
  /** How well each key answers the query, `[cells]`. */
  scores: number[];
  /** The share of each cell in what is seen, `[cells]`; together 1. */
  shares: number[];
  /** The mean of the values by these shares, `[width]`. */
  seen: number[];
}

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, i) => sum + value * b[i], 0);

/** Numbers as shares that add up to 1, the greater the number the greater the share. */
export function softmaxOf(scores: readonly number[]): number[] {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/**
 * Scaled dot-product attention of one query (Vaswani et al. 2017, equation 1).
 * @param query `[width]`
 * @param keys `[cells, width]`
 * @param values `[cells, any]`
 * @param scale what the scores are multiplied by; default 1 / sqrt(width)
 */
export function lookByHand(
  query: readonly number[],
  keys: readonly number[][],
  values: readonly number[][],
  scale = 1 / Math.sqrt(query.length),
): Look {
  const scores = keys.map((key) => scale * dot(query, key));
  const shares = softmaxOf(scores);
  const seen = values[0].map((_, i) =>
    dot(
      shares,
      values.map((value) => value[i]),
    ),
  );
  return { scores, shares, seen };
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * The greatest share among nine keys drawn by lot (normal, variance 1) for a query drawn so, with and without the root: the
 * mean of 200 draws.
 */
export function greatestShares(width: number, draws = 200) {
  const random = createRandom(`shares ${width}`);
  const vector = () => Array.from({ length: width }, () => random.normal());
  const pairs = Array.from({ length: draws }, () => {
    const [query, keys] = [vector(), Array.from({ length: 9 }, vector)];
    return [1, 1 / Math.sqrt(width)].map((scale) =>
      Math.max(...lookByHand(query, keys, keys, scale).shares),
    );
  });
  return {
    'numbers of a query': width,
    'greatest share without the root': mean(pairs.map(([plain]) => plain)),
    'greatest share with it': mean(pairs.map(([, scaled]) => scaled)),
  };
}
