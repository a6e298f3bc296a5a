import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type SequencesById, sequencesPath } from '../caption-preprocessing/index.js';
import { type Dataset, textFolder } from '../data-understanding/index.js';
import { embeddingPath } from '../embeddings/index.js';
import type { tf } from '../engine/index.js';
import { featuresPath, withFeatures } from '../image-encoding/index.js';
import {
  inherit,
  type MadeFrom,
  readArtefact,
  shortPath,
  UserError,
  writeArtefact,
} from '../outputs/index.js';
import {
  checkpointMadeFrom,
  readCheckpoint,
  removeCheckpoints,
  writeCheckpoint,
} from './checkpoint.js';
import type { ModelInputs } from './model-inputs.js';
import { loadModel, modelPath, saveModel, weightsFingerprint } from './save-model.js';
import { scheduleText } from './schedule.js';
import { goesOn, train } from './train.js';
import type { EpochResult, TrainingData, TrainingOptions } from './training-types.js';

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
  /** Where model, checkpoint and history are kept. Default: the data set's model folder. */
  folder?: string;
}

/** `outputs/<dataset>/model`: the best model, the last checkpoint and the history. */
export const modelFolder = (dataset: Pick<Dataset, 'runFolder' | 'text'>) =>
  join(textFolder(dataset), 'model');

/** The results of all epochs, as JSON. */
const historyPath = (folder: string) => join(folder, 'history.json');

/** The file of a data set's trained model that carries its header. */
export const modelPathOf = (dataset: Pick<Dataset, 'runFolder' | 'text'>) =>
  modelPath(modelFolder(dataset));

/** A data set's trained model, for the header of what is made by it: its weights and what they came from. */
export const madeByModel = (dataset: Dataset): MadeFrom => ({
  'model.weights': weightsFingerprint(modelFolder(dataset)),
  ...inherit('model', modelPathOf(dataset)),
});

/** What a data set's models are made from. */
export const modelMadeFrom = (dataset: Dataset, { features }: ModelInputs): MadeFrom => ({
  ...inherit('sequences', sequencesPath(dataset)),
  ...inherit('features', featuresPath(dataset, features.encoder)),
  ...inherit('embedding', embeddingPath(dataset)),
});

/** The settings that decide which weights come out. */
function settingsOf(
  model: tf.LayersModel,
  { batchSize = 64, seed = 1, clipNorm, patience, ...rest }: TrainingOptions,
): MadeFrom {
  const built = Object.entries(model.getUserDefinedMetadata() ?? {});
  return {
    ...Object.fromEntries(built.map(([name, value]) => [`model.${name}`, value])),
    'training.schedule': scheduleText(rest),
    'training.batchSize': batchSize,
    'training.seed': seed,
    'training.clipNorm': clipNorm ?? 'none',
    'training.patience': patience ?? 'none',
    'training.smoothing': rest.smoothing ?? 0,
    'training.weightDecay': rest.weightDecay ?? 0,
    'training.standardise': rest.standardise ?? false,
  };
}

/**
 * The captions whose pictures have features.
 * @throws UserError when no picture of a split has
 */
export function trainingData({ sequences, features }: ModelInputs): TrainingData {
  const those = (split: 'train' | 'dev'): SequencesById => {
    const all = sequences[split];
    const ids = withFeatures(all.keys(), features);
    if (ids.length > 0) return new Map(ids.map((id) => [id, all.get(id) ?? []]));
    throw new UserError(
      `None of the ${all.size} ${split} pictures has features by ${features.encoder}, and training needs them. ` +
        `Delete the folder features/${features.encoder}, then encode all pictures, or import those of all splits in one command.`,
    );
  };
  return { train: those('train'), dev: those('dev'), features };
}

/** Whether a training has left a checkpoint in a folder, finished or not. */
export const hasCheckpoint = (folder: string) => checkpointMadeFrom(folder) !== undefined;

/** Where a training that was not finished stands: `epoch 3`; undefined when there is none in the folder. */
export function unfinishedTraining(folder: string): string | undefined {
  const madeFrom = checkpointMadeFrom(folder);
  return madeFrom?.finished === false ? `epoch ${madeFrom.epoch}` : undefined;
}

/** What to type in a shell to train a data set's model. */
export const trainCommand = ({ name, text }: Pick<Dataset, 'name' | 'text'>) =>
  `npx captionlab train --dataset ${name}${text === 'tutorial' ? '' : ` --text ${text}`}`;

/**
 * Trains a model and keeps the model of its best epoch (smallest dev loss), a checkpoint of its last step and the history
 * in `outputs/<dataset>/model/` or the folder that it is told.
 * @returns the results of all epochs; the model itself is left as the last epoch made it
 * @throws UserError as `trainingData` does, when there is nothing to resume, or when that was made from other inputs or with
 *   other settings
 */
export async function trainAndKeep(
  dataset: Dataset,
  model: tf.LayersModel,
  inputs: ModelInputs,
  given: KeepOptions,
): Promise<EpochResult[]> {
  const { resume = false, keepEverySeconds = 120, ...options } = given;
  const { folder = modelFolder(dataset) } = given;
  const data = trainingData(inputs);
  const madeFrom = { ...modelMadeFrom(dataset, inputs), ...settingsOf(model, options) };
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
    writeArtefact(historyPath(folder), `${JSON.stringify(results, null, 1)}\n`, madeFrom);
    await options.onEpoch?.(results);
  };
  return train(
    model,
    data,
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
 * Another training may have taken hours: it is replaced by `captionlab train`, for whoever types that asks for it, and by
 * nothing else.
 * @throws UserError naming the first input or setting in which the kept training is not the wanted one
 */
function refuseToReplace(dataset: Dataset, kept: MadeFrom, wanted: MadeFrom): void {
  const other = Object.entries(wanted).find(([key, value]) => kept[key] !== value);
  if (!other) return;
  const [key, now] = other;
  const folder = shortPath(modelFolder(dataset));
  const training = kept.finished ? 'a training' : `a training that stopped in epoch ${kept.epoch},`;
  const goOn = `go on with it (${trainCommand(dataset)} --resume, and its settings), or `;
  throw new UserError(
    `${folder} holds ${training} with ${key} ${kept[key] ?? 'unknown'}, but ${key} is now ${now}. It is not replaced: ` +
      `${kept.finished ? '' : goOn}move the folder elsewhere, or delete it, to train anew.`,
  );
}

/**
 * The results of this very training: found where it was run before, gone on with where it was interrupted, begun where there
 * is none. `onEpoch` is called for what is found too, once.
 * @throws UserError when another training lies there, finished or not, and as `trainAndKeep` does
 */
export async function ensureTraining(
  dataset: Dataset,
  model: tf.LayersModel,
  inputs: ModelInputs,
  options: TrainingOptions,
): Promise<EpochResult[]> {
  const folder = modelFolder(dataset);
  const wanted = { ...modelMadeFrom(dataset, inputs), ...settingsOf(model, options) };
  const kept = checkpointMadeFrom(folder);
  if (!kept) return trainAndKeep(dataset, model, inputs, options);
  refuseToReplace(dataset, kept, wanted);
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
  const expected = modelMadeFrom(dataset, inputs);
  const model = await loadModel(modelFolder(dataset), expected);
  const path = historyPath(modelFolder(dataset));
  const history = existsSync(path) ? readArtefact(path, expected) : '[]';
  return { model, results: JSON.parse(history.toString()) as EpochResult[], inputs };
}
