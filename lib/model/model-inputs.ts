import { ensureSequences, type Sequences } from '../caption-preprocessing/index.js';
import type { Dataset } from '../data-understanding/index.js';
import { type EmbeddingMatrix, ensureEmbeddingMatrix } from '../embeddings/index.js';
import type { tf } from '../engine/index.js';
import { ensureFeatures, ensureMaps, type PictureFeatures } from '../image-encoding/index.js';
import { UserError } from '../outputs/index.js';
import { ensureVocabulary, type Vocabulary } from '../vocabulary/index.js';
import type { CaptionModel, CaptionModelSizes, ModelSettings } from './caption-model.js';
import { type CaptionerKind, type CaptionerName, captioners } from './captioners.js';
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

/** @throws UserError for a setting that only captioners of another kind have */
export function refuseForeignSettings(name: CaptionerName, settings: ModelSettings): void {
  const kinds: Record<string, CaptionerKind> = captioners;
  for (const [kind, { ownSettings = [] }] of Object.entries(kinds)) {
    const foreign = ownSettings.find((one) => settings[one] !== undefined);
    if (foreign === undefined || kinds[name].ownSettings?.includes(foreign)) continue;
    throw new UserError(
      `The captioner ${name} has no ${foreign}: ${kind} has. Leave it out, or train --model ${kind}.`,
    );
  }
}

/**
 * A new captioner of a kind in the sizes of these inputs; the tutorial's where the settings say nothing else.
 * @throws UserError for a setting that this kind does not have
 */
export function captionerFor(
  inputs: ModelInputs,
  name: CaptionerName = 'merge',
  settings: ModelSettings = {},
): CaptionModel {
  refuseForeignSettings(name, settings);
  return captioners[name].build(sizesOf(inputs), settings);
}

/** The tutorial's model in the sizes of these inputs, its embedding loaded and frozen unless the settings say otherwise. */
export const modelFor = (inputs: ModelInputs, settings: ModelSettings = {}): tf.LayersModel =>
  mergeModelFor(sizesOf(inputs), settings);
