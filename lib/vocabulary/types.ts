/** How often each word occurs, in order of first appearance. */
export type WordCounts = Map<string, number>;

/** The words a model can read and say. Index 0 is padding; words count from 1. */
export interface Vocabulary {
  /** `words[i]` has index `i + 1`. */
  words: string[];
  indexOf: Map<string, number>;
  /** Number of words plus one, for padding. */
  size: number;
  /** The threshold: words seen less often in training were dropped. */
  minCount: number;
}
