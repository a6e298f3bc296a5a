import { createRandom, setLearningRate, tf } from '../engine/index.js';
import { type PairBatch, pairBatches } from '../generator/index.js';
import type { Schedule } from './schedule.js';
import type { TrainingData } from './training-types.js';

/**
 * Pairs as the tutorial hands them to Keras, to be disposed by the caller: features `[rows, features]` and prefixes
 * `[rows, steps]`, and the next word as a one-hot row, `[rows, vocabulary]`.
 */
function pairTensors(
  { features, prefixes, next, rows }: PairBatch,
  vocabularySize: number,
): { inputs: tf.Tensor2D[]; targets: tf.Tensor2D } {
  const oneHot = new Float32Array(rows * vocabularySize); // [rows, vocabulary]
  next.forEach((word, row) => {
    oneHot[row * vocabularySize + word] = 1;
  });
  return {
    inputs: [
      tf.tensor2d(features, [rows, features.length / rows]), // [rows, features]
      tf.tensor2d(prefixes, [rows, prefixes.length / rows], 'int32'), // [rows, steps]
    ],
    targets: tf.tensor2d(oneHot, [rows, vocabularySize]), // [rows, vocabulary]
  };
}

/** One step on pairs by TensorFlow.js's own training; the loss before it. The model must be compiled. */
export async function pairStep(model: tf.LayersModel, batch: PairBatch): Promise<number> {
  const vocabularySize = (model.outputs[0].shape as number[])[1];
  const { inputs, targets } = pairTensors(batch, vocabularySize);
  const loss = (await model.trainOnBatch(inputs, targets)) as number;
  tf.dispose([inputs, targets]);
  return loss;
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

/** Gives each dropout layer the seed of its next mask. Without one it draws from `Math.random`. */
export function seedDropout(model: tf.LayersModel, nextSeed: () => number | undefined): void {
  for (const layer of model.layers) {
    if (layer.getClassName() !== 'Dropout') continue;
    (layer as unknown as { seed?: number }).seed = nextSeed();
  }
}

/**
 * Trains as the tutorial does, by Adam on the categorical cross-entropy: every pair a row, the LSTM reading each prefix from
 * its start. The same weights learn the same thing from `train`, many times faster.
 * For more training by TensorFlow.js, compile the model anew.
 * @returns the mean loss of a pair in each epoch
 */
export async function trainPairs(
  model: tf.LayersModel,
  { train, features }: TrainingData,
  { epochs, learningRate, picturesPerBatch, maxLength, seed = 1 }: PairTrainingOptions,
): Promise<number[]> {
  const losses: number[] = [];
  const optimizer = tf.train.adam(learningRate(0));
  model.compile({ optimizer, loss: 'categoricalCrossentropy' });
  const masks = createRandom(`dropout ${seed}`);
  try {
    for (let epoch = 0; epoch < epochs; epoch++) {
      setLearningRate(optimizer, learningRate(epoch));
      const random = createRandom(`pairs ${seed} ${epoch}`);
      let [sum, rows] = [0, 0];
      for (const batch of pairBatches(train, features, { picturesPerBatch, maxLength, random })) {
        seedDropout(model, () => 1 + masks.integer(2 ** 31));
        sum += (await pairStep(model, batch)) * batch.rows;
        rows += batch.rows;
      }
      losses.push(sum / rows);
    }
  } finally {
    seedDropout(model, () => undefined);
    optimizer.dispose();
  }
  return losses;
}
