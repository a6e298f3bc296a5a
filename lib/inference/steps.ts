import { tf, tidied } from '../engine';
import { initialState, mergeWeights, nextStep, pictureBranch } from '../model';
import { END_TOKEN, type Vocabulary } from '../vocabulary';
import { type SaidWord, startIndex } from './greedy';

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
export function greedySteps(
  model: tf.LayersModel,
  vocabulary: Vocabulary,
  features: Float32Array,
  { maxLength, count = 5 }: { maxLength: number; count?: number },
): SearchStep[] {
  const weights = mergeWeights(model);
  return tidied(() => {
    const picture = pictureBranch(weights, tf.tensor2d(features, [1, features.length]));
    const steps: SearchStep[] = [];
    let state = initialState(weights, 1);
    let index = startIndex(vocabulary);
    while (steps.length < maxLength && steps.at(-1)?.word !== END_TOKEN) {
      const next = nextStep(weights, picture, tf.tensor1d([index], 'int32'), state);
      state = next.state;
      const alternatives = topWords(next.logits, vocabulary, count);
      steps.push({ ...alternatives[0], alternatives });
      index = vocabulary.indexOf.get(alternatives[0].word) as number;
    }
    return steps;
  });
}

/** The most probable words of one row of logits `[1, vocabulary]`, without padding. */
function topWords(logits: tf.Tensor2D, vocabulary: Vocabulary, count: number): SaidWord[] {
  const probabilities = logits.softmax().slice([0, 1]).squeeze([0]); // [vocabulary - 1]
  const { values, indices } = tf.topk(probabilities, Math.min(count, probabilities.size));
  const places = indices.dataSync();
  return [...values.dataSync()].map((probability, i) => ({
    word: vocabulary.words[places[i]],
    probability,
  }));
}
