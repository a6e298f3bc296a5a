import { END_TOKEN } from '../vocabulary/index.js';

/** A word that the model said, and how sure it was. */
export interface SaidWord {
  word: string;
  /** Probability of this word given the picture and the words before it. */
  probability: number;
  /** The most probable words in its place, itself among them or not; only where they were asked for. */
  alternatives?: SaidWord[];
  /** The share of each cell of the picture's map in what was looked at, `[cells]`; only where it was asked for. */
  looked?: Float32Array;
}

/** A caption found by a search. */
export interface FoundCaption {
  /** The words, without markers, joined by spaces. */
  caption: string;
  /** Each word said, the end marker included if it was. */
  words: SaidWord[];
  /** Sum of the natural logarithms of the words' probabilities, the end marker included. */
  logProbability: number;
  /** What the search ranks by: the log probability, made up for length where that was asked for. */
  score: number;
  /** False when the caption was cut at the greatest length: no end marker came. */
  ended: boolean;
}

/**
 * A caption from what was said, the end marker taken off. No real word is lost where no end marker came.
 * @example
 * ```ts
 * import { captionOf } from 'captionlab/inference';
 *
 * const said = [
 *   { word: 'dog', probability: 0.5 },
 *   { word: 'endseq', probability: 0.5 },
 * ];
 * const { caption, logProbability } = captionOf(said);
 * caption; // → 'dog'
 * Math.exp(logProbability).toFixed(2); // → '0.25'
 * ```
 */
export function captionOf(words: SaidWord[], score?: number): FoundCaption {
  const ended = words.at(-1)?.word === END_TOKEN;
  const kept = ended ? words.slice(0, -1) : words;
  const logProbability = words.reduce((sum, { probability }) => sum + Math.log(probability), 0);
  return {
    caption: kept.map(({ word }) => word).join(' '),
    words,
    logProbability,
    score: score ?? logProbability,
    ended,
  };
}
