import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Sequences, sequencesPath } from '../caption-preprocessing';
import { type Dataset, textFolder } from '../data-understanding';
import { embeddingPath } from '../embeddings';
import type { tf } from '../engine';
import { featuresPath } from '../image-encoding';
import {
  inherit,
  type MadeFrom,
  readArtefact,
  shortPath,
  UserError,
  writeArtefact,
} from '../outputs';
import {
  checkpointMadeFrom,
  readCheckpoint,
  removeCheckpoints,
  writeCheckpoint,
} from './checkpoint';
import type { ModelInputs } from './model-inputs';
import { loadModel, modelPath, saveModel, weightsFingerprint } from './save-model';
import { scheduleText, steps } from './schedule';
import { goesOn, train } from './train';
import type { EpochResult, TrainingData, TrainingOptions } from './training-types';

/** A trained model, how its training went, and what it was made from. */
export interface TrainedModel {
  model: tf.LayersModel;
  results: EpochResult[];
  inputs: ModelInputs;
}

/** How a data set's model is trained, and whether an earlier training is gone on with. */
export interface KeepOptions extends TrainingOptions {
  /** Goes on from the last checkpoint. */
  resume?: boolean;
  /** Seconds between checkpoints within an epoch. */
  keepEverySeconds?: number;
}

/**
 * How a data set's model is trained unless the caller says otherwise. On photographs that is a third of the tutorial's
 * epochs: on Flickr8k the dev loss stopped falling after eight, and fell once more at a tenth of the rate.
 */
export function defaultTraining(dataset: Dataset): TrainingOptions {
  return dataset.name === 'scenes'
    ? { ...steps([4, 2e-3], [1, 2e-4]), batchSize: 64, seed: 1 }
    : { ...steps([8, 1e-3], [2, 1e-4]), batchSize: 64, seed: 1, patience: 4 };
}

/** `outputs/<dataset>/model`: the best model, the last checkpoint and the history. */
export const modelFolder = (dataset: Pick<Dataset, 'runFolder' | 'text'>) =>
  join(textFolder(dataset), 'model');

/** The results of all epochs, as JSON. */
export const historyPath = (dataset: Dataset) => join(modelFolder(dataset), 'history.json');

/** The file of a data set's trained model that carries its header. */
export const modelPathOf = (dataset: Pick<Dataset, 'runFolder' | 'text'>) =>
  modelPath(modelFolder(dataset));

/** A data set's trained model, for the header of what is made by it: its weights and what they came from. */
export const modelMadeFrom = (dataset: Dataset): MadeFrom => ({
  'model.weights': weightsFingerprint(modelFolder(dataset)),
  ...inherit('model', modelPathOf(dataset)),
});

const inputsOf = (dataset: Dataset, { features }: ModelInputs): MadeFrom => ({
  ...inherit('sequences', sequencesPath(dataset)),
  ...inherit('features', featuresPath(dataset, features.encoder)),
  ...inherit('embedding', embeddingPath(dataset)),
});

/** The settings that decide which weights come out. */
function settingsOf({ batchSize = 64, seed = 1, clipNorm, patience, ...rest }: TrainingOptions) {
  return {
    'training.schedule': scheduleText(rest),
    'training.batchSize': batchSize,
    'training.seed': seed,
    'training.clipNorm': clipNorm ?? 'none',
    'training.patience': patience ?? 'none',
  };
}

/** The captions whose pictures have features. */
export function trainingData({ sequences, features }: ModelInputs): TrainingData {
  const known = new Set(features.ids);
  const withFeatures = (of: Sequences['train']) => new Map([...of].filter(([id]) => known.has(id)));
  return { train: withFeatures(sequences.train), dev: withFeatures(sequences.dev), features };
}

/** Where a training that was not finished stands: `epoch 3`; undefined when there is none. */
export function unfinishedTraining(dataset: Dataset): string | undefined {
  const madeFrom = checkpointMadeFrom(modelFolder(dataset));
  return madeFrom?.finished === false ? `epoch ${madeFrom.epoch}` : undefined;
}

/**
 * Trains a model and keeps the model of its best epoch (smallest dev loss), a checkpoint of its last step and the history
 * in `outputs/<dataset>/model/`.
 * @returns the results of all epochs; the model itself is left as the last epoch made it
 * @throws UserError when there is nothing to resume, or it was made from other inputs or with other settings
 */
export async function trainAndKeep(
  dataset: Dataset,
  model: tf.LayersModel,
  inputs: ModelInputs,
  { resume = false, keepEverySeconds = 120, ...options }: KeepOptions = defaultTraining(dataset),
): Promise<EpochResult[]> {
  const folder = modelFolder(dataset);
  const madeFrom = { ...inputsOf(dataset, inputs), ...settingsOf(options) };
  const from = resume ? readCheckpoint(folder, madeFrom) : undefined;
  if (resume && !from) {
    throw new UserError(
      `There is no training to go on with: ${shortPath(folder)} holds no checkpoint. Train without --resume.`,
    );
  }
  if (!resume) removeCheckpoints(folder);
  const onEpoch = async (results: EpochResult[]) => {
    const { epoch, devLoss } = results[results.length - 1];
    if (devLoss <= Math.min(...results.map((result) => result.devLoss))) {
      await saveModel(model, folder, { ...madeFrom, epoch });
    }
    writeArtefact(historyPath(dataset), `${JSON.stringify(results, null, 1)}\n`, madeFrom);
    await options.onEpoch?.(results);
  };
  return train(
    model,
    trainingData(inputs),
    { ...options, onEpoch },
    {
      from,
      everySeconds: keepEverySeconds,
      keep(state) {
        const finished = !goesOn(state.results, options);
        const epoch = state.results.length + (finished ? 0 : 1);
        writeCheckpoint(folder, state, { ...madeFrom, epoch, finished });
      },
    },
  );
}

/**
 * The results of this very training: found where it was run before, gone on with where it was interrupted, begun otherwise.
 * `onEpoch` is called for what is found too, once.
 */
export async function ensureTraining(
  dataset: Dataset,
  model: tf.LayersModel,
  inputs: ModelInputs,
  options: TrainingOptions = defaultTraining(dataset),
): Promise<EpochResult[]> {
  const folder = modelFolder(dataset);
  const wanted = { ...inputsOf(dataset, inputs), ...settingsOf(options) };
  const kept = checkpointMadeFrom(folder);
  const same = kept && Object.entries(wanted).every(([key, value]) => kept[key] === value);
  if (!same) return trainAndKeep(dataset, model, inputs, options);
  console.log(
    `Found ${shortPath(folder)}: delete it to see the same training again from its start`,
  );
  const results = await trainAndKeep(dataset, model, inputs, { ...options, resume: true });
  if (kept.finished) await options.onEpoch?.(results);
  return results;
}

/** The kept model and the history of its training. Throws a UserError when they were made from other inputs. */
export async function readTrainedModel(
  dataset: Dataset,
  inputs: ModelInputs,
): Promise<TrainedModel> {
  const expected = inputsOf(dataset, inputs);
  const model = await loadModel(modelFolder(dataset), expected);
  const history = existsSync(historyPath(dataset))
    ? readArtefact(historyPath(dataset), expected)
    : '[]';
  return { model, results: JSON.parse(history.toString()) as EpochResult[], inputs };
}
