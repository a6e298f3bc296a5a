import { UserError } from '../outputs/index.js';
import { type BootstrapOptions, type Interval, percentile, resampledScores } from './bootstrap.js';
import { protocolNameOf } from './protocols.js';
import { type CaptionScores, type Metric, metrics, type ScoredCaption } from './score-captions.js';

/** Two systems by one metric: `second - first`, and the interval in which it lay in 95 of 100 resamples. */
export interface Difference extends Interval {
  metric: Metric;
  /** By its name, or in words where it has none. */
  protocol: string;
  first: number;
  second: number;
  difference: number;
  /** The share of resamples in which the second is better, a tie as half. */
  secondBetter: number;
  /**
   * How easily chance alone gives two equal systems such a difference, either way: twice the share of resamples on the
   * other side of 0, the system itself counted as one of them (Davison & Hinkley 1997), so that it is never 0.
   */
  p: number;
}

/** What sums in another order make of equal scores. */
const ROUNDING = 1e-12;

/** The two-sided p value of resampled differences. */
function pValue(differences: readonly number[]): number {
  const [below, above] = [-1, 1].map(
    (side) => differences.filter((one) => side * one > -ROUNDING).length + 1,
  );
  return Math.min(1, (2 * Math.min(below, above)) / (differences.length + 1));
}

/** The second system's pictures in the order of the first's. */
function inOrderOf(first: ScoredCaption[], second: ScoredCaption[]): ScoredCaption[] {
  const byId = new Map(second.map((one) => [one.imageId, one]));
  const missing = first.find(({ imageId }) => !byId.has(imageId));
  if (!missing && first.length === second.length) {
    return first.map(({ imageId }) => byId.get(imageId) as ScoredCaption);
  }
  throw new UserError(
    `Two systems are compared on the same pictures: the first has ${first.length}, the second ${second.length}` +
      `${missing ? ` and none of them is ${missing.imageId}` : ''}. Score both on the same references.`,
  );
}

/**
 * Whether one system is better than another, or only luckier in its pictures: both are scored on the same resamples
 * (paired bootstrap, Koehn 2004, "Statistical significance tests for machine translation evaluation").
 * @throws UserError when the two were not scored on the same pictures, or under different protocols
 * @example
 * ```ts
 * import { pairedBootstrap, scoreCaptions } from 'captionlab/evaluation';
 *
 * const references = new Map([['cat1', ['the black cat']], ['cat2', ['a dog runs']]]);
 * const first = scoreCaptions(new Map([['cat1', 'a car'], ['cat2', 'a car']]), references);
 * const second = scoreCaptions(new Map([['cat1', 'the black cat'], ['cat2', 'a dog runs']]), references);
 * const [bleu] = pairedBootstrap(first, second);
 * bleu.secondBetter; // → 1
 * ```
 */
export function pairedBootstrap(
  first: CaptionScores,
  second: CaptionScores,
  options: BootstrapOptions = {},
): Difference[] {
  const [protocol, other] = [first, second].map((one) => protocolNameOf(one.protocol));
  if (protocol !== other) {
    throw new UserError(
      `Two systems are compared under one protocol: the first was scored under ${protocol}, the second under ${other}.`,
    );
  }
  const firstSamples = resampledScores(first.pictures, options);
  const secondSamples = resampledScores(inOrderOf(first.pictures, second.pictures), options);
  return metrics.map((metric) => {
    const differences = secondSamples
      .map((scores, at) => scores[metric] - firstSamples[at][metric])
      .sort((a, b) => a - b);
    const wins = differences.reduce((sum, one) => sum + (one > 0 ? 1 : one === 0 ? 0.5 : 0), 0);
    const [before, after] = [first.corpus[metric], second.corpus[metric]];
    return {
      ...{ metric, protocol, first: before, second: after, difference: after - before },
      low: percentile(differences, 0.025),
      high: percentile(differences, 0.975),
      secondBetter: wins / differences.length,
      p: pValue(differences),
    };
  });
}
