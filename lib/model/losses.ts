import { type Random, tf } from '../engine/index.js';
import type { CaptionModel } from './caption-model.js';

/** The places `[rows, 2]` of one number a row: row 0 and its column, row 1 and its column… */
const placesOf = (columns: tf.Tensor) =>
  tf.stack([tf.range(0, columns.shape[0], 1, 'int32'), columns], 1); // [rows, 2]

/** Added to a probability before its logarithm: float32 rounds what is smaller to 0. */
const SMALLEST = 1e-37;

/**
 * Mean categorical cross-entropy of the right words, from their indices: -log softmax(logits)[target]. Its gradient is
 * the probabilities, less one where the right word stands; no one-hot row is ever made.
 *
 * With label smoothing (Szegedy et al. 2016) the right word shall get only `1 - smoothing`; the rest is shared out evenly
 * among all columns.
 * @param logits `[rows, vocabulary]`
 * @param targets `[rows]`; rows whose target is 0 (padding) do not count
 * @param weights by what each row is multiplied before all are added up, `[rows]`; without them it is the mean
 */
export function crossEntropy(
  logits: tf.Tensor2D,
  targets: tf.Tensor1D,
  smoothing = 0,
  weights?: tf.Tensor1D,
): tf.Scalar {
  const [rows, words] = logits.shape;
  const counts = targets.notEqual(0).cast('float32'); // [rows]
  const shares = weights ?? counts.div(counts.sum()); // [rows]
  const lossOf = tf.customGrad((...args) => {
    const [given, save] = args as unknown as [tf.Tensor2D, tf.GradSaveFunc];
    const probabilities = given.softmax(); // [rows, vocabulary]
    const flat = tf.range(0, rows, 1, 'int32').mul(words).add(targets).cast('int32'); // [rows]
    const ofTargets = probabilities.reshape([rows * words]).gather(flat); // [rows]
    save([probabilities, ofTargets, targets, shares]);
    const surprise = ofTargets.add(SMALLEST).log().neg(); // [rows]
    // The logarithm of the softmax's denominator, from one of its quotients: cheaper than all exponentials again.
    const denominator = () => given.max(1).sub(probabilities.max(1).log()); // [rows]
    const ofAll = () => denominator().sub(given.mean(1)).mul(smoothing); // [rows]
    const losses = smoothing === 0 ? surprise : surprise.mul(1 - smoothing).add(ofAll()); // [rows]
    const everyWord = smoothing / words;
    const gradFunc = (dLoss: tf.Tensor, [all, right, columns, kept]: tf.Tensor[]) => {
      const ofRight = right.sub(1 - smoothing + everyWord); // [rows]
      const others = everyWord === 0 ? all : all.sub(everyWord);
      const missing = tf.tensorScatterUpdate(others, placesOf(columns), ofRight); // [rows, vocabulary]
      return missing.mul(kept.mul(dLoss).expandDims(1)); // [rows, vocabulary]
    };
    return { value: losses.mul(shares).sum(), gradFunc }; // a scalar
  });
  return lossOf(logits) as tf.Scalar;
}

/**
 * A batch of whole captions on the device: pictures as the captioner reads them, a row for each or for so many captions of
 * it, tokens and targets `[batch, steps]`.
 */
export interface CaptionTensors {
  pictures: tf.Tensor;
  tokens: tf.Tensor2D;
  targets: tf.Tensor2D;
  /** The rows of the logits that count, those of all words, where padding is left out: `[places]`. */
  places?: tf.Tensor1D;
}

/**
 * The loss of a batch of captions in one pass: the mean over all their pairs.
 * Of a merge model, with nothing dropped or smoothed, it equals `pairLoss` over the pairs of the same captions, and so do
 * its gradients.
 * @param options `random` draws the dropout masks, without it nothing is dropped; `smoothing` as `crossEntropy` takes it;
 *   `words`: of how many words the mean is, where these captions are a part of a batch
 */
export function captionLoss(
  model: Pick<CaptionModel, 'captionLogits'>,
  { pictures, tokens, targets, places }: CaptionTensors,
  { random, smoothing, words }: { random?: Random; smoothing?: number; words?: number } = {},
): tf.Scalar {
  const logits = model.captionLogits(pictures, tokens, random, places, true); // [steps * batch, vocabulary]
  const right = targets.transpose().flatten() as tf.Tensor1D; // [steps * batch]
  const said = places ? right.gather(places) : right; // [rows]
  const shares = words ? (said.notEqual(0).cast('float32').div(words) as tf.Tensor1D) : undefined;
  return crossEntropy(logits, said, smoothing, shares);
}

/**
 * The tutorial's loss of a batch of pairs: the model reads every prefix from its start.
 * @param features `[pairs, features]`
 * @param prefixes `[pairs, steps]`, left-padded
 * @param next `[pairs]`
 */
export function pairLoss(
  model: tf.LayersModel,
  features: tf.Tensor2D,
  prefixes: tf.Tensor2D,
  next: tf.Tensor1D,
): tf.Scalar {
  const probabilities = model.apply([features, prefixes], { training: true }) as tf.Tensor2D; // [pairs, vocabulary]
  const oneHot = tf.oneHot(next, probabilities.shape[1]); // [pairs, vocabulary]
  return tf.metrics.categoricalCrossentropy(oneHot, probabilities).mean() as tf.Scalar;
}
