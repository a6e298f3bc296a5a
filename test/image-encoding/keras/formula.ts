import { tf } from '../../../lib/engine/index.js';

/** `count` numbers in -1..1 that look random: the bits of (index, seed) stirred, as `make-reference.py` does. */
export function formula(seed: number, count: number): Float64Array {
  const start = Math.imul(seed, 0x85ebca77);
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let x = (Math.imul(i, 0x9e3779b1) + start) | 0;
    x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d);
    x = Math.imul(x ^ (x >>> 12), 0x297a2d39);
    values[i] = ((x ^ (x >>> 15)) >>> 0) / 2 ** 31 - 1;
  }
  return values;
}

function weightValues(name: string, shape: number[], seed: number): Float32Array {
  const values = formula(seed, tf.util.sizeFromShape(shape));
  if (name.endsWith('kernel')) {
    const inputs = tf.util.sizeFromShape(shape.slice(0, name.endsWith('depthwise_kernel') ? 2 : 3));
    const scale = Math.sqrt(6 / inputs);
    return new Float32Array(values.map((value) => value * scale));
  }
  const positive = name.endsWith('gamma') || name.endsWith('moving_variance');
  return new Float32Array(values.map((value) => (positive ? 1 + 0.5 * value : 0.3 * value)));
}

/** Gives a network the weights that `make-reference.py` gave Keras' own. */
export function fillByFormula(model: tf.LayersModel): void {
  let seed = 1;
  tf.tidy(() => {
    for (const layer of model.layers) {
      const values = layer.weights.map(({ originalName, shape }) =>
        tf.tensor(weightValues(originalName, shape as number[], seed++), shape as number[]),
      );
      layer.setWeights(values);
    }
  });
}

/** One of the pictures of `make-reference.py`: `[size, size, 3]` in -1..1. */
export const formulaPicture = (index: number, size: number) =>
  Float32Array.from(formula(1000 + index, size * size * 3));
