import { tf } from '../../lib/engine/index.js';
import { buildMergeModel, type MergeModelOptions } from '../../lib/model/merge/index.js';

/** A merge model small enough for a test to check every number of. */
export function smallModel(options: Partial<MergeModelOptions> = {}): tf.LayersModel {
  return buildMergeModel({
    vocabularySize: 9,
    maxLength: 7,
    featureWidth: 5,
    embeddingWidth: 4,
    units: 6,
    dropout: 0,
    ...options,
  });
}

/** Three captions of different lengths (4, 6 and 3 words, markers included) and their pictures. */
export const captions = [
  [1, 3, 4, 2],
  [1, 5, 6, 3, 7, 2],
  [1, 8, 2],
];
export const features = [
  [0.5, 0, 1, 2, 0.1],
  [0, 3, 0.2, 0, 1],
  [1, 1, 0, 0.7, 0],
];

/** The captions as one right-padded batch: what each step reads and what it should say. */
export function captionTensors() {
  const steps = Math.max(...captions.map((caption) => caption.length)) - 1;
  const pad = (row: number[]) => [...row, ...Array<number>(steps - row.length).fill(0)];
  return {
    pictures: tf.tensor2d(features),
    tokens: tf.tensor2d(
      captions.map((caption) => pad(caption.slice(0, -1))),
      undefined,
      'int32',
    ),
    targets: tf.tensor2d(
      captions.map((caption) => pad(caption.slice(1))),
      undefined,
      'int32',
    ),
  };
}

/** The same captions as the tutorial's pairs: left-padded prefix and next word, one row a word. */
export function pairTensors(maxLength = 7) {
  const rows = captions.flatMap((caption, picture) =>
    caption.slice(1).map((next, i) => ({
      features: features[picture],
      prefix: [...Array<number>(maxLength - i - 1).fill(0), ...caption.slice(0, i + 1)],
      next,
    })),
  );
  return {
    features: tf.tensor2d(rows.map((row) => row.features)),
    prefixes: tf.tensor2d(
      rows.map((row) => row.prefix),
      undefined,
      'int32',
    ),
    next: tf.tensor1d(
      rows.map((row) => row.next),
      'int32',
    ),
  };
}
