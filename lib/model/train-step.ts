import { type Adam, type Random, tf } from '../engine';
import type { CaptionBatch, FeatureSource } from '../generator';
import { type CaptionTensors, captionLoss } from './losses';
import type { MergeWeights } from './merge-weights';

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

/** Shortens gradients that are longer than `most`, taken together, and keeps their direction (Pascanu et al. 2013). */
export function clipByNorm(gradients: tf.NamedTensorMap, most: number): tf.NamedTensorMap {
  return tf.tidy(() => {
    const squares = Object.values(gradients).map((gradient) => gradient.square().sum());
    const factor = tf.div(most, tf.addN(squares).sqrt()).minimum(1);
    const entries = Object.entries(gradients).map(([name, gradient]) => [
      name,
      gradient.mul(factor),
    ]);
    return Object.fromEntries(entries) as tf.NamedTensorMap;
  });
}

export interface StepOptions {
  learningRate: number;
  /** Draws what dropout drops. */
  random: Random;
  clipNorm?: number;
  /** Of the labels; see `crossEntropy`. */
  smoothing?: number;
}

/** One step of training on a batch. The caller disposes the result: the loss before the step. */
export function trainStep(
  weights: MergeWeights,
  adam: Adam,
  batch: CaptionBatch,
  features: FeatureSource,
  { learningRate, random, clipNorm, smoothing }: StepOptions,
): tf.Scalar {
  return tf.tidy(() => {
    const tensors = toTensors(batch, features);
    const { value, grads } = tf.variableGrads(
      () => captionLoss(weights, tensors, { random, smoothing }),
      weights.trained,
    );
    adam.apply(clipNorm === undefined ? grads : clipByNorm(grads, clipNorm), learningRate);
    return value;
  });
}
