import { tf } from '../../engine/index.js';
import type { LstmWeights } from '../lstm-step.js';

/** How steeply a gate opens where it is open by `y`. */
const slopes = {
  sigmoid: (y: tf.Tensor) => y.sub(y.square()),
  hardSigmoid: (y: tf.Tensor) => y.greater(0).logicalAnd(y.less(1)).cast('float32').mul(0.2),
};

/**
 * `lstmFromGates`, backwards.
 * @param step the gates' sums `[batch, 4 units]`, and the cell before and after `[batch, units]`
 * @param dHidden `[batch, units]`
 * @param dCellAfter what later steps say of the cell, `[batch, units]`
 */
export function gatesBack(
  { units, recurrentActivation }: Pick<LstmWeights, 'units' | 'recurrentActivation'>,
  { sums, before, after }: { sums: tf.Tensor; before: tf.Tensor; after: tf.Tensor },
  dHidden: tf.Tensor,
  dCellAfter: tf.Tensor,
): { dGates: tf.Tensor2D; dCell: tf.Tensor } {
  const slope = slopes[recurrentActivation];
  const gate = (x: tf.Tensor): tf.Tensor =>
    recurrentActivation === 'sigmoid' ? x.sigmoid() : x.mul(0.2).add(0.5).clipByValue(0, 1);
  const parts = tf.split(sums, [units, units, units, units], 1); // 4 x [batch, units]
  const [input, forget, output] = [parts[0], parts[1], parts[3]].map(gate);
  const candidate = parts[2].tanh();
  const squashed = after.tanh();
  const dCell = dCellAfter.add(dHidden.mul(output).mul(tf.sub(1, squashed.square()))); // [batch, units]
  const dGates = tf.concat(
    [
      dCell.mul(candidate).mul(slope(input)),
      dCell.mul(before).mul(slope(forget)),
      dCell.mul(input).mul(tf.sub(1, candidate.square())),
      dHidden.mul(squashed).mul(slope(output)),
    ],
    1,
  ); // [batch, 4 units]
  return { dGates: dGates as tf.Tensor2D, dCell: dCell.mul(forget) };
}
