import { createRandom } from '../engine/random.js';
import { ALIGNMENT } from './alignment.js';
import { protocolNameOf } from './protocols.js';
import {
  type CaptionScores,
  corpusScores,
  type Metric,
  metrics,
  type ScoredCaption,
  type Scores,
} from './score-captions.js';

/** Between these a score lay in 95 of 100 resamples. */
export interface Interval {
  low: number;
  high: number;
}

/** An interval as it stands in tables: `0.503 to 0.569`. */
export const intervalText = ({ low, high }: Interval) => `${low.toFixed(3)} to ${high.toFixed(3)}`;

/** How many resamples are drawn, and from which seed. */
export interface BootstrapOptions {
  resamples?: number;
  seed?: number;
}

/** The value below which a share of the sorted values lies, interpolated between two of them. */
export function percentile(sorted: number[], share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}

/** The scores of a corpus that are means of its pictures'. */
const MEANS: readonly Metric[] = ['ROUGE-L', 'CIDEr', ALIGNMENT];

/** What corpus scores add up of a picture: 4 matches, 4 guesses, 2 lengths, and the scores that are means. */
const addedOf = ({ counts, scores }: ScoredCaption): number[] => [
  ...counts.matches,
  ...counts.guesses,
  counts.candidateLength,
  counts.referenceLength,
  ...MEANS.map((metric) => scores[metric]),
];

/**
 * The corpus scores of pictures taken some times each.
 * @param rows what is added up, `[pictures, width]`
 */
function scoresOfSample(rows: Float64Array, width: number, times: Int32Array): Scores {
  const sums = new Float64Array(width);
  for (let picture = 0; picture < times.length; picture++) {
    const often = times[picture];
    if (often === 0) continue;
    for (let at = 0; at < width; at++) sums[at] += often * rows[picture * width + at];
  }
  const [candidateLength, referenceLength, ...means] = sums.subarray(8);
  const counts = {
    ...{ matches: [...sums.subarray(0, 4)], guesses: [...sums.subarray(4, 8)] },
    ...{ candidateLength, referenceLength },
  };
  return corpusScores(counts, (metric) => means[MEANS.indexOf(metric)] / times.length);
}

/** The corpus scores of samples of the pictures, drawn with replacement: the same pictures for the same seed and number. */
export function resampledScores(
  pictures: ScoredCaption[],
  { resamples = 1000, seed = 1 }: BootstrapOptions = {},
): Scores[] {
  const random = createRandom(seed);
  const added = pictures.map(addedOf);
  const rows = Float64Array.from(added.flat()); // [pictures, width]
  return Array.from({ length: resamples }, () => {
    const times = new Int32Array(pictures.length);
    for (let draw = 0; draw < pictures.length; draw++) times[random.integer(pictures.length)]++;
    return scoresOfSample(rows, rows.length / pictures.length, times);
  });
}

/**
 * How far each corpus score would move if other pictures like these had been scored: 95 % percentile intervals
 * (Efron 1979; Koehn 2004 for BLEU). Pictures are drawn with replacement. BLEU is computed anew from each sample's
 * summed counts; the others are means of the pictures' scores, CIDEr with its document frequencies held fixed.
 */
export function bootstrapIntervals(
  { pictures }: Pick<CaptionScores, 'pictures'>,
  options: BootstrapOptions = {},
): Record<Metric, Interval> {
  const samples = resampledScores(pictures, options);
  const intervals = metrics.map((metric) => {
    const sorted = samples.map((scores) => scores[metric]).sort((a, b) => a - b);
    return [metric, { low: percentile(sorted, 0.025), high: percentile(sorted, 0.975) }];
  });
  return Object.fromEntries(intervals) as Record<Metric, Interval>;
}

/** A metric's line in a table of intervals, all digits kept. */
export interface IntervalRow extends Interval {
  metric: Metric;
  /** By its name, or in words where it has none. */
  protocol: string;
  score: number;
}

/** Every corpus score with its interval. */
export function intervalTable(
  scores: CaptionScores,
  options: BootstrapOptions = {},
): IntervalRow[] {
  const intervals = bootstrapIntervals(scores, options);
  const protocol = protocolNameOf(scores.protocol);
  return metrics.map((metric) => ({
    ...{ metric, protocol, score: scores.corpus[metric] },
    ...intervals[metric],
  }));
}
