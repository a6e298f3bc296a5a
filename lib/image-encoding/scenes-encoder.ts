import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tf } from '../engine';
import { decodeSafetensors, encodeSafetensors, fingerprintOf, shortPath } from '../outputs';
import type { Encoder } from './encoder';

/** The filters of each convolution, and how far it moves: every stride of 2 halves the picture's side. */
const convolutions = [
  { filters: 16, size: 3, strides: 2 }, // 128 -> 64
  { filters: 32, size: 3, strides: 2 }, // 64 -> 32
  { filters: 64, size: 3, strides: 2 }, // 32 -> 16
  { filters: 64, size: 3, strides: 1 },
  { filters: 128, size: 3, strides: 2 }, // 16 -> 8
  { filters: 128, size: 3, strides: 1 },
  { filters: 2048, size: 1, strides: 1 },
];

export const SCENES_ENCODER = {
  name: 'scenes-cnn',
  inputSize: 128,
  resize: 'smooth',
  width: 2048,
} as const;

/** Where the trained weights are kept. */
export const scenesEncoderWeights = join(__dirname, 'weights', 'scenes-encoder.safetensors');

/**
 * A small convolutional network of InceptionV3's outline: `[batch, 128, 128, 3]` to the map `[batch, 8, 8, 2048]` and
 * its global average `[batch, 2048]`.
 * @param seed of the initial weights (He et al. 2015)
 */
export function buildScenesEncoder(seed = 1): tf.LayersModel {
  const { inputSize } = SCENES_ENCODER;
  const picture = tf.input({ name: 'picture', shape: [inputSize, inputSize, 3] });
  const map = convolutions.reduce(
    (x, { filters, size, strides }, i) =>
      tf.layers
        .conv2d({
          name: `convolution_${i + 1}`,
          ...{ filters, strides, kernelSize: size, padding: 'same', activation: 'relu' },
          kernelInitializer: tf.initializers.heNormal({ seed: seed * 100 + i }),
        })
        .apply(x) as tf.SymbolicTensor,
    picture,
  );
  const vector = tf.layers
    .globalAveragePooling2d({ name: 'global_average' })
    .apply(map) as tf.SymbolicTensor;
  return tf.model({ name: SCENES_ENCODER.name, inputs: picture, outputs: [map, vector] });
}

/** The network's weights as safetensors, each under its layer's name. */
export function encoderWeights(model: tf.LayersModel): Buffer {
  const tensors = model.weights.map((weight) => {
    const value = weight.read();
    return [weight.originalName, { shape: value.shape, data: value.dataSync() as Float32Array }];
  });
  return encodeSafetensors(Object.fromEntries(tensors), { encoder: SCENES_ENCODER.name });
}

/**
 * The trained encoder of the scenes.
 * @throws UserError naming the weights' file when it is cut short
 */
export function loadScenesEncoder(path = scenesEncoderWeights): Encoder {
  const bytes = readFileSync(path);
  const { tensors } = decodeSafetensors(bytes, shortPath(path));
  const model = buildScenesEncoder();
  tf.tidy(() => {
    model.setWeights(
      model.weights.map((weight) => {
        const { shape, data } = tensors[weight.originalName];
        return tf.tensor(data, shape);
      }),
    );
  });
  return { ...SCENES_ENCODER, fingerprint: fingerprintOf(bytes).slice(0, 16), model };
}
