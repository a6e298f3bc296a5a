import { tf, valuesOf } from '../../engine/index.js';
import {
  buildInceptionV3,
  buildMobileNetV2,
  foldNormalisation,
  fusedForward,
  preprocess,
  readPicture,
} from '../../image-encoding/index.js';
import { hashed } from '../hashed.js';
import type { Task } from '../types.js';

interface EncodeSettings {
  work: 'decode' | 'mobilenet-v2' | 'inception-v3';
  pictures: number;
  /** The side of the square that the network takes. */
  size: number;
  /** The JPEG that is decoded. */
  file: string;
}

const builders = { 'mobilenet-v2': buildMobileNetV2, 'inception-v3': buildInceptionV3 };

/** The same weights in every contender, sized so that activations neither vanish nor explode (He et al. 2015). */
function fillWeights(model: tf.LayersModel): void {
  let seed = 0;
  for (const layer of model.layers) {
    const isConvolution = layer.getClassName().endsWith('Conv2D');
    const values = layer.getWeights().map(({ shape, size }) => {
      const isDepthwise = shape.length === 4 && shape[3] === 1;
      const fanIn = size / shape[shape.length - 1] / (isDepthwise ? (shape[2] as number) : 1);
      const around = isConvolution ? 0 : 1;
      const scale = isConvolution ? Math.sqrt(6 / fanIn) : 0.1;
      return tf.tensor(
        hashed(size, seed++, scale).map((value) => value + around),
        shape,
      );
    });
    if (values.length > 0) layer.setWeights(values);
    tf.dispose(values);
  }
}

function decoding({ pictures, size, file }: EncodeSettings): Task {
  const batch = () =>
    Promise.all(
      Array.from({ length: pictures }, async () =>
        preprocess(await readPicture(file, size, 'nearest')),
      ),
    );
  return {
    run: batch,
    async values() {
      const [first] = await batch();
      return { mean: first.reduce((sum, value) => sum + value, 0) / first.length };
    },
  };
}

/** Reading a batch of pictures, or a batch `[batch, height, width, 3]` through a network to vectors `[batch, features]`. */
export function prepare(settings: EncodeSettings): Task {
  const { work, pictures, size } = settings;
  if (work === 'decode') return decoding(settings);
  const whole = builders[work]({ normalised: true });
  fillWeights(whole);
  const model = foldNormalisation(whole, builders[work]({ normalised: false }));
  whole.dispose();
  const numbers = hashed(pictures * size * size * 3, 1);
  const input = tf.tensor4d(numbers, [pictures, size, size, 3]); // [batch, height, width, 3]
  const vectors = () => valuesOf(() => fusedForward(model, input)[1]); // [batch, features]
  return {
    run: vectors,
    async values() {
      const values = await vectors();
      const largest = Math.max(...Array.from(values, Math.abs));
      return { first: values[0] / largest, last: values[values.length - 1] / largest };
    },
  };
}
