import { tf } from '../../engine/index.js';
import { type CaptionerKind, type CaptionModel, captioners } from '../../model/index.js';
import { hashed } from '../hashed.js';
import type { CaptionerSizes } from './sizes.js';

const MAX_LENGTH = 38;

/** Matrices that look random, the same in every contender; vectors stay as they begin: zeros, or ones. */
function fillMatrices({ trained }: Pick<CaptionModel, 'trained'>): void {
  for (const [i, variable] of trained.entries()) {
    if (variable.rank < 2) continue;
    const [inputs, outputs] = variable.shape;
    const scale = Math.sqrt(6 / (inputs + outputs));
    tf.tidy(() => variable.assign(tf.tensor(hashed(variable.size, 10 + i, scale), variable.shape)));
  }
}

/** A captioner of these sizes. */
export function buildCaptioner(sizes: CaptionerSizes, dropout: number): CaptionModel {
  const { captioner, units, layers, heads, cells, width, words, embedding } = sizes;
  const kind: CaptionerKind = captioners[captioner];
  const model = kind.build(
    {
      ...{ vocabularySize: words, maxLength: MAX_LENGTH, embeddingWidth: embedding },
      reads: { cells, width },
    },
    { units, dropout, embedding: 'fresh', ...(layers > 0 ? { layers, heads } : {}) },
  );
  fillMatrices(model);
  return model;
}
