import type { EpochResult } from './training-types';

/** The results of a training as curves, a value an epoch. */
export function lossCurves(results: EpochResult[]): {
  train: number[];
  dev: number[];
  learningRate: number[];
} {
  return {
    train: results.map(({ loss }) => loss),
    dev: results.map(({ devLoss }) => devLoss),
    learningRate: results.map(({ learningRate }) => learningRate),
  };
}

/** The epoch with the smallest dev loss: the one whose checkpoint is kept. */
export function bestEpoch(results: EpochResult[]): EpochResult {
  return results.reduce((best, result) => (result.devLoss < best.devLoss ? result : best));
}
