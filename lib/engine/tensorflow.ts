import * as tf from '@tensorflow/tfjs';

/** TensorFlow.js: the one copy that every room uses. */
export { tf };

/** `tf.tidy` for computations that give plain values: disposes every tensor made inside. */
export function tidied<T>(compute: () => T): T {
  const results: T[] = [];
  tf.tidy(() => {
    results.push(compute());
  });
  return results[0];
}
