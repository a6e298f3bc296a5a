import type { ModelOrLayers } from '../model/index.js';
import type { Vocabulary } from '../vocabulary/index.js';
import type { FoundCaption, SaidWord } from './found-caption.js';
import type { Watch } from './grow-beam.js';
import type { SearchOptions } from './search-options.js';
import { speak } from './speak.js';

/** Index of the greatest value; of equals the first. */
export function mostProbable(row: Float32Array): number {
  let best = 0;
  for (let word = 1; word < row.length; word++) if (row[word] > row[best]) best = word;
  return best;
}

/**
 * The most probable word at every step, for many pictures at once, carrying the LSTM's memory from word to word.
 * Padding is never chosen. A caption ends at the end marker or after `maxLength` steps.
 * @param features one vector a picture, each `[features]`
 * @throws UserError when vocabulary or features are not the model's, or no caption could have the lengths asked for
 */
export async function greedySearch(
  model: ModelOrLayers,
  vocabulary: Vocabulary,
  features: readonly Float32Array[],
  options: SearchOptions,
  watch?: Watch,
): Promise<FoundCaption[]> {
  const found = await speak(model, vocabulary, features, () => [mostProbable], 1, options, watch);
  return found.flat();
}

/** One word of a greedy search and what else might have been said. */
export interface SearchStep extends SaidWord {
  /** The most probable words of this step, the chosen one first. */
  alternatives: SaidWord[];
}

/**
 * The greedy search of one picture, a word at a time.
 * @param features the picture's vector, `[features]`
 * @param count how many alternatives to tell of at each step
 */
export async function greedySteps(
  model: ModelOrLayers,
  vocabulary: Vocabulary,
  features: Float32Array,
  { maxLength, count = 5 }: { maxLength: number; count?: number },
): Promise<SearchStep[]> {
  const options = { maxLength, alternatives: count };
  const [{ words }] = await greedySearch(model, vocabulary, [features], options);
  return words.map((said) => ({ alternatives: [], ...said }));
}
