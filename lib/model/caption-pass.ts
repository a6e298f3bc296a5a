import { type Random, tf } from '../engine';
import { dropoutMask } from './dropout';
import type { MergeWeights } from './merge-weights';

/** The LSTM's memory after the words read so far, each `[batch, units]`. */
export interface LstmState {
  hidden: tf.Tensor2D;
  cell: tf.Tensor2D;
}

/** The memory before the first word: zeros. */
export function initialState(weights: MergeWeights, batch: number): LstmState {
  const shape: [number, number] = [batch, weights.units];
  return { hidden: tf.zeros(shape), cell: tf.zeros(shape) };
}

/**
 * One step of an LSTM (Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000).
 * @param projected the word's part of the gates, `[batch, 4 units]`
 */
export function lstmStep(weights: MergeWeights, projected: tf.Tensor, state: LstmState): LstmState {
  const { units, lstm, recurrentActivation } = weights;
  const gate = (x: tf.Tensor): tf.Tensor =>
    recurrentActivation === 'sigmoid' ? x.sigmoid() : x.mul(0.2).add(0.5).clipByValue(0, 1);
  const gates = projected.add(tf.matMul(state.hidden, lstm.recurrent as tf.Tensor2D)); // [batch, 4 units]
  const [input, forget, candidate, output] = tf.split(gates, [units, units, units, units], 1);
  const cell = gate(forget).mul(state.cell).add(gate(input).mul(candidate.tanh()));
  return {
    cell: cell as tf.Tensor2D,
    hidden: gate(output).mul(cell.tanh()) as tf.Tensor2D,
  };
}

function dropOut(x: tf.Tensor, rate: number, random: Random | undefined): tf.Tensor {
  return random && rate > 0 ? x.mul(dropoutMask(x.shape, rate, random)) : x;
}

/**
 * The picture's branch: `[batch, features]` to `[batch, units]`.
 * @param random draws the dropout masks; without it nothing is dropped
 */
export function pictureBranch(
  weights: MergeWeights,
  features: tf.Tensor,
  random?: Random,
): tf.Tensor2D {
  const { kernel, bias } = weights.picture;
  const kept = dropOut(features, weights.dropout, random) as tf.Tensor2D;
  return tf
    .matMul(kept, kernel as tf.Tensor2D)
    .add(bias)
    .relu();
}

/** Where the branches meet: `[rows, units]` twice to the logits `[rows, vocabulary]`. */
export function nextWordLogits(
  weights: MergeWeights,
  picture: tf.Tensor,
  hidden: tf.Tensor,
): tf.Tensor2D {
  const { decoder, nextWord } = weights;
  const merged = picture.add(hidden) as tf.Tensor2D; // [rows, units]
  const decoded = tf
    .matMul(merged, decoder.kernel as tf.Tensor2D)
    .add(decoder.bias)
    .relu() as tf.Tensor2D;
  return tf.matMul(decoded, nextWord.kernel as tf.Tensor2D).add(nextWord.bias);
}

/** The words' part of the gates: `[batch, steps]` indices to `[batch, steps, 4 units]`. */
function projectWords(weights: MergeWeights, tokens: tf.Tensor, random?: Random): tf.Tensor {
  const [batch, steps] = tokens.shape;
  const { kernel, bias } = weights.lstm;
  const vectors = dropOut(
    tf.gather(weights.embedding, tokens as tf.Tensor1D), // [batch, steps, embedding]
    weights.dropout,
    random,
  );
  const rows = vectors.reshape([batch * steps, -1]) as tf.Tensor2D;
  return tf
    .matMul(rows, kernel as tf.Tensor2D)
    .add(bias)
    .reshape([batch, steps, 4 * weights.units]);
}

/**
 * Reads whole captions once and gives the logits after every word: what the model would have said for each of its
 * prefixes. The picture never enters the LSTM, so its state after word i is the same as if the prefix had ended there.
 *
 * @param features `[batch, features]`
 * @param tokens word indices `[batch, steps]`, right-padded with 0
 * @param random draws the dropout masks, one a caption for the picture and one a step for the words; none without it
 * @returns logits `[batch * steps, vocabulary]`, the steps of a caption next to each other
 */
export function captionLogits(
  weights: MergeWeights,
  features: tf.Tensor,
  tokens: tf.Tensor,
  random?: Random,
): tf.Tensor2D {
  const [batch, steps] = tokens.shape;
  const picture = pictureBranch(weights, features, random); // [batch, units]
  const projected = tf.unstack(projectWords(weights, tokens, random), 1); // steps x [batch, 4 units]
  let state = initialState(weights, batch);
  const hidden = projected.map((step) => {
    state = lstmStep(weights, step, state);
    return state.hidden;
  });
  const rows = (x: tf.Tensor) => x.reshape([batch * steps, weights.units]);
  return nextWordLogits(
    weights,
    rows(tf.tile(picture.expandDims(1), [1, steps, 1])),
    rows(tf.stack(hidden, 1)), // [batch, steps, units]
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
  const projected = projectWords(weights, words.expandDims(1)).squeeze([1]);
  const next = lstmStep(weights, projected, state);
  return { logits: nextWordLogits(weights, picture, next.hidden), state: next };
}
