import { type Random, tf } from '../../engine/index.js';
import { dense, repeatRows } from '../dense.js';
import { dropOut, dropoutMask } from '../dropout.js';
import { type LstmState, lstmStep } from '../lstm-step.js';
import { attentionLoop } from './attention-loop.js';
import { look, ofRows } from './look.js';
import type { AttentionWeights, Places } from './weights.js';

/**
 * What the cells of maps say: `[pictures, cells, width]` in `units` numbers a cell, and what they answer to.
 * @param random draws which numbers of a picture are dropped, the same in all of its cells
 */
export function readPlaces(weights: AttentionWeights, maps: tf.Tensor3D, random?: Random): Places {
  const { cells, key, units, pictureDropout: dropout } = weights;
  const [pictures, count, width] = maps.shape;
  const kept =
    random && dropout > 0 ? dropoutMask([pictures, 1, width], dropout, random) : undefined;
  const flat = (kept ? maps.mul(kept) : maps).reshape([pictures * count, width]);
  const says = dense(flat, cells, 'relu'); // [pictures * cells, units]
  const shape: [number, number, number] = [pictures, count, units];
  return { says: says.reshape(shape), keys: ofRows(says, key).mul(2).reshape(shape) }; // [pictures, cells, units]
}

/** The memory before the first word, from the mean of the cells: `[pictures, units]` (Xu et al. 2015, section 3.1.2). */
export function firstMemory({ first }: AttentionWeights, { says }: Places): LstmState {
  const mean = says.mean(1); // [pictures, units]
  return { hidden: dense(mean, first.hidden).tanh(), cell: dense(mean, first.cell).tanh() };
}

/** Memory, what was seen and the word to logits: `[rows, …]` to `[rows, vocabulary]`. */
function say(weights: AttentionWeights, known: tf.Tensor[], random?: Random): tf.Tensor2D {
  const decoded = dense(tf.concat(known, 1), weights.decoder).tanh(); // [rows, units]
  return dense(dropOut(decoded, weights.dropout, random), weights.nextWord); // [rows, vocabulary]
}

/**
 * Reads whole captions. A word's step needs what was remembered at the one before, so the steps follow one another; whatever
 * does not depend on them is computed for all at once.
 * @param maps `[pictures, cells, width]`
 * @param tokens `[pictures * k, steps]`, right-padded with 0: the captions of a picture one after the other
 * @param options `random` draws what dropout drops; `places`, which rows of the result are wanted, all without it
 * @returns logits `[steps * captions, vocabulary]`: after the first word of every caption, after the second of every…
 */
export function attentionLogits(
  weights: AttentionWeights,
  maps: tf.Tensor3D,
  tokens: tf.Tensor2D,
  { random, places: wanted }: { random?: Random; places?: tf.Tensor1D } = {},
): tf.Tensor2D {
  const [captions, steps] = tokens.shape;
  const { lstm, sentinel, units } = weights;
  const places = readPlaces(weights, maps, random);
  const first = firstMemory(weights, places); // [pictures, units]
  const vectors = tf.gather(weights.embedding, tokens.transpose().flatten()); // [steps * captions, embedding]
  const words = dropOut(vectors, weights.dropout, random);
  const ofSteps = (rows: tf.Tensor) => rows.reshape([steps, captions, -1]) as tf.Tensor3D;
  const { hidden, seen } = attentionLoop(weights, {
    places,
    hidden: repeatRows(first.hidden, captions),
    cell: repeatRows(first.cell, captions),
    gates: ofSteps(dense(words, lstm)), // [steps, captions, 4 units]
    shown: sentinel && ofSteps(dense(words, sentinel.word)), // [steps, captions, units]
  });
  const rows = [hidden, seen].map((all) => all.reshape([steps * captions, units])); // [steps * captions, units]
  const known = [...rows, words].map((all) => (wanted ? all.gather(wanted) : all));
  return say(weights, known, random); // [steps * captions, vocabulary]
}

/** One word further in every caption, `[beams, …]` each: the memory looks, and the LSTM reads what was seen with the word. */
export function lookAndSay(
  weights: AttentionWeights,
  places: Places,
  words: tf.Tensor1D,
  before: LstmState,
) {
  const { lstm, sentinel, context } = weights;
  const vectors = tf.gather(weights.embedding, words); // [beams, embedding]
  const { seen, looked } = look(weights, before, places, sentinel && dense(vectors, sentinel.word));
  const gates = dense(vectors, lstm).add(ofRows(seen, context)); // [beams, 4 units]
  const memory = lstmStep(weights, gates, before);
  return { logits: say(weights, [memory.hidden, seen, vectors]), looked, memory };
}
