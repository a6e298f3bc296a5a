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

/** How beams are ranked: the rule, and the exponent where it has one. */
export interface Ranking {
  normalisation: Normalisation;
  /** Of `gnmt`. Default: 0.6. */
  alpha?: number;
}

/** How beams are ranked unless somebody says otherwise. */
export const USUAL_RANKING: Ranking = { normalisation: USUAL_NORMALISATION };

/** A ranking in a word, as it stands in files' names and tables. */
export const rankingName = ({ normalisation, alpha = ALPHA }: Ranking): string =>
  normalisation === 'gnmt' ? `alpha-${alpha}` : normalisation;

/**
 * Reads a ranking: `none`, `length`, or the exponent of `gnmt`. Undefined for what is none.
 * @example
 * ```ts
 * import { rankingNamed } from 'captionlab/inference';
 *
 * rankingNamed('0.7'); // → { normalisation: 'gnmt', alpha: 0.7 }
 * ```
 */
export function rankingNamed(text: string): Ranking | undefined {
  if (text === 'none' || text === 'length') return { normalisation: text };
  const alpha = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(alpha) ? { normalisation: 'gnmt', alpha } : undefined;
}

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
