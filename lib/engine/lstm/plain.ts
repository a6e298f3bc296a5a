import { laidAcross } from '../laid-across.js';
import { tf } from '../tensorflow.js';
import type { LstmWay, RecurrentActivation } from './types.js';

const activations = {
  sigmoid: {
    of: (x: tf.Tensor) => x.sigmoid(),
    /** The derivative, from the value itself. */
    slope: (y: tf.Tensor) => y.sub(y.square()),
  },
  hardSigmoid: {
    of: (x: tf.Tensor) => x.mul(0.2).add(0.5).clipByValue(0, 1),
    slope: (y: tf.Tensor) => y.greater(0).logicalAnd(y.less(1)).cast('float32').mul(0.2),
  },
};

/** What a step makes that its gradient needs. */
const MADE = ['input', 'forget', 'candidate', 'output', 'cell', 'squashed'] as const;
const CELL = MADE.indexOf('cell');

const tanhSlope = (y: tf.Tensor) => tf.sub(1, y.square());

/**
 * An LSTM (Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000) in TensorFlow.js's own operations, for
 * every engine. The words' part of the gates is computed for all steps in one product. On native TensorFlow, as a graph, it
 * is faster than TensorFlow's own `BlockLSTM`, which multiplies each step's words again.
 */
export function plainLstm(recurrentActivation: RecurrentActivation): LstmWay {
  const activation = activations[recurrentActivation];
  return {
    forward({ x, kernel, recurrent, bias }) {
      const [steps, batch, width] = x.shape;
      const units = recurrent.shape[0];
      const projected = tf.fused
        .matMul({ a: x.reshape([steps * batch, width]) as tf.Tensor2D, b: kernel, bias })
        .reshape([steps, batch, 4 * units]); // [steps, batch, 4 units]
      let hidden: tf.Tensor2D = tf.zeros([batch, units]); // [batch, units]
      let cell: tf.Tensor = hidden;
      const passed = tf.unstack(projected).map((step) => {
        const sums = step.add(tf.matMul(hidden, recurrent)); // [batch, 4 units]
        const parts = tf.split(sums, 4, 1); // 4 x [batch, units]
        const [input, forget, output] = [parts[0], parts[1], parts[3]].map(activation.of);
        const candidate = parts[2].tanh();
        cell = forget.mul(cell).add(input.mul(candidate)); // [batch, units]
        const squashed = cell.tanh();
        hidden = output.mul(squashed); // [batch, units]
        return { input, forget, candidate, output, cell, squashed, hidden };
      });
      const all = tf.stack(passed.map(({ hidden }) => hidden)); // [steps, batch, units]
      return {
        hidden: all as tf.Tensor3D,
        saved: passed.flatMap((step) => MADE.map((part) => step[part])),
      };
    },

    gateGradients(dHidden, { recurrent }, { saved }) {
      const [steps, batch, units] = dHidden.shape;
      const made = (t: number) => saved.slice(MADE.length * t, MADE.length * (t + 1)); // [batch, units] each
      const dHiddens = tf.unstack(dHidden); // steps x [batch, units]
      const back = laidAcross(recurrent); // [4 units, units]
      let dHiddenLater: tf.Tensor = tf.zeros([batch, units]);
      let dCellLater = dHiddenLater;
      const gradients: tf.Tensor2D[] = [];
      for (let t = steps - 1; t >= 0; t--) {
        const [input, forget, candidate, output, cell, squashed] = made(t);
        const dHiddenNow = dHiddens[t].add(dHiddenLater);
        const dCell = dCellLater.add(dHiddenNow.mul(output).mul(tanhSlope(squashed))); // [batch, units]
        const cellBefore = t > 0 ? made(t - 1)[CELL] : tf.zerosLike(cell);
        gradients[t] = tf.concat(
          [
            dCell.mul(candidate).mul(activation.slope(input)),
            dCell.mul(cellBefore).mul(activation.slope(forget)),
            dCell.mul(input).mul(tanhSlope(candidate)),
            dHiddenNow.mul(squashed).mul(activation.slope(output)),
          ],
          1,
        ) as tf.Tensor2D; // [batch, 4 units]
        dHiddenLater = tf.matMul(gradients[t], back); // [batch, units]
        dCellLater = dCell.mul(forget);
      }
      return tf.concat(gradients, 0); // [steps * batch, 4 units]
    },
  };
}
