import { createRandom } from '../../lib/engine/index.js';
import type { EncoderEnd } from '../../lib/image-encoding/index.js';

/** The end of an encoder as EfficientNet-Lite's is built, small: from `channels` numbers a cell to `width`. */
export function tinyEnd(channels: number, width: number): EncoderEnd {
  const random = createRandom('tiny end');
  const values = (size: number) => Float32Array.from({ length: size }, () => 0.6 * random.normal());
  const pointwise = (
    name: string,
    shape: [number, number],
    activation: 'relu6' | 'linear' = 'relu6',
  ) => ({
    ...({ name, kind: 'pointwise', activation, shape } as const),
    kernel: values(shape[0] * shape[1]),
    bias: values(shape[1]),
  });
  return {
    width,
    convolutions: [
      pointwise('expand', [channels, 6]),
      {
        ...({ name: 'depthwise', kind: 'depthwise', activation: 'relu6' } as const),
        shape: [3, 3, 6],
        kernel: values(54),
        bias: values(6),
      },
      pointwise('project', [6, 3], 'linear'),
      pointwise('head', [3, width]),
    ],
  };
}
