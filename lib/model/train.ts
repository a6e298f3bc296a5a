import { setImmediate as pause } from 'node:timers/promises';
import type { SequencesById } from '../caption-preprocessing';
import { progressBar } from '../display/progress';
import { createRandom, type Random, setLearningRate, tf, valuesOf } from '../engine';
import { type CaptionBatch, captionBatches, type FeatureSource } from '../generator';
import { type CaptionTensors, captionLoss } from './losses';
import { type MergeWeights, mergeWeights } from './merge-weights';
import type { Schedule } from './schedule';

/** What a model learns from and what it is checked on. */
export interface TrainingData {
  train: SequencesById;
  dev: SequencesById;
  features: FeatureSource;
}

export interface TrainingOptions {
  epochs: number;
  learningRate: Schedule;
  /** Captions a step. */
  batchSize?: number;
  /** Decides the order of the captions and what dropout drops. */
  seed?: number;
  /** Called after every epoch, with all results so far: draw a curve, keep a checkpoint. */
  onEpoch?: (results: EpochResult[]) => void | Promise<void>;
}

export interface EpochResult {
  /** Counted from 1. */
  epoch: number;
  learningRate: number;
  /** Mean cross-entropy a word over the epoch, with dropout, while the weights changed. */
  loss: number;
  /** The same on the dev captions after the epoch, nothing dropped. */
  devLoss: number;
  seconds: number;
  captionsPerSecond: number;
}

/** A batch on the device; the caller disposes it. */
export function toTensors(batch: CaptionBatch, features: FeatureSource): CaptionTensors {
  const rows = new Float32Array(batch.batch * features.width);
  batch.ids.forEach((id, i) => {
    rows.set(features.of(id), i * features.width);
  });
  const shape: [number, number] = [batch.batch, batch.steps];
  return {
    features: tf.tensor2d(rows, [batch.batch, features.width]),
    tokens: tf.tensor2d(batch.tokens, shape, 'int32'),
    targets: tf.tensor2d(batch.targets, shape, 'int32'),
  };
}

/** Words that count in a batch: its pairs. */
const pairsOf = (batch: CaptionBatch) => batch.targets.reduce((n, t) => n + (t > 0 ? 1 : 0), 0);

/** One step of training on a batch; its loss before the step. */
export async function trainStep(
  weights: MergeWeights,
  optimizer: tf.Optimizer,
  batch: CaptionBatch,
  features: FeatureSource,
  random: Random,
): Promise<number> {
  const [loss] = await valuesOf(() => {
    const tensors = toTensors(batch, features);
    const { value, grads } = tf.variableGrads(
      () => captionLoss(weights, tensors, random),
      weights.trained,
    );
    optimizer.applyGradients(grads);
    return value;
  });
  return loss;
}

/** Mean cross-entropy a word over all captions given, nothing dropped. */
export async function meanLoss(
  model: tf.LayersModel,
  sequences: SequencesById,
  features: FeatureSource,
  batchSize = 128,
): Promise<number> {
  const weights = mergeWeights(model);
  let total = 0;
  let pairs = 0;
  for (const batch of captionBatches(sequences, { batchSize })) {
    const [loss] = await valuesOf(() => captionLoss(weights, toTensors(batch, features)));
    total += loss * pairsOf(batch);
    pairs += pairsOf(batch);
  }
  return total / pairs;
}

/**
 * Trains a merge model on whole captions, one pass each (see `captionLoss`), by Adam (Kingma & Ba 2015).
 * @throws Error naming epoch and batch when the loss is no longer a number; the weights of the epoch before are what `onEpoch` kept
 */
export async function train(
  model: tf.LayersModel,
  { train: sequences, dev, features }: TrainingData,
  { epochs, learningRate, batchSize = 64, seed = 1, onEpoch }: TrainingOptions,
): Promise<EpochResult[]> {
  const weights = mergeWeights(model);
  const random = createRandom(seed);
  const optimizer = tf.train.adam(learningRate(0));
  const captions = [...sequences.values()].reduce((n, ofPicture) => n + ofPicture.length, 0);
  const bar = progressBar('Training', captions * epochs, 'captions');
  const results: EpochResult[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const rate = learningRate(epoch);
    setLearningRate(optimizer, rate);
    const start = performance.now();
    let total = 0;
    let pairs = 0;
    for (const batch of captionBatches(sequences, { batchSize, random })) {
      const loss = await trainStep(weights, optimizer, batch, features, random);
      if (!Number.isFinite(loss)) {
        throw new Error(
          `The loss is ${loss} in epoch ${epoch + 1}, with the captions of ${batch.ids}`,
        );
      }
      total += loss * pairsOf(batch);
      pairs += pairsOf(batch);
      bar.advance(batch.batch, `epoch ${epoch + 1}, loss ${(total / pairs).toFixed(3)}`);
      await pause(); // lets the progress bar reach the screen
    }
    const seconds = (performance.now() - start) / 1000;
    results.push({
      epoch: epoch + 1,
      learningRate: rate,
      loss: total / pairs,
      devLoss: await meanLoss(model, dev, features),
      seconds,
      captionsPerSecond: captions / seconds,
    });
    await onEpoch?.(results);
  }
  optimizer.dispose();
  bar.done();
  return results;
}
