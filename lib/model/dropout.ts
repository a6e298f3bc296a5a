import { drawnTensor, type Random, tf } from '../engine/index.js';
import type { ModelSettings } from './caption-model.js';

/** Numbers of a mask, drawn by xorshift (Marsaglia 2003) from one seed of `random`, two a draw: a batch needs hundreds of thousands. */
function maskNumbers(size: number, rate: number, random: Random): Float32Array {
  const mask = new Float32Array(size);
  const threshold = Math.round(rate * 2 ** 16);
  const kept = 1 / (1 - rate);
  let state = 1 + random.integer(2 ** 32 - 1);
  for (let i = 0; i < size; i += 2) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    // 1 where the draw reaches the threshold: a branch that goes either way by chance takes longer than all the rest.
    mask[i] = kept * ((threshold - 1 - (state & 0xffff)) >>> 31);
    mask[i + 1] = kept * ((threshold - 1 - (state >>> 16)) >>> 31); // beyond the end it is ignored
  }
  return mask;
}

/** Which values stay: 0 with probability `rate`, else `1 / (1 - rate)`, so that the mean stays (Srivastava et al. 2014). */
export const dropoutMask = (shape: number[], rate: number, random: Random): tf.Tensor =>
  drawnTensor(shape, random, (lots) => maskNumbers(tf.util.sizeFromShape(shape), rate, lots));

/** Drops values of `x` in training: where `random` is given. */
export function dropOut<T extends tf.Tensor>(x: T, rate: number, random?: Random): T {
  return random && rate > 0 ? (x.mul(dropoutMask(x.shape, rate, random)) as T) : x;
}

/** The shares that a captioner drops, as it keeps them: of pictures nothing where nothing was said of them. */
export const droppedShares = (dropout: number, { pictureDropout }: ModelSettings) => ({
  dropout,
  ...(pictureDropout !== undefined && { pictureDropout }),
});
