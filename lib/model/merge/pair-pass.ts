import { lstmLast, type Random, tf } from '../../engine/index.js';
import type { PairBatch } from '../../generator/index.js';
import { dropOut } from '../dropout.js';
import { nextWordLogits, pictureBranch } from './caption-pass.js';
import type { MergeWeights } from './merge-weights.js';

/** The words of prefixes without their padding, and the order in which they are read: the longest prefix first. */
interface PackedPrefixes {
  /** Numbers of the batch's rows. */
  order: Int32Array;
  /** The first word of each prefix, then the second of each that has one, and so on. */
  words: Int32Array;
  /** How many prefixes have a first word, how many a second… */
  alive: number[];
}

/** Takes the padding away that stands before the words of prefixes `[rows, steps]`. */
function packPrefixes({ prefixes, rows }: Pick<PairBatch, 'prefixes' | 'rows'>): PackedPrefixes {
  const steps = prefixes.length / rows;
  const lengths = Array.from({ length: rows }, (_, row) => {
    const words = prefixes.subarray(row * steps, (row + 1) * steps);
    const first = words.findIndex((word) => word > 0);
    return first < 0 ? 0 : steps - first;
  });
  const order = Int32Array.from(lengths.keys()).sort((a, b) => lengths[b] - lengths[a]);
  const words: number[] = [];
  const alive: number[] = [];
  for (let t = 0; t < lengths[order[0]]; t++) {
    let count = 0;
    for (const row of order) {
      if (lengths[row] <= t) break;
      words.push(prefixes[(row + 1) * steps - lengths[row] + t]);
      count++;
    }
    alive.push(count);
  }
  return { order, words: Int32Array.from(words), alive };
}

/**
 * What the model says after each prefix of a batch of pairs, every prefix read from its start with masks of its own, as the
 * layers read it. The padding before the words leaves an LSTM's memory as it is, so none of it is read.
 * @param random draws what dropout drops; without it nothing is dropped
 * @returns logits `[rows, vocabulary]`, the longest prefix first, and which row of the batch each is of
 */
export function pairLogits(
  weights: MergeWeights,
  batch: PairBatch,
  random?: Random,
): { logits: tf.Tensor2D; order: Int32Array } {
  const { features, rows } = batch;
  const { order, words, alive } = packPrefixes(batch);
  const pictures = tf.tensor2d(features, [rows, features.length / rows]); // [rows, features]
  const seen = pictureBranch(weights, pictures, random).gather(tf.tensor1d(order, 'int32')); // [rows, units]
  const vectors = tf.gather(weights.embedding, tf.tensor1d(words, 'int32')); // [words, embedding]
  const { kernel, recurrent, bias } = weights.lstm;
  const read = lstmLast(
    {
      x: dropOut(vectors, weights.dropout, random) as tf.Tensor2D,
      kernel: kernel as tf.Tensor2D,
      recurrent: recurrent as tf.Tensor2D,
      bias: bias as tf.Tensor1D,
    },
    alive,
    {
      recurrentActivation: weights.recurrentActivation,
      ofInput: weights.trained.includes(weights.embedding),
    },
  ); // [rows, units]
  return { logits: nextWordLogits(weights, read.add(seen)), order }; // [rows, vocabulary]
}
