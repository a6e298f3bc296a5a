import tf from './tensorflow-package/index.js';

/** TensorFlow.js: the one copy that every room uses. */
export { tf };

/** Sets the learning rate of the steps to come. Adam reads it at every step, but declares it protected. */
export function setLearningRate(optimizer: tf.Optimizer, rate: number): void {
  (optimizer as unknown as { learningRate: number }).learningRate = rate;
}

/**
 * The numbers of the tensor that a computation gives, row by row. Disposes it and every tensor made inside.
 * A GPU's numbers must be waited for: nothing here reads them by `dataSync`.
 * @example
 * ```ts
 * import { startEngine, tf, valuesOf } from 'captionlab/engine';
 *
 * await startEngine();
 * Array.from(await valuesOf(() => tf.tensor1d([1, 2]).add(1))); // → [2, 3]
 * ```
 */
export async function valuesOf(compute: () => tf.Tensor): Promise<Float32Array | Int32Array> {
  const result = tf.tidy(compute);
  try {
    return (await result.data()) as Float32Array | Int32Array;
  } finally {
    result.dispose();
  }
}
