import type { tf } from '../../engine/index.js';
import type { EndLayer } from '../../image-encoding/index.js';
import type { DenseWeights } from '../caption-model.js';
import { dense } from '../dense.js';
import { depthwise } from './depthwise.js';

/** A convolution of an encoder's end with its variables; kernels as `EndConvolution` has them. */
export interface TunedLayer extends EndLayer, DenseWeights {}

const activations = {
  linear: (x: tf.Tensor) => x,
  relu: (x: tf.Tensor) => x.relu(),
  relu6: (x: tf.Tensor) => x.relu6(),
};

/** Across places: `[rows, channels]`, the cells of a map one after the other, to rows of the same shape. */
function acrossPlaces(x: tf.Tensor, { kernel, bias }: DenseWeights, cells: number): tf.Tensor {
  const side = Math.sqrt(cells);
  const [rows, channels] = x.shape;
  const maps = x.reshape([rows / cells, side, side, channels]) as tf.Tensor4D;
  return depthwise(maps, kernel).reshape([rows, channels]).add(bias); // [rows, channels]
}

/**
 * Takes maps through the end of an encoder. Across channels it is a product of matrices, whose gradients every engine has.
 * @param maps `[pictures, cells, width]`, of as many rows as columns
 * @returns `[pictures, cells, filters]`
 */
export function runEnd(layers: readonly TunedLayer[], maps: tf.Tensor3D): tf.Tensor3D {
  const [pictures, cells, width] = maps.shape;
  let x: tf.Tensor = maps.reshape([pictures * cells, width]); // [pictures * cells, …]
  for (const layer of layers) {
    const sums = layer.kind === 'pointwise' ? dense(x, layer) : acrossPlaces(x, layer, cells);
    x = activations[layer.activation](sums);
  }
  return x.reshape([pictures, cells, x.shape[1] as number]) as tf.Tensor3D;
}
