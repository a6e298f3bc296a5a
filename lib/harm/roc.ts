/**
 * The area under the ROC curve: how probable it is that a value of the first group is greater than one of the second, equal values
 * counted by half. 1 tells all of them apart, 0.5 is a coin, below it the values mislead.
 * @example
 * ```ts
 * import { rocArea } from 'captionlab/harm';
 *
 * rocArea([3, 4], [1, 2]); // → 1
 * rocArea([1, 3], [2, 2]); // → 0.5
 * ```
 */
export function rocArea(greater: readonly number[], less: readonly number[]): number {
  let won = 0;
  for (const a of greater) for (const b of less) won += a > b ? 1 : a === b ? 0.5 : 0;
  return won / (greater.length * less.length);
}
