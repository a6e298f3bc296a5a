import { createRandom } from '../engine/random.js';

/**
 * The bootstrap (Efron 1979) in its plainest form: scores of so many collections, each drawn from the pictures with
 * replacement and as large as they are. Sorted; the middle 95 of 100 are an interval.
 * @param score of a collection of drawn pictures
 */
export function resample<Picture>(
  pictures: readonly Picture[],
  score: (drawn: Picture[]) => number,
  { resamples = 1000, seed = 1 } = {},
): number[] {
  const random = createRandom(seed);
  const results: number[] = [];
  for (let i = 0; i < resamples; i++) {
    const drawn = pictures.map(() => pictures[random.integer(pictures.length)]);
    results.push(score(drawn));
  }
  return results.sort((a, b) => a - b);
}
