import type { Vocabulary } from '../vocabulary';
import type { SaidWord } from './found-caption';

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
  /** Natural logarithm of the last word's probability. */
  wordLogProbability: number;
  /** The sum over all of its words. */
  logProbability: number;
  /** Words said so far; the start marker was not said. */
  length: number;
  alternatives?: SaidWord[];
}

/** The hypothesis that every caption begins with. */
export const startOf = (picture: number, word: number): Hypothesis => ({
  picture,
  word,
  wordLogProbability: 0,
  logProbability: 0,
  length: 0,
});

/** One word more. */
export const extend = (
  before: Hypothesis,
  word: number,
  wordLogProbability: number,
): Hypothesis => ({
  picture: before.picture,
  before,
  word,
  wordLogProbability,
  logProbability: before.logProbability + wordLogProbability,
  length: before.length + 1,
});

/** The words that a hypothesis has said, in order. */
export function saidWords(hypothesis: Hypothesis, { words }: Vocabulary): SaidWord[] {
  const said: SaidWord[] = [];
  for (let at = hypothesis; at.before; at = at.before) {
    const { word, wordLogProbability, alternatives } = at;
    const probability = Math.exp(wordLogProbability);
    said.unshift({ word: words[word - 1], probability, ...(alternatives && { alternatives }) });
  }
  return said;
}
