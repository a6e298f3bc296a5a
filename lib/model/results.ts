import type { Dataset } from '../data-understanding/index.js';
import type { LossCurves } from '../display/loss-plot.js';
import type { EpochResult } from './training-types.js';

/** On Flickr8k, with InceptionV3's features, 3 pictures a batch and, from epoch 21 on, 6. */
const tutorialLosses: LossCurves['printed'] = {
  name: 'the tutorial, training',
  epochs: [1, 10, 20, 30],
  losses: [4.1161, 2.709, 2.5255, 2.3766],
};

/** The results of a training as curves, a value an epoch; with the tutorial's on its own data and text. */
export function lossCurves(
  results: EpochResult[],
  { name, text }: Pick<Dataset, 'name' | 'text'>,
): LossCurves {
  return {
    printed: name === 'flickr8k' && text === 'tutorial' ? tutorialLosses : undefined,
    train: results.map(({ loss }) => loss),
    dev: results.map(({ devLoss }) => devLoss),
    learningRate: results.map(({ learningRate }) => learningRate),
  };
}

/** Whether an epoch is better than another: by the judge's score, where there is one, else by the dev loss. */
const better = (one: EpochResult, other: EpochResult) =>
  one.devScore === undefined || other.devScore === undefined
    ? one.devLoss < other.devLoss
    : one.devScore > other.devScore;

/** The last epoch that is over; 0 before the first. */
export const lastEpoch = (results: EpochResult[]): number => results.at(-1)?.epoch ?? 0;

/** The best epoch on dev, the first of equals: the one whose model is kept. */
export function bestEpoch(results: EpochResult[]): EpochResult {
  return results.reduce((best, result) => (better(result, best) ? result : best));
}
