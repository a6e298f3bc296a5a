import { lstmSequence, type Random, tf } from '../../engine/index.js';
import { dense, repeatRows } from '../dense.js';
import { dropOut } from '../dropout.js';
import { type LstmState, lstmStep } from '../lstm-step.js';
import type { MergeWeights } from './merge-weights.js';

/**
 * The picture's branch: `[batch, features]` to `[batch, units]`.
 * @param random draws the dropout masks; without it nothing is dropped
 */
export function pictureBranch(
  weights: MergeWeights,
  features: tf.Tensor,
  random?: Random,
): tf.Tensor2D {
  return dense(dropOut(features, weights.pictureDropout, random), weights.picture, 'relu');
}

/** Behind the meeting of the branches: their sum `[rows, units]` to the logits `[rows, vocabulary]`. */
export function nextWordLogits(weights: MergeWeights, merged: tf.Tensor): tf.Tensor2D {
  return dense(dense(merged, weights.decoder, 'relu'), weights.nextWord);
}

/**
 * Reads whole captions once and gives the logits after every word: what the model would have said for each of its
 * prefixes. The picture never enters the LSTM, so its state after word i is the same as if the prefix had ended there.
 *
 * @param features `[pictures, features]`: a row for each caption, or for several that follow one another
 * @param tokens word indices `[batch, steps]`, right-padded with 0
 * @param random draws the dropout masks, one a caption for the picture and one a step for the words; none without it
 * @param places which rows of the result are wanted; all without it
 * @returns logits `[steps * batch, vocabulary]`: after the first word of every caption, after the second word of every…
 */
export function captionLogits(
  weights: MergeWeights,
  features: tf.Tensor,
  tokens: tf.Tensor,
  random?: Random,
  places?: tf.Tensor1D,
): tf.Tensor2D {
  const [batch, steps] = tokens.shape;
  const picture = repeatRows(pictureBranch(weights, features, random), batch); // [batch, units]
  const hidden = readWords(weights, tokens, random); // [steps, batch, units]
  const merged = hidden.add(picture).reshape([steps * batch, weights.units]);
  return nextWordLogits(weights, places ? merged.gather(places) : merged); // [steps * batch, vocabulary]
}

/** What the LSTM knows after every word: `[batch, steps]` to `[steps, batch, units]`. */
function readWords(weights: MergeWeights, tokens: tf.Tensor, random?: Random): tf.Tensor3D {
  const { kernel, recurrent, bias } = weights.lstm;
  const words = tf.gather(weights.embedding, tokens.transpose() as tf.Tensor2D); // [steps, batch, embedding]
  const inputs = {
    x: dropOut(words, weights.dropout, random) as tf.Tensor3D,
    kernel: kernel as tf.Tensor2D,
    recurrent: recurrent as tf.Tensor2D,
    bias: bias as tf.Tensor1D,
  };
  return lstmSequence(inputs, {
    recurrentActivation: weights.recurrentActivation,
    ofInput: weights.trained.includes(weights.embedding),
  });
}

/**
 * Every caption for every picture. The words are read once, for the picture never enters the LSTM.
 * @param features `[pictures, features]`
 * @param tokens `[captions, steps]`, right-padded with 0
 * @param places which rows of the result are wanted
 * @returns logits `[places, vocabulary]` of `[steps * pictures * captions, vocabulary]`
 */
export function logitsOfAll(
  weights: MergeWeights,
  features: tf.Tensor,
  tokens: tf.Tensor2D,
  places: tf.Tensor1D,
): tf.Tensor2D {
  const [captions, steps] = tokens.shape;
  const pictures = pictureBranch(weights, features).expandDims(1); // [pictures, 1, units]
  const hidden = readWords(weights, tokens).expandDims(1); // [steps, 1, captions, units]
  const rows = steps * pictures.shape[0] * captions;
  return nextWordLogits(
    weights,
    hidden.add(pictures).reshape([rows, weights.units]).gather(places),
  );
}

/**
 * One word further in every caption of a batch, without reading the prefix again.
 * @param picture `[batch, units]`, from `pictureBranch`
 * @param words the last word of each, `[batch]`
 * @returns logits `[batch, vocabulary]` and the memory to go on from
 */
export function nextStep(
  weights: MergeWeights,
  picture: tf.Tensor,
  words: tf.Tensor1D,
  state: LstmState,
): { logits: tf.Tensor2D; state: LstmState } {
  const vectors = tf.gather(weights.embedding, words); // [batch, embedding]
  const next = lstmStep(weights, dense(vectors, weights.lstm), state); // each [batch, units]
  return { logits: nextWordLogits(weights, picture.add(next.hidden)), state: next }; // [batch, vocabulary]
}
