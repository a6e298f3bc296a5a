import { tf, valuesOf } from '../../engine/index.js';
import { hashed } from '../hashed.js';
import type { Task } from '../types.js';

export interface LayerSettings {
  pictures: number;
  /** Height and width of the maps. */
  size: number;
  channels: number;
  /** Height, width and number of the filters. */
  filter: [number, number, number];
}

/** Maps `[batch, height, width, channels]` to `[batch, height, width, filters]`. */
export function prepare({ pictures, size, channels, filter }: LayerSettings): Task {
  const [height, width, filters] = filter;
  const fanIn = height * width * channels;
  const numbers = hashed(pictures * size * size * channels, 1);
  const weights = hashed(fanIn * filters, 2, 1 / Math.sqrt(fanIn));
  const maps = tf.tensor4d(numbers, [pictures, size, size, channels]); // [batch, height, width, channels]
  const kernel = tf.tensor4d(weights, [height, width, channels, filters]);
  const run = () => valuesOf(() => tf.conv2d(maps, kernel, 1, 'same')); // [batch, height, width, filters]
  return {
    run,
    async values() {
      const values = await run();
      return { first: values[0], last: values[values.length - 1] };
    },
  };
}
