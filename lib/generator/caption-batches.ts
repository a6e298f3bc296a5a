import type { SequencesById } from '../caption-preprocessing/index.js';
import type { ImageId } from '../data-understanding/index.js';
import type { Random } from '../engine/random.js';

/** Some captions of about the same length, each with all its pairs in one row. */
export interface CaptionBatch {
  /** The picture of each caption: `[batch]`. */
  ids: ImageId[];
  /** All words but the last, zeros behind: `[batch, steps]`. */
  tokens: Int32Array;
  /** All words but the first, zeros behind; 0 counts for nothing: `[batch, steps]`. */
  targets: Int32Array;
  batch: number;
  steps: number;
  /** Rows that follow one another and are of the same picture: 1 where captions are mixed. */
  perPicture: number;
}

/** What can be chosen about batches of captions. */
export interface CaptionBatchOptions {
  batchSize: number;
  /** Decides which captions share a batch and the order of batches; without it both follow the length. */
  random?: Random;
}

/**
 * One epoch of captions: row r at step i has read words 0 to i and should say word i + 1, so a row holds every pair of
 * its caption. Captions are sorted by length before they are cut into batches, so that little is padded.
 */
export function* captionBatches(
  sequences: SequencesById,
  { batchSize, random }: CaptionBatchOptions,
): Generator<CaptionBatch> {
  const all = [...sequences].flatMap(([id, captions]) =>
    captions.filter(({ length }) => length > 1).map((sequence) => ({ id, sequence })),
  );
  const mixed = random ? random.shuffled(all) : all;
  const sorted = mixed.sort((a, b) => a.sequence.length - b.sequence.length);
  const starts = Array.from(
    { length: Math.ceil(sorted.length / batchSize) },
    (_, i) => i * batchSize,
  );
  for (const start of random ? random.shuffled(starts) : starts) {
    yield captionBatchOf(sorted.slice(start, start + batchSize));
  }
}

/** Captions as one batch, as wide as the longest of them: what is read, and the same moved by one place, what should be said. */
export function captionBatchOf(captions: { id: ImageId; sequence: number[] }[]): CaptionBatch {
  const steps = Math.max(...captions.map(({ sequence }) => sequence.length - 1));
  const tokens = new Int32Array(captions.length * steps); // [batch, steps]
  const targets = new Int32Array(captions.length * steps); // [batch, steps]
  for (const [row, { sequence }] of captions.entries()) {
    tokens.set(sequence.slice(0, -1), row * steps);
    targets.set(sequence.slice(1), row * steps);
  }
  const ids = captions.map(({ id }) => id);
  return { ids, tokens, targets, batch: captions.length, steps, perPicture: 1 };
}
