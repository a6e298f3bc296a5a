import { type RecurrentActivation, tf } from '../engine/index.js';
import type { DenseWeights } from './caption-model.js';

/** The LSTM's memory after the words read so far, each `[batch, units]`. */
export interface LstmState {
  hidden: tf.Tensor2D;
  cell: tf.Tensor2D;
}

/** An LSTM's weights, and what gates it. */
export interface LstmWeights {
  /** `[embedding, 4 units]`, `[units, 4 units]`, `[4 units]`; the gates stand in the order input, forget, cell, output */
  lstm: DenseWeights & { recurrent: tf.Variable };
  units: number;
  recurrentActivation: RecurrentActivation;
}

/** The memory before the first word: zeros. */
export function emptyMemory(units: number, batch: number): LstmState {
  const shape: [number, number] = [batch, units];
  return { hidden: tf.zeros(shape), cell: tf.zeros(shape) };
}

/** What the sums of the gates `[batch, 4 units]` make of the memory: of its cell, for its hidden part is in the sums. */
export function lstmFromGates(
  { units, recurrentActivation }: Pick<LstmWeights, 'units' | 'recurrentActivation'>,
  gates: tf.Tensor,
  before: tf.Tensor,
): LstmState {
  const gate = (x: tf.Tensor): tf.Tensor =>
    recurrentActivation === 'sigmoid' ? x.sigmoid() : x.mul(0.2).add(0.5).clipByValue(0, 1);
  const [input, forget, candidate, output] = tf.split(gates, [units, units, units, units], 1); // each [batch, units]
  const cell = gate(forget).mul(before).add(gate(input).mul(candidate.tanh())); // [batch, units]
  return {
    cell: cell as tf.Tensor2D,
    hidden: gate(output).mul(cell.tanh()) as tf.Tensor2D, // [batch, units]
  };
}

/**
 * One step of an LSTM (Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000).
 * @param projected the word's part of the gates, `[batch, 4 units]`
 */
export function lstmStep(weights: LstmWeights, projected: tf.Tensor, state: LstmState): LstmState {
  const recurrent = weights.lstm.recurrent as tf.Tensor2D;
  const gates = projected.add(tf.matMul(state.hidden, recurrent)); // [batch, 4 units]
  return lstmFromGates(weights, gates, state.cell);
}
