import { tf } from '../../engine/index.js';
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

/** `[pictures, size, size, channels]` to `[pictures, size, size, filters]`. */
export function prepare({ pictures, size, channels, filter }: LayerSettings): Task {
  const [height, width, filters] = filter;
  const fanIn = height * width * channels;
  const maps = tf.tensor4d(hashed(pictures * size * size * channels, 1), [
    pictures,
    size,
    size,
    channels,
  ]);
  const kernel = tf.tensor4d(hashed(fanIn * filters, 2, 1 / Math.sqrt(fanIn)), [
    height,
    width,
    channels,
    filters,
  ]);
  const convolved = async () => {
    const result = tf.conv2d(maps, kernel, 1, 'same');
    const values = await result.data();
    result.dispose();
    return values as Float32Array;
  };
  return {
    async run() {
      await convolved();
    },
    async values() {
      const values = await convolved();
      return { first: values[0], last: values[values.length - 1] };
    },
  };
}
