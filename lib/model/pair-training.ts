import { type Adam, createAdam, createRandom, type Random, tf } from '../engine/index.js';
import { type PairBatch, pairBatches } from '../generator/index.js';
import { crossEntropy } from './losses.js';
import { type MergeWeights, mergeWeights, pairLogits } from './merge/index.js';
import type { Schedule } from './schedule.js';
import type { StepOptions } from './train-step.js';
import type { TrainingData } from './training-types.js';

/**
 * `pairLoss` of a batch as it comes, nothing of its padding read: the mean cross-entropy of its pairs.
 * @param random draws what dropout drops, for each pair anew; without it nothing is dropped
 */
export function packedPairLoss(
  weights: MergeWeights,
  batch: PairBatch,
  random?: Random,
): tf.Scalar {
  const { logits, order } = pairLogits(weights, batch, random); // [pairs, vocabulary]
  const next = order.map((row) => batch.next[row]); // [pairs]
  return crossEntropy(logits, tf.tensor1d(next, 'int32'));
}

/** One step of training on pairs, each read from its start; the mean loss of a pair before it. */
export async function pairStep(
  weights: MergeWeights,
  adam: Adam,
  batch: PairBatch,
  { learningRate, random }: Pick<StepOptions, 'learningRate' | 'random'>,
): Promise<number> {
  const loss = tf.tidy(() => {
    const lossOf = () => packedPairLoss(weights, batch, random);
    const { value, grads } = tf.variableGrads(lossOf, weights.trained);
    adam.apply(grads, learningRate);
    return value;
  });
  const [value] = await loss.data();
  loss.dispose();
  return value;
}

/** What can be chosen about training pair by pair. */
export interface PairTrainingOptions {
  epochs: number;
  learningRate: Schedule;
  picturesPerBatch: number;
  maxLength: number;
  /** Decides the order of the pictures and what dropout drops. */
  seed?: number;
}

/**
 * Trains as the tutorial does, by Adam on the categorical cross-entropy: every pair a row, the LSTM reading each prefix from
 * its start. Padding is not read. The same weights learn the same thing from `train`, many times faster.
 * @returns the mean loss of a pair in each epoch
 */
export async function trainPairs(
  model: tf.LayersModel,
  { train, features }: TrainingData,
  { epochs, learningRate, picturesPerBatch, maxLength, seed = 1 }: PairTrainingOptions,
): Promise<number[]> {
  const losses: number[] = [];
  const weights = mergeWeights(model);
  const adam = createAdam(weights.trained);
  const masks = createRandom(`dropout ${seed}`);
  try {
    for (let epoch = 0; epoch < epochs; epoch++) {
      const random = createRandom(`pairs ${seed} ${epoch}`);
      const options = { learningRate: learningRate(epoch), random: masks };
      let [sum, rows] = [0, 0];
      for (const batch of pairBatches(train, features, { picturesPerBatch, maxLength, random })) {
        sum += (await pairStep(weights, adam, batch, options)) * batch.rows;
        rows += batch.rows;
      }
      losses.push(sum / rows);
    }
  } finally {
    adam.dispose();
  }
  return losses;
}
