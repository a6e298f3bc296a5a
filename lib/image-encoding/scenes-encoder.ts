import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tf } from '../engine/index.js';
import {
  decodeSafetensors,
  encodeSafetensors,
  fingerprintOf,
  shortPath,
  UserError,
} from '../outputs/index.js';
import { convolutionBlock } from './convolution-block.js';
import { type LayersEncoder, layersEncoder } from './layers-encoder.js';

/** The filters of each convolution, and how far it moves: every stride of 2 halves the picture's side. */
const convolutions = [
  { filters: 16, size: 3, strides: 2 }, // 160 -> 80
  { filters: 32, size: 3, strides: 2 }, // 80 -> 40
  { filters: 64, size: 3, strides: 2 }, // 40 -> 20
  { filters: 64, size: 3, strides: 1 },
  { filters: 128, size: 3, strides: 2 }, // 20 -> 10
  { filters: 128, size: 3, strides: 1 },
  { filters: 2048, size: 1, strides: 1 },
];

/** What is known of the sample's encoder before its weights are loaded. */
export const SCENES_ENCODER = {
  name: 'scenes-cnn',
  inputSize: 160,
  resize: 'smooth',
  width: 2048,
  mapLayer: 'convolution_6', // 10 x 10 cells of 128 numbers: the last layer only spreads them out
} as const;

/** Where the trained weights are kept. */
export const scenesEncoderWeights = join(
  import.meta.dirname,
  'weights',
  'scenes-encoder.safetensors',
);

/** How the encoder is built. */
export interface ScenesEncoderOptions {
  /** Seeds the initial weights (He et al. 2015). */
  seed?: number;
  /** Batch normalisation (Ioffe & Szegedy 2015) behind each convolution: it helps in training, and is folded away after. */
  normalised?: boolean;
}

/**
 * A small convolutional network of InceptionV3's outline: a square picture `[batch, size, size, 3]` to the map
 * `[batch, size / 16, size / 16, 2048]` and its global average `[batch, 2048]`.
 */
export function buildScenesEncoder({
  seed = 1,
  normalised = false,
}: ScenesEncoderOptions = {}): tf.LayersModel {
  const { inputSize } = SCENES_ENCODER;
  const picture = tf.input({ name: 'picture', shape: [inputSize, inputSize, 3] }); // [batch, height, width, 3]
  const map = convolutions.reduce((x, { filters, size, strides }, i) => {
    const names = {
      convolution: `convolution_${i + 1}`,
      normalisation: `normalisation_${i + 1}`,
      activation: `rectifier_${i + 1}`,
    };
    const initializer = tf.initializers.heNormal({ seed: seed * 100 + i });
    return convolutionBlock(
      x,
      {
        ...{ names, filters, strides, initializer, size: [size, size] },
        ...{ activation: 'relu', normalisation: { momentum: 0.9 } },
      },
      normalised,
    );
  }, picture);
  const vector = tf.layers
    .globalAveragePooling2d({ name: 'global_average' })
    .apply(map) as tf.SymbolicTensor; // [batch, features]
  return tf.model({ name: SCENES_ENCODER.name, inputs: picture, outputs: [map, vector] });
}

/** The network's weights as safetensors, each under its layer's name. */
export async function encoderWeights(model: tf.LayersModel): Promise<Buffer> {
  const tensors = await Promise.all(
    model.weights.map(async (weight) => {
      const value = weight.read();
      const data = (await value.data()) as Float32Array;
      return [weight.originalName, { shape: value.shape, data }] as const;
    }),
  );
  return encodeSafetensors(Object.fromEntries(tensors), { encoder: SCENES_ENCODER.name });
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UserError(
      `${SCENES_ENCODER.name} needs its weights, but ${shortPath(path)} cannot be read: ${(error as Error).message}.`,
    );
  }
}

/**
 * The trained encoder of the scenes.
 * @throws UserError naming the weights' file when it is missing, cut short or another network's
 */
export function loadScenesEncoder(path = scenesEncoderWeights): LayersEncoder {
  const bytes = readBytes(path);
  const { tensors, metadata } = decodeSafetensors(bytes, shortPath(path));
  if (metadata.encoder !== SCENES_ENCODER.name) {
    throw new UserError(`${shortPath(path)} holds no weights of ${SCENES_ENCODER.name}.`);
  }
  const model = buildScenesEncoder();
  tf.tidy(() => {
    model.setWeights(
      model.weights.map((weight) => {
        const { shape, data } = tensors[weight.originalName] ?? { shape: [] };
        if (data && `${shape}` === `${weight.shape}`) return tf.tensor(data, shape);
        throw new UserError(
          `${shortPath(path)} has no tensor ${weight.originalName} of shape [${weight.shape.join(', ')}]: it is another network's.`,
        );
      }),
    );
  });
  const fingerprint = fingerprintOf(bytes).slice(0, 16);
  return layersEncoder({ ...SCENES_ENCODER, fingerprint }, model);
}
