import { numberText, percentText } from '../display/numbers.js';

/** A number of things as people read it: 1,000. */
export const many = (count: number) => numberText(count);

/** A share as a whole percentage. */
export const percent = (share: number) => percentText(share);

/** A score as it stands in tables, plots and cards: 0.669. */
export const scoreText = (score: number) => numberText(score, 3);

/** To three decimals, as scores and shares stand in tables. */
export const thousandths = (value: number) => Math.round(1000 * value) / 1000;

/** The mean of numbers: a collection's ROUGE-L and CIDEr are those of its pictures' own. */
export const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The greatest of many numbers: more than a function may be called with. */
export const mostOf = (values: readonly number[]) =>
  values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);

/** The least of many numbers. */
export const fewestOf = (values: readonly number[]) =>
  values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
