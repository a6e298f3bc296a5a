import { tf } from '../../engine/index.js';

/** The part of a padded map that lies under one place of the filter, for every place of the map. */
const under = (
  padded: tf.Tensor4D,
  [row, column]: number[],
  [batch, height, width, channels]: number[],
) => padded.slice([0, row, column, 0], [batch, height, width, channels]); // [batch, height, width, channels]

/**
 * A convolution of each channel for itself, which keeps the places of a map, with a gradient that every engine has: WASM lacks
 * the filter's. Of the map it is the same convolution with the filter turned round, and of the filter a sum for each of its
 * places.
 * @param x `[batch, height, width, channels]`
 * @param filter `[side, side, channels]`, its side odd
 */
export function depthwise(x: tf.Tensor4D, filter: tf.Tensor): tf.Tensor4D {
  const run = tf.customGrad((...args) => {
    const [maps, kernel, save] = args as unknown as [tf.Tensor4D, tf.Tensor3D, tf.GradSaveFunc];
    save([maps, kernel]);
    const convolved = tf.depthwiseConv2d(maps, kernel.expandDims(3) as tf.Tensor4D, 1, 'same');
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) =>
      tf.tidy(() => {
        const [maps, kernel] = saved as [tf.Tensor4D, tf.Tensor3D];
        const [side, , channels] = kernel.shape;
        const margin = (side - 1) / 2;
        const turned = kernel.reverse([0, 1]).expandDims(3) as tf.Tensor4D;
        const dMaps = tf.depthwiseConv2d(dy as tf.Tensor4D, turned, 1, 'same');
        const padded = maps.pad([
          [0, 0],
          [margin, margin],
          [margin, margin],
          [0, 0],
        ]) as tf.Tensor4D;
        const sums = Array.from({ length: side * side }, (_, place) =>
          tf.tidy(() => {
            const at = [Math.floor(place / side), place % side];
            return under(padded, at, maps.shape).mul(dy).reshape([-1, channels]).sum(0); // [channels]
          }),
        );
        return [dMaps, tf.stack(sums).reshape(kernel.shape)];
      });
    return { value: convolved, gradFunc };
  });
  return run(x, filter) as tf.Tensor4D;
}
