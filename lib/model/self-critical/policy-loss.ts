import { tf } from '../../engine/index.js';
import type { CaptionModel } from '../caption-model.js';
import { type CaptionTensors, crossEntropy } from '../losses.js';
import { withoutPadding } from './draw-captions.js';

/**
 * By how much each caption is better than the others of its picture: its reward less their mean (Luo 2020, "A better variant
 * of self-critical sequence training"). What the others are worth says how hard the picture is, whatever this one says, so
 * that the gradient's expectation stays as it is and its variance falls.
 * @param rewards those of the first picture, then those of the second…
 * @param perPicture two or more
 * @example
 * ```ts
 * import { advantages } from 'captionlab/model';
 *
 * Array.from(advantages([3, 1, 2, 5, 5, 5], 3)); // → [1.5, -1.5, 0, 0, 0, 0]
 * ```
 */
export function advantages(rewards: readonly number[], perPicture: number): Float32Array {
  return Float32Array.from(rewards, (reward, row) => {
    const first = row - (row % perPicture);
    const all = rewards.slice(first, first + perPicture).reduce((sum, one) => sum + one, 0);
    return reward - (all - reward) / (perPicture - 1);
  });
}

/**
 * The loss whose gradient is that of the expected reward, but for its sign (REINFORCE, Williams 1992; of captions Rennie et
 * al. 2017): the captions' cross-entropy, each times its advantage, in one pass. Nothing is dropped: the gradient holds for
 * the network that drew the captions and for no other.
 * @param worth the captions' advantages, `[batch]`
 * @param captions over how many captions it is the mean, where these are a part of a batch
 * @returns the mean over the captions
 */
export function policyLoss(
  model: Pick<CaptionModel, 'captionLogits'>,
  { pictures, tokens, targets, places }: CaptionTensors,
  worth: Float32Array,
  captions = worth.length,
): tf.Scalar {
  const [, steps] = tokens.shape;
  const logits = model.captionLogits(pictures, tokens, undefined, places, true); // [places, vocabulary]
  const right = targets.transpose().flatten() as tf.Tensor1D; // [steps * batch]
  const shares = tf.tensor1d(worth).div(captions).tile([steps]) as tf.Tensor1D; // [steps * batch]
  const counts = shares.mul(right.notEqual(0)) as tf.Tensor1D; // [steps * batch]
  const some = <T extends tf.Tensor>(all: T) => (places ? (all.gather(places) as T) : all);
  return crossEntropy(withoutPadding(logits), some(right), 0, some(counts));
}
