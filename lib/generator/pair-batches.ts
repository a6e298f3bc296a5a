import type { SequencesById } from '../caption-preprocessing/index.js';
import type { ImageId } from '../data-understanding/index.js';
import type { Random } from '../engine/random.js';
import { captionPairs } from './pairs.js';

/** Whatever knows the feature of a picture. */
export interface FeatureSource {
  width: number;
  /** A picture's feature vector. */
  of(id: ImageId): Float32Array;
}

/** All pairs of a few pictures, ready for the model. */
export interface PairBatch {
  /** The picture's feature, once a row: `[rows, width]`. */
  features: Float32Array;
  /** Left-padded prefixes: `[rows, maxLength]`. */
  prefixes: Int32Array;
  /** The next word of each row: `[rows]`. */
  next: Int32Array;
  rows: number;
}

/** What can be chosen about batches of pairs. */
export interface PairBatchOptions {
  picturesPerBatch: number;
  maxLength: number;
  /** Shuffles the pictures; without it they come in order. */
  random?: Random;
}

/** One epoch of pairs, as the tutorial feeds them: a batch holds every pair of a few pictures. */
export function* pairBatches(
  sequences: SequencesById,
  features: FeatureSource,
  { picturesPerBatch, maxLength, random }: PairBatchOptions,
): Generator<PairBatch> {
  const ids = random ? random.shuffled([...sequences.keys()]) : [...sequences.keys()];
  for (let start = 0; start < ids.length; start += picturesPerBatch) {
    const few = ids.slice(start, start + picturesPerBatch);
    yield pairBatchOf(few, sequences, features, maxLength);
  }
}

/**
 * All pairs of a few pictures as one batch: a picture's feature stands in each of its rows, the words so far are indices
 * with zeros in front, and the next word is its index, in place of the tutorial's row of zeros with a single 1.
 */
export function pairBatchOf(
  ids: readonly ImageId[],
  sequences: SequencesById,
  features: FeatureSource,
  maxLength: number,
): PairBatch {
  const pairsOf = (id: ImageId) =>
    sequences.get(id)!.flatMap((sequence) => captionPairs(sequence, maxLength));
  const pairs = ids.flatMap((id) => pairsOf(id).map((pair) => ({ id, ...pair })));
  const rows = pairs.length;
  const batch: PairBatch = {
    features: new Float32Array(rows * features.width), // [rows, width]
    prefixes: new Int32Array(rows * maxLength), // [rows, maxLength]
    next: new Int32Array(rows), // [rows]
    rows,
  };
  for (const [row, { id, prefix, next }] of pairs.entries()) {
    batch.features.set(features.of(id), row * features.width);
    batch.prefixes.set(prefix, row * maxLength);
    batch.next[row] = next;
  }
  return batch;
}
