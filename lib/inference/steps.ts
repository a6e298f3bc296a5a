import type { tf } from '../engine/index.js';
import type { Vocabulary } from '../vocabulary/index.js';
import type { SaidWord } from './found-caption.js';
import { greedySearch } from './greedy.js';

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
  model: tf.LayersModel,
  vocabulary: Vocabulary,
  features: Float32Array,
  { maxLength, count = 5 }: { maxLength: number; count?: number },
): Promise<SearchStep[]> {
  const options = { maxLength, alternatives: count };
  const [{ words }] = await greedySearch(model, vocabulary, [features], options);
  return words.map((said) => ({ alternatives: [], ...said }));
}
