import { contendersIn } from '../contenders.js';
import type { Benchmark } from '../types.js';

const PICTURES = 8;

function layer(name: string, size: number, channels: number, filter: [number, number, number]) {
  const [height, width, filters] = filter;
  return {
    name: `${name}: ${size} x ${size} x ${channels}, ${filters} filters of ${height} x ${width}`,
    settings: { pictures: PICTURES, size, channels, filter },
    amount: { count: PICTURES, of: 'pictures' },
  };
}

/** Three layers of InceptionV3, which are typical of its three resolutions (Szegedy et al. 2016). */
export const conv2d: Benchmark = {
  name: 'conv2d',
  title: `convolutions of InceptionV3, ${PICTURES} pictures at a time`,
  measures: 'one convolution of float32 maps on the device, stride 1, same padding, read back',
  cases: [
    layer('stem', 147, 32, [3, 3, 64]),
    layer('35 x 35 block', 35, 64, [3, 3, 96]),
    layer('17 x 17 block', 17, 192, [1, 7, 192]),
  ],
  contenders: contendersIn(import.meta.dirname),
  baseline: 'keras',
  rounds: 10,
  quick: true,
};
