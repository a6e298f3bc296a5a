import { tf } from '../../engine/index.js';
import { dense } from '../dense.js';
import type { LstmState } from '../lstm-step.js';
import type { AttentionWeights, Places } from './weights.js';

/** A product of rows `[rows, inputs]` and a kernel `[inputs, units]`. */
export const ofRows = (x: tf.Tensor, kernel: tf.Tensor) =>
  tf.matMul(x as tf.Tensor2D, kernel as tf.Tensor2D); // [rows, units]

/**
 * Where questions meet keys. tanh(x) = 2 sigmoid(2x) - 1, and the WASM engine takes a quarter of the time for a sigmoid: so
 * this is the sigmoid of twice their sum.
 * @param asked `[pictures * k, units]`
 * @param keys twice the cells' keys, `[pictures, cells, units]`
 * @returns `[pictures, k, cells, units]`
 */
export function meeting(asked: tf.Tensor, keys: tf.Tensor): tf.Tensor {
  const [pictures, , units] = keys.shape;
  const questions = asked.mul(2).reshape([pictures, -1, 1, units]); // [pictures, k, 1, units]
  return keys.expandDims(1).add(questions).sigmoid(); // [pictures, k, cells, units]
}

/**
 * How well each cell answers: `score · tanh(question + key)`, additive attention (Bahdanau et al. 2015).
 * @returns `[pictures * k, cells]`
 */
export function additiveScores(asked: tf.Tensor, keys: tf.Tensor, score: tf.Tensor): tf.Tensor2D {
  const [, cells, units] = keys.shape;
  const met = meeting(asked, keys).reshape([-1, units]); // [pictures * k * cells, units]
  return ofRows(met, score).mul(2).sub(score.sum()).reshape([asked.shape[0], cells]); // [pictures * k, cells]
}

/** What looking gave, a row for each caption. */
export interface Look {
  /** What the LSTM gets to read, `[rows, units]`. */
  seen: tf.Tensor2D;
  /** The share of each cell, `[rows, cells]`. */
  looked: tf.Tensor2D;
  /** The mean of what the cells say by these shares, `[rows, units]`. */
  mixed: tf.Tensor2D;
}

/**
 * What the sentinel is: as much of the memory as a gate shows, for this word (Lu et al. 2017, equations 9 and 10; here the
 * memory before the word, as all of this attention looks before the LSTM reads it). Both `[rows, units]`.
 */
export function remember(shown: tf.Tensor, cell: tf.Tensor) {
  const gate = shown.sigmoid();
  const squashed = cell.tanh();
  return { gate, squashed, remembered: gate.mul(squashed) as tf.Tensor2D };
}

/**
 * Looks at the cells with what is remembered (Xu et al. 2015, equations 4 to 6 and 13): the scores of all cells, their shares,
 * and the mean of what they say by these shares, of which a gate lets a part pass. With a sentinel (Lu et al. 2017,
 * equations 12 and 13) that gate is not needed: what the LSTM remembers stands beside the cells and takes a share of its own.
 * @param memory `[pictures * k, units]`, the rows of a picture one after the other
 * @param word the word's part of the sentinel's gate, `[pictures * k, units]`
 */
export function look(
  weights: AttentionWeights,
  memory: LstmState,
  { says, keys }: Places,
  word?: tf.Tensor,
): Look {
  const { units, query, gate, sentinel, score } = weights;
  const [pictures, cells] = says.shape;
  const rows = memory.hidden.shape[0];
  const asked = dense(memory.hidden, query); // [rows, units]
  const scores = additiveScores(asked, keys, score); // [rows, cells]
  const mix = (shares: tf.Tensor) =>
    tf.matMul(shares.reshape([pictures, -1, cells]), says).reshape([rows, units]) as tf.Tensor2D; // [rows, units]
  if (!sentinel || !word) {
    const looked = scores.softmax();
    const mixed = mix(looked);
    const passes = gate ? dense(memory.hidden, gate).sigmoid() : tf.scalar(1); // [rows, 1]
    return { seen: mixed.mul(passes), looked, mixed };
  }
  const shown = word.add(ofRows(memory.hidden, sentinel.recurrent)); // [rows, units]
  const { remembered } = remember(shown, memory.cell);
  const own = ofRows(ofRows(remembered, sentinel.key).add(asked).tanh(), score); // [rows, 1]
  const all = tf.concat([scores, own], 1).softmax(); // [rows, cells + 1]
  const [looked, rest] = tf.split(all, [cells, 1], 1) as tf.Tensor2D[]; // [rows, cells], [rows, 1]
  const mixed = mix(looked);
  return { seen: mixed.add(remembered.mul(rest)), looked, mixed };
}
