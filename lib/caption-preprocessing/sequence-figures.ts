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

/** What a table of a certain width does to sequences. */
export type WidthRow = {
  'places in a row': number;
  /** Captions with more words than there are places. */
  'captions cut': number;
  'of all captions': string;
  /** Words of those captions that have no place. */
  'words cut off': number;
  /** Places that hold a zero. */
  'padding, of all places': string;
};

const percent = (share: number, decimals = 1) => `${(100 * share).toFixed(decimals)} %`;

/** What a table of sequences would lose and leave empty at some widths. */
export function widthTable(sequences: readonly number[][], widths: readonly number[]): WidthRow[] {
  return widths.map((width) => {
    const longer = sequences.filter(({ length }) => length > width);
    return {
      'places in a row': width,
      'captions cut': longer.length,
      'of all captions': percent(longer.length / sequences.length, 2),
      'words cut off': longer.reduce((sum, { length }) => sum + length - width, 0),
      'padding, of all places': percent(paddingShare(sequences, width)),
    };
  });
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
