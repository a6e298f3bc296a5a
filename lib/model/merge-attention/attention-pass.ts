import { lstmSequence, type Random, tf } from '../../engine/index.js';
import type { DenseWeights } from '../caption-model.js';
import { dense } from '../dense.js';
import { dropOut, dropoutMask } from '../dropout.js';
import type { LstmWeights } from '../lstm-step.js';

/** The variables of a merge-attention captioner by their part in it, and what shapes its computation. */
export interface AttentionWeights extends LstmWeights {
  /** `[vocabulary, embedding]` */
  embedding: tf.Variable;
  /** What a cell says: its key, and its value too. `[width, units]`, `[units]` */
  cells: DenseWeights;
  /** What the words read so far ask for. `[units, units]`, `[units]` */
  query: DenseWeights;
  /** `[units, units]`, `[units]` */
  decoder: DenseWeights;
  /** `[units, vocabulary]`, `[vocabulary]` */
  nextWord: DenseWeights;
  dropout: number;
  /** Of pictures. */
  pictureDropout: number;
  /** Whether the word vectors are trained. */
  tuned: boolean;
}

/**
 * What the cells of maps say: `[batch, cells, width]` to `[batch, cells, units]`.
 * @param random draws which numbers of a picture are dropped, the same in all of its cells
 */
export function readCells(
  { cells, pictureDropout: dropout, units }: AttentionWeights,
  maps: tf.Tensor3D,
  random?: Random,
): tf.Tensor3D {
  const [batch, count, width] = maps.shape;
  const kept = random && dropout > 0 ? dropoutMask([batch, 1, width], dropout, random) : undefined;
  const flat = (kept ? maps.mul(kept) : maps).reshape([batch * count, width]) as tf.Tensor2D;
  return dense(flat, cells, 'relu').reshape([batch, count, units]); // [batch, cells, units]
}

/**
 * Looks at the cells with questions: scaled dot-product attention (Vaswani et al. 2017, equation 1) whose keys are its values.
 * @param questions `[pictures, questions, units]`
 * @param cells `[pictures, cells, units]`
 * @returns what was seen, `[pictures, questions, units]`, and the share of each cell in it, `[pictures, questions, cells]`
 */
export function attend(
  questions: tf.Tensor3D,
  cells: tf.Tensor3D,
): { seen: tf.Tensor; looked: tf.Tensor } {
  const scale = 1 / Math.sqrt(cells.shape[2]);
  const scores = tf.matMul(questions.mul(scale), cells, false, true); // [pictures, questions, cells]
  const looked = scores.softmax();
  return { seen: tf.matMul(looked, cells), looked };
}

/**
 * The memory after words looks at the picture: `[batch, steps, units]` to what it knows then, of the same shape. Captions of
 * a picture follow one another, so all that they ask of it is one matrix.
 */
function look(weights: AttentionWeights, hidden: tf.Tensor3D, cells: tf.Tensor3D) {
  const [batch, steps, units] = hidden.shape;
  const [pictures] = cells.shape;
  const rows = hidden.reshape([batch * steps, units]);
  const ofPicture: [number, number, number] = [pictures, (batch / pictures) * steps, units];
  const questions = dense(rows, weights.query).reshape(ofPicture) as tf.Tensor3D;
  const { seen, looked } = attend(questions, cells); // [pictures, batch / pictures * steps, …]
  return { merged: seen.reshape(hidden.shape).add(hidden) as tf.Tensor3D, looked };
}

/** What is known `[rows, units]` to the logits `[rows, vocabulary]`. */
const say = ({ decoder, nextWord }: AttentionWeights, merged: tf.Tensor) =>
  dense(dense(merged, decoder, 'relu'), nextWord);

/**
 * Reads whole captions once. The LSTM never sees the picture, so its memory after each word is the same as if the caption
 * had ended there; all of them then look at the picture together.
 * @param maps `[pictures, cells, width]`: one for each caption, or for several that follow one another
 * @param tokens `[batch, steps]`, right-padded with 0
 * @param options `random` draws what dropout drops; `places`, which rows of the result are wanted, all without it
 * @returns logits `[steps * batch, vocabulary]`: after the first word of every caption, after the second of every…
 */
export function attentionLogits(
  weights: AttentionWeights,
  maps: tf.Tensor3D,
  tokens: tf.Tensor2D,
  { random, places }: { random?: Random; places?: tf.Tensor1D } = {},
): tf.Tensor2D {
  const [batch, steps] = tokens.shape;
  const { units, recurrentActivation, tuned: ofInput } = weights;
  const cells = readCells(weights, maps, random); // [pictures, cells, units]
  const words = tf.gather(weights.embedding, tokens.transpose()); // [steps, batch, embedding]
  const { kernel, recurrent, bias } = weights.lstm;
  const inputs = {
    x: dropOut(words, weights.dropout, random) as tf.Tensor3D,
    kernel: kernel as tf.Tensor2D,
    recurrent: recurrent as tf.Tensor2D,
    bias: bias as tf.Tensor1D,
  };
  const hidden = lstmSequence(inputs, { recurrentActivation, ofInput }); // [steps, batch, units]
  const { merged } = look(weights, hidden.transpose([1, 0, 2]), cells); // [batch, steps, units]
  const known = merged.transpose([1, 0, 2]).reshape([steps * batch, units]);
  return say(weights, places ? known.gather(places) : known); // [steps * batch, vocabulary]
}

/** One word further: the memory `[beams, units]` looks at the cells `[beams or fewer, cells, units]`. */
export function lookAndSay(weights: AttentionWeights, hidden: tf.Tensor2D, cells: tf.Tensor3D) {
  const { merged, looked } = look(weights, hidden.expandDims(1) as tf.Tensor3D, cells);
  return {
    logits: say(weights, merged.squeeze([1])), // [beams, vocabulary]
    looked: looked.reshape([hidden.shape[0], cells.shape[1]]) as tf.Tensor2D, // [beams, cells]
  };
}
