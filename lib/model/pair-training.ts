import { createRandom, setLearningRate, tf } from '../engine';
import { type PairBatch, pairBatches } from '../generator';
import type { Schedule } from './schedule';
import type { TrainingData } from './training-types';

/** Pairs as the tutorial hands them to Keras: two inputs, and the next word as a one-hot row; the caller disposes them. */
export function pairTensors(
  { features, prefixes, next, rows }: PairBatch,
  vocabularySize: number,
): { inputs: tf.Tensor2D[]; targets: tf.Tensor2D } {
  const oneHot = new Float32Array(rows * vocabularySize);
  next.forEach((word, row) => {
    oneHot[row * vocabularySize + word] = 1;
  });
  return {
    inputs: [
      tf.tensor2d(features, [rows, features.length / rows]),
      tf.tensor2d(prefixes, [rows, prefixes.length / rows], 'int32'),
    ],
    targets: tf.tensor2d(oneHot, [rows, vocabularySize]),
  };
}

/** Readies a model for the tutorial's training: Adam on categorical cross-entropy. */
export function compileForPairs(model: tf.LayersModel, learningRate: number): void {
  model.compile({ optimizer: tf.train.adam(learningRate), loss: 'categoricalCrossentropy' });
}

/** One step on pairs by TensorFlow.js's own training; the loss before it. The model must be compiled. */
export async function pairStep(model: tf.LayersModel, batch: PairBatch): Promise<number> {
  const vocabularySize = (model.outputs[0].shape as number[])[1];
  const { inputs, targets } = pairTensors(batch, vocabularySize);
  const loss = (await model.trainOnBatch(inputs, targets)) as number;
  tf.dispose([inputs, targets]);
  return loss;
}

export interface PairTrainingOptions {
  epochs: number;
  learningRate: Schedule;
  picturesPerBatch: number;
  maxLength: number;
  seed?: number;
}

/**
 * Trains as the tutorial does: every pair a row, the LSTM reading each prefix from its start. The same weights learn the
 * same thing from `train`, many times faster.
 * @returns the mean loss of a pair in each epoch
 */
export async function trainPairs(
  model: tf.LayersModel,
  { train, features }: TrainingData,
  { epochs, learningRate, picturesPerBatch, maxLength, seed = 1 }: PairTrainingOptions,
): Promise<number[]> {
  const losses: number[] = [];
  compileForPairs(model, learningRate(0));
  for (let epoch = 0; epoch < epochs; epoch++) {
    setLearningRate(model.optimizer, learningRate(epoch));
    const random = createRandom(`pairs ${seed} ${epoch}`);
    let [sum, rows] = [0, 0];
    for (const batch of pairBatches(train, features, { picturesPerBatch, maxLength, random })) {
      sum += (await pairStep(model, batch)) * batch.rows;
      rows += batch.rows;
    }
    losses.push(sum / rows);
  }
  return losses;
}
