import { ensureSequences, type Sequences } from '../caption-preprocessing';
import type { Dataset } from '../data-understanding';
import { type EmbeddingMatrix, ensureEmbeddingMatrix } from '../embeddings';
import type { tf } from '../engine';
import { ensureFeatures, type Features } from '../image-encoding';
import { ensureVocabulary, type Vocabulary } from '../vocabulary';
import { buildMergeModel } from './merge-model';

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

/** The tutorial's model in the sizes of these inputs, its embedding loaded and frozen. */
export function modelFor(
  { vocabulary, sequences, features, embedding }: ModelInputs,
  seed = 1,
): tf.LayersModel {
  return buildMergeModel({
    vocabularySize: vocabulary.size,
    maxLength: sequences.maxLength,
    featureWidth: features.width,
    embeddingWidth: embedding.width,
    embedding: embedding.rows,
    seed,
  });
}
