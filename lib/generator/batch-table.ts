import { decodeSequence, type SequencesById } from '../caption-preprocessing/index.js';
import type { ImageId } from '../data-understanding/index.js';
import type { Vocabulary } from '../vocabulary/index.js';
import { captionBatches } from './caption-batches.js';
import type { PairBatch } from './pair-batches.js';
import { captionPairs } from './pairs.js';

/** The rows that one picture's captions make, in words: what is known and what is asked. */
export function pictureTable(
  id: ImageId,
  sequences: SequencesById,
  vocabulary: Vocabulary,
): { picture: ImageId; 'caption so far': string; 'next word': string }[] {
  return (sequences.get(id) ?? []).flatMap((sequence) =>
    captionPairs(sequence, sequence.length).map(({ prefix, next }) => ({
      picture: id,
      'caption so far': decodeSequence(prefix, vocabulary).join(' '),
      'next word': decodeSequence([next], vocabulary)[0],
    })),
  );
}

/** One caption as a row of a caption batch: place by place, what is read and what should be said. */
export function captionRow(
  sequence: readonly number[],
  vocabulary: Vocabulary,
  places: number,
): { place: number; reads: string; 'should say': string }[] {
  const sequences = new Map([['', [[...sequence]]]]);
  const [batch] = captionBatches(sequences, { batchSize: 1 });
  const word = (index: number | undefined) =>
    index ? (vocabulary.words[index - 1] ?? '?') : '(padding)';
  return Array.from({ length: places }, (_, at) => ({
    place: at + 1,
    reads: word(batch.tokens[at]),
    'should say': word(batch.targets[at]),
  }));
}

/** Some rows of a batch of pairs as they stand: the padded prefix, and the index that should follow. */
export function batchRows(
  { prefixes, next, rows }: PairBatch,
  which: readonly number[],
): { row: number; prefix: string; next: number }[] {
  const width = prefixes.length / rows;
  return which.map((row) => ({
    row,
    prefix: prefixes.subarray(row * width, (row + 1) * width).join(' '),
    next: next[row],
  }));
}

/** What a batch of pairs is made of, with its shapes and how many numbers that is. */
export function batchSizes({
  features,
  prefixes,
  next,
  rows,
}: PairBatch): { part: string; shape: string; numbers: number }[] {
  const sizes = { features, prefixes, next };
  return Object.entries(sizes).map(([part, { length }]) => ({
    part,
    shape: length === rows ? `${rows}` : `${rows} x ${length / rows}`,
    numbers: length,
  }));
}
