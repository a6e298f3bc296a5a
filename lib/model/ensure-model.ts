import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureSequences, type Sequences, sequencesPath } from '../caption-preprocessing';
import type { Dataset } from '../data-understanding';
import { type EmbeddingMatrix, embeddingPath, ensureEmbeddingMatrix } from '../embeddings';
import { startEngine, type tf } from '../engine';
import { ensureFeatures, type Features, featuresPath } from '../image-encoding';
import { findOrMake, inherit, type MadeFrom, readArtefact, writeArtefact } from '../outputs';
import { ensureVocabulary, type Vocabulary } from '../vocabulary';
import { buildMergeModel } from './merge-model';
import { loadModel, modelPath, saveModel } from './save-model';
import { steps } from './schedule';
import { type EpochResult, type TrainingOptions, train } from './train';

/** Everything the earlier sections made for the model. */
export interface ModelInputs {
  vocabulary: Vocabulary;
  sequences: Sequences;
  features: Features;
  embedding: EmbeddingMatrix;
}

/** A trained model, how its training went, and what it was made from. */
export interface TrainedModel {
  model: tf.LayersModel;
  results: EpochResult[];
  inputs: ModelInputs;
}

/** How a data set's model is trained unless the caller says otherwise: the tutorial's schedule on photographs. */
export function defaultTraining(dataset: Dataset): TrainingOptions {
  return dataset.name === 'scenes'
    ? { ...steps([4, 2e-3], [1, 2e-4]), batchSize: 64, seed: 1 }
    : { ...steps([20, 1e-3], [10, 1e-4]), batchSize: 64, seed: 1 };
}

const modelFolder = (dataset: Pick<Dataset, 'runFolder'>) => join(dataset.runFolder, 'model');
const historyPath = (dataset: Dataset) => join(modelFolder(dataset), 'history.json');

/** The file of a data set's trained model that carries its header. */
export const modelPathOf = (dataset: Pick<Dataset, 'runFolder'>) => modelPath(modelFolder(dataset));

const madeFrom = (dataset: Dataset, { features }: ModelInputs): MadeFrom => ({
  ...inherit('sequences', sequencesPath(dataset)),
  ...inherit('features', featuresPath(dataset, features.encoder)),
  ...inherit('embedding', embeddingPath(dataset)),
});

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

/**
 * Trains a model and keeps a checkpoint of its best epoch (smallest dev loss) in `outputs/<dataset>/model/`.
 * @returns the results of all epochs; the model itself is left as the last epoch made it
 */
export async function trainAndKeep(
  dataset: Dataset,
  model: tf.LayersModel,
  inputs: ModelInputs,
  options: TrainingOptions = defaultTraining(dataset),
): Promise<EpochResult[]> {
  const { sequences, features } = inputs;
  const known = new Set(features.ids);
  const withFeatures = (of: Sequences['train']) => new Map([...of].filter(([id]) => known.has(id)));
  const data = { train: withFeatures(sequences.train), dev: withFeatures(sequences.dev), features };
  return train(model, data, {
    ...options,
    onEpoch: async (results) => {
      const { epoch, devLoss } = results[results.length - 1];
      if (devLoss <= Math.min(...results.map((result) => result.devLoss))) {
        await saveModel(model, modelFolder(dataset), { ...madeFrom(dataset, inputs), epoch });
      }
      writeArtefact(
        historyPath(dataset),
        `${JSON.stringify(results, null, 1)}\n`,
        madeFrom(dataset, inputs),
      );
      await options.onEpoch?.(results);
    },
  });
}

/** The kept checkpoint and the history of its training. Throws a UserError when they were made from other inputs. */
export async function readTrainedModel(
  dataset: Dataset,
  inputs: ModelInputs,
): Promise<TrainedModel> {
  const expected = madeFrom(dataset, inputs);
  const model = await loadModel(modelFolder(dataset), expected);
  const history = existsSync(historyPath(dataset))
    ? readArtefact(historyPath(dataset), expected)
    : '[]';
  return { model, results: JSON.parse(history.toString()) as EpochResult[], inputs };
}

/** The trained model of a data set: its kept checkpoint, or one trained now. */
export async function ensureModel(dataset: Dataset): Promise<TrainedModel> {
  await startEngine();
  const inputs = await ensureModelInputs(dataset);
  return findOrMake(modelPathOf(dataset), {
    read: () => readTrainedModel(dataset, inputs),
    make: async () => {
      await trainAndKeep(dataset, modelFor(inputs), inputs);
      return readTrainedModel(dataset, inputs);
    },
  });
}
