import { type Random, tf } from '../engine';
import { captionLogits } from './caption-pass';
import type { MergeWeights } from './merge-weights';

/**
 * Mean categorical cross-entropy of the right words, from their indices: -log softmax(logits)[target].
 * @param logits `[rows, vocabulary]`
 * @param targets `[rows]`; rows whose target is 0 (padding) do not count
 */
export function crossEntropy(logits: tf.Tensor2D, targets: tf.Tensor1D): tf.Scalar {
  const logSum = logits.logSumExp(1); // [rows]
  const chosen = logits.mul(tf.oneHot(targets, logits.shape[1])).sum(1); // [rows]
  const counts = targets.notEqual(0).cast('float32'); // [rows]
  return logSum.sub(chosen).mul(counts).sum().div(counts.sum());
}

/** A batch of whole captions on the device: features `[batch, width]`, tokens and targets `[batch, steps]`. */
export interface CaptionTensors {
  features: tf.Tensor2D;
  tokens: tf.Tensor2D;
  targets: tf.Tensor2D;
}

/**
 * The loss of a batch of captions in one pass: the mean over all their pairs.
 * With nothing dropped it equals `pairLoss` over the pairs of the same captions, and so do its gradients.
 */
export function captionLoss(
  weights: MergeWeights,
  { features, tokens, targets }: CaptionTensors,
  random?: Random,
): tf.Scalar {
  const logits = captionLogits(weights, features, tokens, random);
  return crossEntropy(logits, targets.flatten() as tf.Tensor1D);
}

/**
 * The tutorial's loss of a batch of pairs: the model reads every prefix from its start.
 * @param features `[pairs, width]`
 * @param prefixes `[pairs, maxLength]`, left-padded
 * @param next `[pairs]`
 */
export function pairLoss(
  model: tf.LayersModel,
  features: tf.Tensor2D,
  prefixes: tf.Tensor2D,
  next: tf.Tensor1D,
): tf.Scalar {
  const probabilities = model.apply([features, prefixes], { training: true }) as tf.Tensor2D;
  const oneHot = tf.oneHot(next, probabilities.shape[1]);
  return tf.metrics.categoricalCrossentropy(oneHot, probabilities).mean() as tf.Scalar;
}
