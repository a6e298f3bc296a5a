import type { tf } from '../engine';
import { type MergeWeights, mergeWeights } from '../model';
import { END_TOKEN, START_TOKEN, type Vocabulary } from '../vocabulary';
import { type Chosen, disposeMemory, sayNext, startMemory } from './say-next';

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
export async function greedySearch(
  model: tf.LayersModel,
  vocabulary: Vocabulary,
  features: Float32Array[],
  { maxLength, batchSize = 100 }: SearchOptions,
): Promise<FoundCaption[]> {
  const weights = mergeWeights(model);
  const found: FoundCaption[] = [];
  for (let start = 0; start < features.length; start += batchSize) {
    const batch = features.slice(start, start + batchSize);
    found.push(...(await searchBatch(weights, vocabulary, batch, maxLength)));
  }
  return found;
}

async function searchBatch(
  weights: MergeWeights,
  vocabulary: Vocabulary,
  features: Float32Array[],
  maxLength: number,
): Promise<FoundCaption[]> {
  const said: SaidWord[][] = features.map(() => []);
  const open = new Set(features.keys());
  const memory = startMemory(weights, features);
  let words = features.map(() => startIndex(vocabulary));
  for (let step = 0; step < maxLength && open.size > 0; step++) {
    const { indices, values } = await sayNext(weights, memory, words, mostProbable);
    words = [...indices].map((index) => index + 1);
    for (const row of open) {
      const word = vocabulary.words[indices[row]];
      said[row].push({ word, probability: values[row] });
      if (word === END_TOKEN) open.delete(row);
    }
  }
  disposeMemory(memory);
  return said.map(captionOf);
}

const mostProbable = (probabilities: tf.Tensor2D): Chosen => ({
  indices: probabilities.argMax(1),
  values: probabilities.max(1),
});
