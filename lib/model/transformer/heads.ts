import { tf } from '../../engine/index.js';

/** What can be looked at, by head: `[rows, heads, places, units / heads]` each. */
export type KeysAndValues = { keys: tf.Tensor4D; values: tf.Tensor4D };

/**
 * Cuts the columns of one matrix product into its parts (questions, keys, values) and each part into heads.
 * @param x `[rows * places, parts * units]`
 * @returns each part as `[rows, heads, places, units / heads]`
 */
export function inHeads(
  x: tf.Tensor,
  { rows, parts, heads }: { rows: number; parts: number; heads: number },
): tf.Tensor4D[] {
  const [all, width] = x.shape as [number, number];
  const [places, depth] = [all / rows, width / parts / heads];
  if (parts === 1) {
    const one = x.reshape([rows, places, heads, depth]).transpose([0, 2, 1, 3]);
    return [one as tf.Tensor4D]; // [rows, heads, places, depth]
  }
  const together = x.reshape([rows, places, parts, heads, depth]).transpose([2, 0, 3, 1, 4]); // [parts, rows, heads, places, depth]
  return tf
    .split(together, parts)
    .map((part) => part.reshape([rows, heads, places, depth]) as tf.Tensor4D);
}

/**
 * Which places a question may not look at: those behind its own. Added to scores, it leaves nothing of them.
 * @param done places before the first question's
 * @returns `[steps, done + steps]`: 0 where looking is allowed, else -1e9
 */
export function causalMask(steps: number, done = 0): tf.Tensor2D {
  const places = done + steps;
  const values = new Float32Array(steps * places);
  for (let step = 0; step < steps; step++) {
    values.fill(-1e9, step * places + done + step + 1, (step + 1) * places);
  }
  return tf.tensor2d(values, [steps, places]);
}

/**
 * Scaled dot-product attention (Vaswani et al. 2017, equation 1) in all heads at once.
 * @param questions `[rows, heads, questions, depth]`
 * @param mask added to the scores, `[questions, places]`
 * @returns what was seen, the heads beside one another, `[rows * questions, units]`, and the shares of the places in it,
 *   `[rows, heads, questions, places]`
 */
export function attend(
  questions: tf.Tensor4D,
  { keys, values }: KeysAndValues,
  mask?: tf.Tensor2D,
): { seen: tf.Tensor2D; shares: tf.Tensor4D } {
  const [rows, heads, count, depth] = questions.shape;
  const scores = tf.matMul(questions.mul(1 / Math.sqrt(depth)), keys, false, true); // [rows, heads, questions, places]
  const shares = (mask ? scores.add(mask) : scores).softmax() as tf.Tensor4D;
  const seen = tf.matMul(shares, values).transpose([0, 2, 1, 3]); // [rows, questions, heads, depth]
  return { seen: seen.reshape([rows * count, heads * depth]), shares };
}
