import { decodeSequence, type SequencesById } from '../caption-preprocessing/index.js';
import type { ImageId } from '../data-understanding/index.js';
import type { Vocabulary } from '../vocabulary/index.js';
import { captionBatches } from './caption-batches.js';
import type { PairBatch } from './pair-batches.js';
import { captionPairs, countPairs } from './pairs.js';

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

/**
 * Some rows of a batch of pairs: how many zeros stand in front, the indices behind them, and the index that should follow.
 * @param which rows, from 1
 */
export function batchRows(
  { prefixes, next, rows }: PairBatch,
  which: readonly number[],
): { row: number; 'zeros in front': number; 'words so far': string; 'next word': number }[] {
  const width = prefixes.length / rows;
  return which.map((row) => {
    const prefix = [...prefixes.subarray((row - 1) * width, row * width)];
    const zeros = prefix.findIndex((index) => index !== 0);
    return {
      row,
      'zeros in front': zeros,
      'words so far': prefix.slice(zeros).join(' '),
      'next word': next[row - 1],
    };
  });
}

const grouped = (value: number) => value.toLocaleString('en');

/** What a batch of pairs is made of, with its shapes and how many numbers that is. */
export function batchSizes({
  features,
  prefixes,
  next,
  rows,
}: PairBatch): { part: string; shape: string; numbers: number }[] {
  const sizes = {
    "the picture's feature": features,
    'the words so far': prefixes,
    'the next word': next,
  };
  return Object.entries(sizes).map(([part, { length }]) => ({
    part,
    shape: length === rows ? grouped(rows) : `${grouped(rows)} × ${grouped(length / rows)}`,
    numbers: length,
  }));
}

/** How large batches are that hold all pairs of so many pictures, an epoch in the order of the file. */
export function batchRowCounts(
  sequences: SequencesById,
  picturesPerBatch: readonly number[],
): Record<string, number>[] {
  const pairs = [...sequences.values()].map((captions) => countPairs(new Map([['', captions]])));
  return picturesPerBatch.map((pictures) => {
    const batches = Array.from({ length: Math.ceil(pairs.length / pictures) }, (_, i) =>
      pairs.slice(i * pictures, (i + 1) * pictures).reduce((sum, rows) => sum + rows, 0),
    );
    const rows = batches.reduce((sum, one) => sum + one, 0);
    return {
      'pictures per batch': pictures,
      'batches per epoch': batches.length,
      'fewest rows': Math.min(...batches),
      'mean rows': rows / batches.length,
      'most rows': Math.max(...batches),
    };
  });
}
