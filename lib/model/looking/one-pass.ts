import { tf } from '../../engine/index.js';
import type { CaptionModel } from '../caption-model.js';

/**
 * What a captioner says after each word of a caption, computed for all words in one pass, and word by word with a memory:
 * the greatest difference of a probability between the two.
 * @param map `[cells * width]`
 * @param tokens the caption's words as numbers, the start marker first
 */
export function onePassAndSteps(
  model: CaptionModel,
  map: Float32Array,
  tokens: readonly number[],
): number {
  const { cells, width } = model.reads;
  return tf.tidy(() => {
    const picture = tf.tensor3d(map, [1, cells, width]);
    const words = tf.tensor2d([...tokens], [1, tokens.length], 'int32');
    const onePass = model.captionLogits(picture, words).softmax(); // [steps, vocabulary]
    const { pictures, state: first } = model.begin(picture);
    let state = first;
    const said = tokens.map((token) => {
      const next = model.step(pictures, tf.tensor1d([token], 'int32'), state);
      ({ state } = next);
      return next.logits; // [1, vocabulary]
    });
    return onePass.sub(tf.concat(said).softmax()).abs().max().dataSync()[0];
  });
}
