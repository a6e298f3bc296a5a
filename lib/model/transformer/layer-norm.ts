import { tf } from '../../engine/index.js';

/** What layer normalisation learns: a factor and a shift for each number, `[units]` each. */
export interface NormWeights {
  gain: tf.Variable;
  bias: tf.Variable;
}

/** Added to a variance: a row of equal numbers has none. */
const SMALL = 1e-5;

/**
 * Layer normalisation (Ba et al. 2016): each row to mean 0 and deviation 1, then by `gain` and `bias`. Its gradient in one
 * piece, for the plain expression's is twice as many operations: with normal rows n, deviations s and d = dy * gain, the
 * gradient of x is (d - mean(d) - n * mean(d * n)) / s.
 * @param x `[rows, units]`
 */
export function layerNorm(x: tf.Tensor2D, { gain, bias }: NormWeights): tf.Tensor2D {
  const norm = tf.customGrad((...args) => {
    const [rows, factor, shift, save] = args as unknown as [
      tf.Tensor2D,
      tf.Tensor1D,
      tf.Tensor1D,
      tf.GradSaveFunc,
    ];
    const centred = rows.sub(rows.mean(1, true)); // [rows, units]
    const perDeviation = centred.square().mean(1, true).add(SMALL).rsqrt(); // [rows, 1]
    const normal = centred.mul(perDeviation); // [rows, units]
    save([normal, perDeviation, factor]);
    const gradFunc = (dy: tf.Tensor, [n, perS, g]: tf.Tensor[]) => {
      const d = dy.mul(g); // [rows, units]
      const along = n.mul(d.mul(n).mean(1, true)); // [rows, units]
      return [
        () => d.sub(d.mean(1, true)).sub(along).mul(perS), // [rows, units]
        () => dy.mul(n).sum(0), // [units]
        () => dy.sum(0), // [units]
      ].map((gradient) => gradient());
    };
    return { value: normal.mul(factor).add(shift), gradFunc };
  });
  return norm(x, gain as tf.Tensor, bias as tf.Tensor) as tf.Tensor2D;
}
