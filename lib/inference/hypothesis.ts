import type { Vocabulary } from '../vocabulary/index.js';
import type { SaidWord } from './found-caption.js';

/**
 * A caption as far as a search has come: its last word, and the hypothesis that this word goes on from.
 * Hypotheses that begin alike share their beginning.
 */
export interface Hypothesis {
  /** Which of the pictures it describes. */
  picture: number;
  /** The start marker goes on from nothing. */
  before?: Hypothesis;
  /** Index of its last word. */
  word: number;
  /** Probability of the last word given the picture and the words before it. */
  probability: number;
  /** Sum of the natural logarithms of its words' probabilities. */
  logProbability: number;
  /** Words said so far; the start marker was not said. */
  length: number;
  alternatives?: SaidWord[];
  /** Where the captioner looked for the last word: see `SaidWord`. */
  looked?: Float32Array;
}

/** The hypothesis that every caption begins with. */
export const startOf = (picture: number, word: number): Hypothesis => ({
  picture,
  word,
  probability: 1,
  logProbability: 0,
  length: 0,
});

/** One word more. */
export const extend = (before: Hypothesis, word: number, probability: number): Hypothesis => ({
  picture: before.picture,
  before,
  word,
  probability,
  logProbability: before.logProbability + Math.log(probability),
  length: before.length + 1,
});

/** The words that a hypothesis has said, in order. */
export function saidWords(hypothesis: Hypothesis, { words }: Vocabulary): SaidWord[] {
  const said: SaidWord[] = [];
  for (let at = hypothesis; at.before; at = at.before) {
    const { word, probability, alternatives, looked } = at;
    const more = { ...(alternatives && { alternatives }), ...(looked && { looked }) };
    said.unshift({ word: words[word - 1], probability, ...more });
  }
  return said;
}
