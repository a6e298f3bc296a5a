import type { ModelOrLayers } from '../model/index.js';
import { UserError } from '../outputs/index.js';
import type { Vocabulary } from '../vocabulary/index.js';
import type { FoundCaption } from './found-caption.js';
import { mostProbable } from './greedy.js';
import type { SearchOptions } from './search-options.js';
import { type Choose, speak } from './speak.js';

/** Says the words it is given, and after them the most probable one at every step. */
function beginningWith(words: readonly number[]): Choose {
  let step = 0;
  return (row) => (step < words.length ? words[step++] : mostProbable(row));
}

/**
 * Captions whose first words are given and that go on from there by greedy search: what the model would have said after another
 * word, or, with the end marker among them, what it makes of a whole caption. Each word has the probability that the model
 * gives it.
 * @param features one vector or map a picture
 * @param beginnings words, without the start marker; the same ones for every picture
 * @returns for every picture a caption a beginning
 * @throws UserError for a word that the vocabulary lacks, and as `greedySearch` does
 */
export async function goOn(
  model: ModelOrLayers,
  vocabulary: Vocabulary,
  features: readonly Float32Array[],
  beginnings: readonly (readonly string[])[],
  options: SearchOptions,
): Promise<FoundCaption[][]> {
  const indices = beginnings.map((words) =>
    words.map((word) => {
      const index = vocabulary.indexOf.get(word);
      if (index === undefined) throw new UserError(`The model does not know the word "${word}".`);
      return index;
    }),
  );
  const choosers = () => indices.map(beginningWith);
  return speak(model, vocabulary, features, choosers, indices.length, options);
}
