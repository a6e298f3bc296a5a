import { tf, tidied } from '../engine';
import {
  initialState,
  type LstmState,
  type MergeWeights,
  mergeWeights,
  nextStep,
  pictureBranch,
} from '../model';
import { END_TOKEN, START_TOKEN, type Vocabulary } from '../vocabulary';

/** A word that the model said, and how sure it was. */
export interface SaidWord {
  word: string;
  /** Probability of this word given the picture and the words before it. */
  probability: number;
}

/** A caption found by a search. */
export interface FoundCaption {
  /** The words, without markers, joined by spaces. */
  caption: string;
  /** Each word said, the end marker included if it was. */
  words: SaidWord[];
  /** Sum of the natural logarithms of the words' probabilities, the end marker included. */
  logProbability: number;
  /** False when the caption was cut at the greatest length: no end marker came. */
  ended: boolean;
}

export interface SearchOptions {
  /** Most words a caption can have, markers included, as in training. */
  maxLength: number;
  /** Pictures searched at once. */
  batchSize?: number;
}

/** Index of the word that every caption begins with. */
export const startIndex = (vocabulary: Vocabulary) => vocabulary.indexOf.get(START_TOKEN) as number;

/** A caption from what was said, the end marker taken off. No real word is lost where no end marker came. */
export function captionOf(words: SaidWord[]): FoundCaption {
  const ended = words.at(-1)?.word === END_TOKEN;
  const kept = ended ? words.slice(0, -1) : words;
  return {
    caption: kept.map(({ word }) => word).join(' '),
    words,
    logProbability: words.reduce((sum, { probability }) => sum + Math.log(probability), 0),
    ended,
  };
}

/**
 * The most probable word at every step, for many pictures at once, carrying the LSTM's memory from word to word.
 * Padding is never chosen. A caption ends at the end marker or after `maxLength` steps.
 * @param features one vector a picture, each `[width]`
 */
export function greedySearch(
  model: tf.LayersModel,
  vocabulary: Vocabulary,
  features: Float32Array[],
  { maxLength, batchSize = 100 }: SearchOptions,
): FoundCaption[] {
  const weights = mergeWeights(model);
  const found: FoundCaption[] = [];
  for (let start = 0; start < features.length; start += batchSize) {
    const batch = features.slice(start, start + batchSize);
    found.push(...tidied(() => searchBatch(weights, vocabulary, batch, maxLength)));
  }
  return found;
}

function searchBatch(
  weights: MergeWeights,
  vocabulary: Vocabulary,
  features: Float32Array[],
  maxLength: number,
): FoundCaption[] {
  const picture = pictureBranch(weights, tf.stack(features.map((row) => tf.tensor1d(row)))); // [batch, units]
  const said: SaidWord[][] = features.map(() => []);
  const open = new Set(features.keys());
  let state: LstmState = initialState(weights, features.length);
  let words = features.map(() => startIndex(vocabulary));
  for (let step = 0; step < maxLength && open.size > 0; step++) {
    const next = nextStep(weights, picture, tf.tensor1d(words, 'int32'), state);
    state = next.state;
    const { indices, probabilities } = mostProbable(next.logits);
    words = [...indices];
    for (const row of open) {
      const word = vocabulary.words[words[row] - 1];
      said[row].push({ word, probability: probabilities[row] });
      if (word === END_TOKEN) open.delete(row);
    }
  }
  return said.map(captionOf);
}

/** The most probable word of each row and its probability; index 0, padding, is left out of the choice. */
function mostProbable(logits: tf.Tensor2D): { indices: Int32Array; probabilities: Float32Array } {
  const probabilities = logits.softmax(); // [batch, vocabulary]
  const words = probabilities.slice([0, 1]); // [batch, vocabulary - 1]
  return {
    indices: words.argMax(1).add(tf.scalar(1, 'int32')).dataSync() as Int32Array,
    probabilities: words.max(1).dataSync() as Float32Array,
  };
}
