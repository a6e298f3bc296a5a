import * as tf from './tensorflow-package/index.js';

/** TensorFlow.js: the one copy that every room uses. */
export { tf };

/**
 * The numbers of the tensor that a computation gives, row by row. Disposes it and every tensor made inside.
 * A GPU's numbers must be waited for: nothing here reads them by `dataSync`.
 */
export async function valuesOf(compute: () => tf.Tensor): Promise<Float32Array | Int32Array> {
  const result = tf.tidy(compute);
  try {
    return (await result.data()) as Float32Array | Int32Array;
  } finally {
    result.dispose();
  }
}
