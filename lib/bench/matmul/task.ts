import { tf, valuesOf } from '../../engine/index.js';
import { hashed } from '../hashed.js';
import type { Task } from '../types.js';

/** `[rows, inner]` times `[inner, columns]`. */
export function prepare(sizes: { rows: number; inner: number; columns: number }): Task {
  const { rows, inner, columns } = sizes;
  const a = tf.tensor2d(hashed(rows * inner, 1), [rows, inner]);
  const b = tf.tensor2d(hashed(inner * columns, 2), [inner, columns]);
  const run = () => valuesOf(() => tf.matMul(a, b)); // [rows, columns]
  return {
    run,
    async values() {
      const values = await run();
      const root = Math.sqrt(inner); // brings them to size 1
      return { first: values[0] / root, last: values[values.length - 1] / root };
    },
  };
}
