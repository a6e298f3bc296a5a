import { ensureSequences, type Sequences } from '../caption-preprocessing/index.js';
import type { Dataset } from '../data-understanding/index.js';
import { type EmbeddingMatrix, ensureEmbeddingMatrix } from '../embeddings/index.js';
import type { RecurrentActivation, tf } from '../engine/index.js';
import { ensureFeatures, type Features } from '../image-encoding/index.js';
import { ensureVocabulary, type Vocabulary } from '../vocabulary/index.js';
import { buildMergeModel } from './merge-model.js';

/** Everything the earlier sections made for the model. */
export interface ModelInputs {
  vocabulary: Vocabulary;
  sequences: Sequences;
  features: Features;
  embedding: EmbeddingMatrix;
}

/** Collects vocabulary, sequences, features and word vectors of a data set, each read or made. */
export async function ensureModelInputs(dataset: Dataset): Promise<ModelInputs> {
  const vocabulary = await ensureVocabulary(dataset);
  return {
    vocabulary,
    sequences: await ensureSequences(dataset),
    embedding: await ensureEmbeddingMatrix(dataset, vocabulary),
    features: await ensureFeatures(dataset),
  };
}

/** What becomes of the word vectors: kept as they are, trained from where they are, or drawn by lot and trained. */
export const embeddingUses = ['frozen', 'tuned', 'fresh'] as const;
/** What becomes of the word vectors. */
export type EmbeddingUse = (typeof embeddingUses)[number];

/** What can be chosen about a model whose inputs are given. Defaults are the tutorial's. */
export interface ModelSettings {
  embedding?: EmbeddingUse;
  units?: number;
  dropout?: number;
  /** What gates the LSTM. Default: `sigmoid`; the tutorial's Keras of 2018 took `hardSigmoid`. */
  recurrentActivation?: RecurrentActivation;
  /** Seeds the initial weights. */
  seed?: number;
}

/** The tutorial's model in the sizes of these inputs, its embedding loaded and frozen unless the settings say otherwise. */
export function modelFor(
  { vocabulary, sequences, features, embedding }: ModelInputs,
  given: ModelSettings = {},
): tf.LayersModel {
  const { embedding: use = 'frozen', units = 256, dropout = 0.5, seed = 1 } = given;
  const { recurrentActivation = 'sigmoid' } = given;
  const model = buildMergeModel({
    vocabularySize: vocabulary.size,
    maxLength: sequences.maxLength,
    featureWidth: features.width,
    embeddingWidth: embedding.width,
    embedding: use === 'fresh' ? undefined : embedding.rows,
    tuneEmbedding: use !== 'frozen',
    ...{ units, dropout, recurrentActivation, seed },
  });
  model.setUserDefinedMetadata({ embedding: use, units, dropout, recurrentActivation });
  return model;
}
