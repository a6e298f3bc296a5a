import { padLeft, type SequencesById } from '../caption-preprocessing/index.js';

/** One row of the training table: what the model has read so far, and the word that comes next. */
export interface CaptionPair {
  /** The first words, zeros in front: `[maxLength]` indices. */
  prefix: number[];
  next: number;
}

/**
 * The pairs of a caption: n words give n - 1 of them.
 * @example
 * ```ts
 * import { captionPairs } from 'captionlab/generator';
 *
 * captionPairs([1, 5, 2], 3); // → [{ prefix: [0, 0, 1], next: 5 }, { prefix: [0, 1, 5], next: 2 }]
 * ```
 */
export function captionPairs(sequence: readonly number[], maxLength: number): CaptionPair[] {
  return sequence.slice(1).map((next, position) => ({
    prefix: padLeft(sequence.slice(0, position + 1), maxLength),
    next,
  }));
}

/** How many pairs some captions make. */
export function countPairs(sequences: SequencesById): number {
  let pairs = 0;
  for (const captions of sequences.values()) {
    for (const sequence of captions) pairs += Math.max(0, sequence.length - 1);
  }
  return pairs;
}
