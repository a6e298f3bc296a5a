import { laidAcross } from '../laid-across.js';
import { type Attribute, nativeOp } from '../native-ops.js';
import { tf } from '../tensorflow.js';

const FLOAT = { T: { type: 'FLOAT' } } as const;
const NO_PEEPHOLE = { ...FLOAT, use_peephole: { flag: false } } as const;
/** A cell that is never clipped, and whose forget gate gets nothing beside its bias. */
export const PLAIN_CELL: Record<string, Attribute> = {
  ...NO_PEEPHOLE,
  forget_bias: { float: 0 },
  cell_clip: { float: -1 },
};

/** Keras's order (input, forget, candidate, output) to TensorFlow's (input, candidate, forget, output), and back. */
export function swapMiddle<T extends tf.Tensor>(gates: T): T {
  const units = gates.shape[gates.rank - 1] / 4;
  const order = tf.tensor1d([0, 2, 1, 3], 'int32');
  return tf.gather(gates.reshape([-1, 4, units]), order, 1).reshape(gates.shape) as T; // over [rows, 4, units]
}

/** What the operations take behind the state: the weights in TensorFlow's order, no peepholes, the bias. */
export function weightInputs(weights: tf.Tensor, bias: tf.Tensor): tf.Tensor[] {
  const peephole = tf.zeros([bias.size / 4]); // [units]
  return [weights, peephole, peephole, peephole, bias];
}

/** The rows of the weights that multiply the memory, transposed: `[4 units, units]`. */
export const recurrentBack = (weights: tf.Tensor, inputs: number): tf.Tensor2D =>
  laidAcross(weights.slice([inputs, 0]) as tf.Tensor2D);

/** Rows of words, `[words, …]`, as a tensor for each step: so many rows each. */
export const unstackRows = (rows: tf.Tensor, counts: readonly number[]): tf.Tensor[] =>
  counts.length === 1 ? [rows] : tf.split(rows, [...counts], 0);

/** A step backwards by `LSTMBlockCellGrad`. */
export interface CellBack {
  /** What was read: the operation looks at nothing but its shape. `[batch, embedding]` */
  x: tf.Tensor;
  /** The cell before, `[batch, units]`. */
  cellBefore: tf.Tensor;
  /** Any tensor of the hidden memory's shape, `[batch, units]`. */
  hiddenBefore: tf.Tensor;
  /** See `weightInputs`. */
  weights: tf.Tensor[];
  /** What the step made: input gate, cell, forget gate, output gate, candidate, squashed cell; `[batch, units]` each. */
  made: tf.Tensor[];
  dCell: tf.Tensor;
  dHidden: tf.Tensor;
}

/** The gradients of the cell before, `[batch, units]`, and of the gates' sums in TensorFlow's order, `[batch, 4 units]`. */
export function cellBack(step: CellBack): { dCell: tf.Tensor2D; dGates: tf.Tensor2D } {
  const { x, cellBefore, hiddenBefore, weights, made, dCell, dHidden } = step;
  const inputs = [x, cellBefore, hiddenBefore, ...weights, ...made, dCell, dHidden];
  const [before, dGates] = nativeOp('LSTMBlockCellGrad', NO_PEEPHOLE, inputs, 5);
  return { dCell: before as tf.Tensor2D, dGates: dGates as tf.Tensor2D };
}
