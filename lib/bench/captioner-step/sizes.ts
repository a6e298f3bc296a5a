import type { CaptionerName } from '../../model/index.js';
import type { BenchmarkCase } from '../types.js';

/** A captioner's training on captions of the full text, in plain values; keras.py reads the same. */
export interface CaptionerSizes {
  captioner: CaptionerName;
  units: number;
  /** Of `transformer`; 0 of the others. */
  layers: number;
  heads: number;
  /** What is read of a picture: so many rows of so many numbers. */
  cells: number;
  width: number;
  /** Columns of the logits. */
  words: number;
  /** Numbers in a word's vector; all are trained. */
  embedding: number;
  dropout: number;
  pictures: number;
  /** Captions of a picture, one after the other. */
  perPicture: number;
  /** Words read of the longest caption of each batch: a step is taken on each. */
  steps: number[];
  /** How long captions are beside the longest, row after row, again and again. */
  shares: number[];
}

/** Flickr8k's text in full, words seen 5 times, and EfficientNet-Lite2's features. */
const FULL_TEXT = { words: 2542, width: 1280 };
/** Captions of a picture share its map, as `pictureBatches` cuts them; lengths are Flickr8k's means, sorted. */
const LOOKING = { cells: 81, pictures: 13, perPicture: 5, shares: [1, 0.84, 0.73, 0.63, 0.52] };
/** Captions of one length or a word less, as `captionBatches` cuts them. */
const MIXED = { cells: 1, pictures: 64, perPicture: 1, shares: [1, 0.95] };
const NO_LAYERS = { layers: 0, heads: 0 };

/** The captioners in the sizes in which they are trained on Flickr8k. */
export const captionerSizes: Omit<CaptionerSizes, 'steps'>[] = [
  {
    captioner: 'merge',
    ...{ ...FULL_TEXT, ...MIXED, ...NO_LAYERS },
    ...{ units: 256, embedding: 200, dropout: 0.5 },
  },
  {
    captioner: 'merge-attention',
    ...{ ...FULL_TEXT, ...LOOKING, ...NO_LAYERS },
    ...{ units: 512, embedding: 200, dropout: 0.5 },
  },
  {
    captioner: 'attention',
    ...{ ...FULL_TEXT, ...LOOKING, ...NO_LAYERS },
    ...{ units: 256, embedding: 200, dropout: 0.5 },
  },
  {
    captioner: 'transformer',
    ...{ ...FULL_TEXT, ...LOOKING, layers: 2, heads: 8 },
    ...{ units: 240, embedding: 240, dropout: 0.3 },
  },
];

/** Words read of one row of a batch. */
export const wordsOf = (row: number, steps: number, shares: readonly number[]) =>
  Math.floor(shares[row % shares.length] * steps);

/** A captioner's training steps on batches of these lengths. */
export function captionerCase(
  sizes: Omit<CaptionerSizes, 'steps'>,
  steps: number[],
  whole?: { count: number; name: string },
): BenchmarkCase {
  const { captioner, units, pictures, perPicture } = sizes;
  const count = pictures * perPicture * steps.length;
  return {
    name: `${captioner}, ${units} wide, full text`,
    settings: { ...sizes, steps },
    amount: { count, of: 'captions', ...(whole ? { whole } : {}) },
  };
}
