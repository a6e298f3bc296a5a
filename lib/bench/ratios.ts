import { median } from '../data-understanding/caption-figures.js';

/** A measured number: its median over the rounds, and how far it spread. */
export interface Spread {
  median: number;
  min: number;
  max: number;
}

/** Median, smallest and largest; undefined of nothing. */
export function spreadOf(numbers: readonly number[]): Spread | undefined {
  if (numbers.length === 0) return undefined;
  return { median: median(numbers), min: Math.min(...numbers), max: Math.max(...numbers) };
}

/**
 * Samples divided by the baseline's of the same round, so that a slow moment of the machine falls on both.
 * @param samples one a round, null where there is none
 */
export function pairedRatios(
  samples: readonly (number | null)[],
  baseline: readonly (number | null)[],
): number[] {
  return samples.flatMap((sample, round) => {
    const base = baseline[round] ?? null;
    return sample === null || base === null ? [] : [sample / base];
  });
}
