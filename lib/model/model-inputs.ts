import { ensureSequences, type Sequences } from '../caption-preprocessing/index.js';
import type { Dataset } from '../data-understanding/index.js';
import { type EmbeddingMatrix, ensureEmbeddingMatrix } from '../embeddings/index.js';
import type { tf } from '../engine/index.js';
import { ensureFeatures, ensureMaps, type PictureFeatures } from '../image-encoding/index.js';
import { ensureVocabulary, type Vocabulary } from '../vocabulary/index.js';
import type { CaptionModel, CaptionModelSizes, ModelSettings } from './caption-model.js';
import { type CaptionerName, captioners } from './captioners.js';
import { mergeModelFor } from './merge/index.js';

/** Everything the earlier sections made for the model. */
export interface ModelInputs {
  vocabulary: Vocabulary;
  sequences: Sequences;
  /** What the captioner reads of pictures: vectors, or maps. */
  features: PictureFeatures;
  embedding: EmbeddingMatrix;
}

/**
 * Collects vocabulary, sequences, features and word vectors of a data set, each read or made.
 * @param captioner what reads them: some captioners read maps
 */
export async function ensureModelInputs(
  dataset: Dataset,
  captioner: CaptionerName = 'merge',
): Promise<ModelInputs> {
  const vocabulary = await ensureVocabulary(dataset);
  return {
    vocabulary,
    sequences: await ensureSequences(dataset),
    embedding: await ensureEmbeddingMatrix(dataset, vocabulary),
    features: await (captioners[captioner].readsMaps ? ensureMaps : ensureFeatures)(dataset),
  };
}

/** What these inputs say of a captioner's shape. */
const sizesOf = ({
  vocabulary,
  sequences,
  features,
  embedding,
}: ModelInputs): CaptionModelSizes => ({
  vocabularySize: vocabulary.size,
  maxLength: sequences.maxLength,
  reads: { cells: features.cells ?? 1, width: features.width },
  embeddingWidth: embedding.width,
  embedding: embedding.rows,
});

/** A new captioner of a kind in the sizes of these inputs; the tutorial's where the settings say nothing else. */
export const captionerFor = (
  inputs: ModelInputs,
  name: CaptionerName = 'merge',
  settings: ModelSettings = {},
): CaptionModel => captioners[name].build(sizesOf(inputs), settings);

/** The tutorial's model in the sizes of these inputs, its embedding loaded and frozen unless the settings say otherwise. */
export const modelFor = (inputs: ModelInputs, settings: ModelSettings = {}): tf.LayersModel =>
  mergeModelFor(sizesOf(inputs), settings);
