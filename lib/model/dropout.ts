import { type Random, tf } from '../engine';

/**
 * Which values stay: 0 with probability `rate`, else `1 / (1 - rate)`, so that the mean stays (Srivastava et al. 2014).
 * Drawn by xorshift (Marsaglia 2003) from one seed of `random`: a batch needs hundreds of thousands of draws.
 */
export function dropoutMask(shape: number[], rate: number, random: Random): tf.Tensor {
  const mask = new Float32Array(tf.util.sizeFromShape(shape));
  const threshold = rate * 2 ** 32;
  const kept = 1 / (1 - rate);
  let state = 1 + random.integer(2 ** 32 - 1);
  for (let i = 0; i < mask.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    if (state >>> 0 >= threshold) mask[i] = kept;
  }
  return tf.tensor(mask, shape);
}
