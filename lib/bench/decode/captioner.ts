import { tf } from '../../engine/index.js';
import type { CaptionModel } from '../../model/index.js';
import { type Vocabulary, vocabularyOf } from '../../vocabulary/index.js';
import { buildCaptioner } from '../captioner-step/build.js';
import type { CaptionerSizes } from '../captioner-step/sizes.js';
import { hashed } from '../hashed.js';

/** Maps that differ; the pictures take turns with them, for a thousand maps are 400 MB. */
const DIFFERENT = 50;

/** Words as many as a captioner of this vocabulary size has: one less, for padding. */
export const wordsOf = (size: number): Vocabulary =>
  vocabularyOf(['startseq', ...Array.from({ length: size - 3 }, (_, i) => `word${i}`), 'endseq']);

/**
 * A captioner with weights that look random, and that never ends a caption: all of them have the most words that a search
 * allows. The bias of the words is its last variable.
 */
export function endlessCaptioner(sizes: CaptionerSizes): CaptionModel {
  const model = buildCaptioner(sizes, 0);
  const bias = new Float32Array(sizes.words);
  bias[0] = -100; // padding
  bias[sizes.words - 1] = -100; // the end marker
  const last = model.trained[model.trained.length - 1];
  tf.tidy(() => last.assign(tf.tensor1d(bias)));
  return model;
}

/** Vectors or maps of pictures as an encoder gives them: none below 0. */
export function picturesOf({ cells, width }: CaptionerSizes, count: number): Float32Array[] {
  const different = Array.from({ length: Math.min(count, DIFFERENT) }, (_, i) =>
    hashed(cells * width, 100 + i).map(Math.abs),
  );
  return Array.from({ length: count }, (_, i) => different[i % DIFFERENT]);
}
