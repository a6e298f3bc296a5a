import { int64Scalar, nativeOp, release } from '../native-ops.js';
import { tf } from '../tensorflow.js';
import {
  cellBack,
  PLAIN_CELL,
  recurrentBack,
  swapMiddle,
  unstack,
  weightInputs,
} from './native-cells.js';
import type { LstmWay } from './types.js';

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
    const rest = weightInputs(weights, swappedBias);
    const outputs = nativeOp('BlockLSTM', PLAIN_CELL, [steps, x, zeros, zeros, ...rest], 7);
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
    const back = recurrentBack(weights, kernel.shape[0]); // [4 units, units]
    const dHiddens = unstack(dHidden); // steps x [batch, units]
    const anyX = tf.zeros([batch, x.shape[2]]);
    const passed = saved.map(unstack); // input, cell, forget, output, candidate, squashed cell: steps x [batch, units]
    const cells = passed[1];
    let dCell: tf.Tensor = zeros;
    let dHiddenLater: tf.Tensor = zeros;
    const gradients: tf.Tensor2D[] = [];
    for (let t = steps - 1; t >= 0; t--) {
      const step = cellBack({
        ...{ x: anyX, cellBefore: t > 0 ? cells[t - 1] : zeros, hiddenBefore: zeros },
        ...{ weights: rest, made: passed.map((steps) => steps[t]) },
        ...{ dCell, dHidden: dHiddens[t].add(dHiddenLater) },
      });
      dCell = step.dCell; // [batch, units]
      gradients[t] = step.dGates; // [batch, 4 units]
      if (t > 0) dHiddenLater = tf.matMul(step.dGates, back); // [batch, units]
    }
    return swapMiddle(tf.concat(gradients, 0) as tf.Tensor2D); // [steps * batch, 4 units]
  },
};
