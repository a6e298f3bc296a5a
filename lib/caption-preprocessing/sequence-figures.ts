import type { SequencesById } from './sequences.js';

/** Every sequence, one after the other. */
export function allSequences(sequences: SequencesById): number[][] {
  return [...sequences.values()].flat();
}

/** How much of a table of sequences, each padded to `maxLength`, is padding: a share between 0 and 1. */
export function paddingShare(sequences: readonly number[][], maxLength: number): number {
  const words = sequences.reduce((sum, { length }) => sum + Math.min(length, maxLength), 0);
  return 1 - words / (sequences.length * maxLength);
}

/**
 * A memory in one number that keeps a part of itself at each step and adds what it hears: after step i it is
 * `keep * before + inputs[i]`. The simplest thing that forgets as a recurrent layer does.
 */
export function fadingMemory(inputs: readonly number[], keep = 0.5): number[] {
  let memory = 0;
  return inputs.map((input) => {
    memory = keep * memory + input;
    return memory;
  });
}
