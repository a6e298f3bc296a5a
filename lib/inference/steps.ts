import { tf } from '../engine';
import { mergeWeights } from '../model';
import { END_TOKEN, type Vocabulary } from '../vocabulary';
import { type SaidWord, startIndex } from './greedy';
import { disposeMemory, sayNext, startMemory } from './say-next';

/** One word of a greedy search and what else might have been said. */
export interface SearchStep extends SaidWord {
  /** The most probable words of this step, the chosen one first. */
  alternatives: SaidWord[];
}

/**
 * The greedy search of one picture, a word at a time.
 * @param features the picture's vector, `[width]`
 * @param count how many alternatives to tell of at each step
 */
export async function greedySteps(
  model: tf.LayersModel,
  vocabulary: Vocabulary,
  features: Float32Array,
  { maxLength, count = 5 }: { maxLength: number; count?: number },
): Promise<SearchStep[]> {
  const weights = mergeWeights(model);
  const memory = startMemory(weights, [features]);
  const steps: SearchStep[] = [];
  let last = startIndex(vocabulary);
  while (steps.length < maxLength && steps.at(-1)?.word !== END_TOKEN) {
    const { indices, values } = await sayNext(weights, memory, [last], (probabilities) =>
      tf.topk(probabilities, Math.min(count, probabilities.size)),
    );
    const alternatives = [...values].map((probability, i) => ({
      word: vocabulary.words[indices[i]],
      probability,
    }));
    steps.push({ ...alternatives[0], alternatives });
    last = indices[0] + 1;
  }
  disposeMemory(memory);
  return steps;
}
