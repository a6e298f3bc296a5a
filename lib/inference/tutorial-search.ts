import { padLeft } from '../caption-preprocessing/index.js';
import { tf, valuesOf } from '../engine/index.js';
import { END_TOKEN, markerIndices, START_TOKEN, type Vocabulary } from '../vocabulary/index.js';
import { captionOf, type FoundCaption, type SaidWord } from './found-caption.js';

/**
 * The tutorial's greedy search: the model reads the whole left-padded prefix again for every word.
 * Says what `greedySearch` says, many times slower.
 * @param features the picture's vector, `[features]`
 */
export async function tutorialSearch(
  model: tf.LayersModel,
  vocabulary: Vocabulary,
  features: Float32Array,
  maxLength: number,
): Promise<FoundCaption> {
  const prefix = [markerIndices(vocabulary).start];
  const words: SaidWord[] = [];
  for (let step = 0; step < maxLength; step++) {
    const probabilities = await valuesOf(
      () =>
        model.predict([
          tf.tensor2d(features, [1, features.length]), // [1, features]
          tf.tensor2d([padLeft(prefix, maxLength)], undefined, 'int32'), // [1, steps]
        ]) as tf.Tensor2D,
    );
    const index = (probabilities as Float32Array).reduce(
      (best, p, i) => (i > 0 && p > probabilities[best] ? i : best),
      1,
    );
    const word = vocabulary.words[index - 1];
    words.push({ word, probability: probabilities[index] });
    if (word === END_TOKEN) break;
    prefix.push(index);
  }
  return captionOf(words);
}

/**
 * The tutorial's last line: it takes off the first and the last word, whatever they are. Where no end marker came,
 * that is a real word of the caption.
 */
export function tutorialSlice({ words }: FoundCaption): string {
  return [START_TOKEN, ...words.map(({ word }) => word)].slice(1, -1).join(' ');
}
