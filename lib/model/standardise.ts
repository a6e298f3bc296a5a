import type { SequencesById } from '../caption-preprocessing/index.js';
import { tf } from '../engine/index.js';
import type { FeatureSource } from '../generator/index.js';
import type { DenseWeights } from './caption-model.js';

/** Where the values of a picture's vector lie and how far they spread, each `[features]`. */
export interface FeatureScale {
  mean: Float32Array;
  deviation: Float32Array;
}

/** Added to a variance, as Keras's batch normalization does, so that a value that hardly ever differs is not blown up. */
const EPSILON = 1e-3;

/** Mean and standard deviation of every value over the pictures that have captions. */
export function featureScale(
  sequences: SequencesById,
  { width, cells = 1, of }: FeatureSource,
): FeatureScale {
  const sums = new Float64Array(width);
  const squares = new Float64Array(width);
  for (const id of sequences.keys()) {
    const values = of(id); // [cells * width]
    for (let cell = 0; cell < values.length; cell += width) {
      for (let i = 0; i < width; i++) {
        const value = values[cell + i];
        sums[i] += value;
        squares[i] += value * value;
      }
    }
  }
  const count = cells * sequences.size;
  const mean = sums.map((sum) => sum / count);
  const variance = squares.map((sum, i) => Math.max(0, sum / count - mean[i] ** 2));
  return {
    mean: Float32Array.from(mean),
    deviation: Float32Array.from(variance, (value) => Math.sqrt(value + EPSILON)),
  };
}

/** The same pictures' vectors, less the mean, by the deviation. */
export function standardised(
  { width, cells, of }: FeatureSource,
  { mean, deviation }: FeatureScale,
): FeatureSource {
  const scaled = (values: Float32Array) => {
    const result = new Float32Array(values.length); // [cells * width]
    for (let cell = 0; cell < values.length; cell += width) {
      for (let i = 0; i < width; i++) {
        result[cell + i] = (values[cell + i] - mean[i]) / deviation[i];
      }
    }
    return result;
  };
  return { width, cells, of: (id) => scaled(of(id)) };
}

/**
 * Makes a dense layer that reads vectors as they are say the same of standardised ones:
 * `x W + b = ((x - mean) / deviation) (deviation W) + (b + mean W)`.
 */
export function unfoldScale({ kernel, bias }: DenseWeights, scale: FeatureScale): void {
  tf.tidy(() => {
    bias.assign(bias.add(tf.dot(scale.mean, kernel))); // [units]
    kernel.assign(kernel.mul(tf.tensor2d(scale.deviation, [scale.deviation.length, 1]))); // [features, units]
  });
}

/** The way back: what a dense layer says of standardised vectors, it then says of them as they are. */
export function foldScale({ kernel, bias }: DenseWeights, scale: FeatureScale): void {
  tf.tidy(() => {
    kernel.assign(kernel.div(tf.tensor2d(scale.deviation, [scale.deviation.length, 1]))); // [features, units]
    bias.assign(bias.sub(tf.dot(scale.mean, kernel))); // [units]
  });
}

/** Does something while the scale is folded into a layer, and gives the layer its numbers back to the last bit. */
export async function whileFolded(
  layer: DenseWeights,
  scale: FeatureScale,
  work: () => Promise<void>,
): Promise<void> {
  const before = { kernel: layer.kernel.clone(), bias: layer.bias.clone() };
  foldScale(layer, scale);
  try {
    await work();
  } finally {
    layer.kernel.assign(before.kernel);
    layer.bias.assign(before.bias);
    tf.dispose(before);
  }
}
