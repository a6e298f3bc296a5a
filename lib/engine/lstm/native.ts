import { int64Scalar, nativeOp, release } from '../native-ops.js';
import { tf } from '../tensorflow.js';
import type { LstmWay } from './types.js';

const FLOAT = { T: { type: 'FLOAT' } } as const;
const NO_PEEPHOLE = { ...FLOAT, use_peephole: { flag: false } } as const;

/** Keras's order (input, forget, candidate, output) to TensorFlow's (input, candidate, forget, output), and back. */
function swapMiddle<T extends tf.Tensor>(gates: T): T {
  const units = gates.shape[gates.rank - 1] / 4;
  const order = tf.tensor1d([0, 2, 1, 3], 'int32');
  return tf.gather(gates.reshape([-1, 4, units]), order, 1).reshape(gates.shape) as T; // over [rows, 4, units]
}

/** What both operations take behind the state: the weights in TensorFlow's order, no peepholes, the bias. */
function weightInputs(weights: tf.Tensor, bias: tf.Tensor): tf.Tensor[] {
  const peephole = tf.zeros([bias.size / 4]); // [units]
  return [weights, peephole, peephole, peephole, bias];
}

const unstack = (sequences: tf.Tensor) =>
  nativeOp(
    'Unpack',
    { ...FLOAT, num: { int: sequences.shape[0] }, axis: { int: 0 } },
    [sequences],
    sequences.shape[0],
  );

/**
 * The LSTM that TensorFlow itself offers: `BlockLSTM` reads a whole batch of sequences in one operation. Its gradient goes
 * step by step through `LSTMBlockCellGrad`, for `BlockLSTMGrad` multiplies by transposed weights at every step.
 */
export const nativeLstm: LstmWay = {
  forward({ x, kernel, recurrent, bias }) {
    const weights = swapMiddle(tf.concat([kernel, recurrent])); // [embedding + units, 4 units]
    const swappedBias = swapMiddle(bias); // [4 units]
    const zeros = tf.zeros([x.shape[1], recurrent.shape[0]]); // [batch, units]
    const steps = int64Scalar(x.shape[0]);
    const attributes = { ...NO_PEEPHOLE, forget_bias: { float: 0 }, cell_clip: { float: -1 } };
    const rest = weightInputs(weights, swappedBias);
    const outputs = nativeOp('BlockLSTM', attributes, [steps, x, zeros, zeros, ...rest], 7);
    release(steps);
    return {
      hidden: outputs[6] as tf.Tensor3D, // [steps, batch, units], as all seven are
      saved: [weights, swappedBias, ...outputs.slice(0, 6)],
    };
  },

  gateGradients(dHidden, { x, kernel }, { hidden, saved: [weights, bias, ...saved] }) {
    const [steps, batch, units] = hidden.shape;
    const zeros = tf.zeros([batch, units]); // [batch, units]
    const rest = weightInputs(weights, bias);
    const back = weights.slice([kernel.shape[0], 0], [units, 4 * units]).transpose() as tf.Tensor2D; // [4 units, units]
    const dHiddens = unstack(dHidden); // steps x [batch, units]
    const anyX = tf.zeros([batch, x.shape[2]]); // of what was read, the operation looks at nothing but the shape
    const passed = saved.map(unstack); // input, cell, forget, output, candidate, squashed cell: steps x [batch, units]
    const cells = passed[1];
    let dCell: tf.Tensor = zeros;
    let dHiddenLater: tf.Tensor = zeros;
    const gradients: tf.Tensor2D[] = [];
    for (let t = steps - 1; t >= 0; t--) {
      const before = [t > 0 ? cells[t - 1] : zeros, zeros];
      const dHiddenNow = dHiddens[t].add(dHiddenLater);
      const now = passed.map((steps) => steps[t]);
      const outputs = nativeOp(
        'LSTMBlockCellGrad',
        NO_PEEPHOLE,
        [anyX, ...before, ...rest, ...now, dCell, dHiddenNow],
        5,
      );
      dCell = outputs[0]; // [batch, units]
      gradients[t] = outputs[1] as tf.Tensor2D; // [batch, 4 units]
      if (t > 0) dHiddenLater = tf.matMul(gradients[t], back); // [batch, units]
    }
    return swapMiddle(tf.concat(gradients, 0) as tf.Tensor2D); // [steps * batch, 4 units]
  },
};
