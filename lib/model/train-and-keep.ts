import { readFileSync } from 'node:fs';
import type { SequencesById } from '../caption-preprocessing/index.js';
import type { Dataset } from '../data-understanding/index.js';
import { withFeatures } from '../image-encoding/index.js';
import {
  artefactExists,
  type MadeFrom,
  otherInput,
  shortPath,
  UserError,
  withLock,
  writeArtefact,
} from '../outputs/index.js';
import { vocabularyPath } from '../vocabulary/index.js';
import { captionerOf, type ModelOrLayers } from './captioners.js';
import {
  checkpointMadeFrom,
  readCheckpoint,
  removeCheckpoints,
  removeOlderCheckpoints,
  writeCheckpoint,
} from './checkpoint.js';
import {
  encoderOf,
  historyPath,
  modelMadeFrom,
  modelVocabularyPath,
  trainCommand,
} from './kept-model.js';
import type { ModelInputs } from './model-inputs.js';
import { bestEpoch, lastEpoch } from './results.js';
import { membersOf } from './run-folder.js';
import { saveModel } from './save-model.js';
import { modelFolder } from './shipped-run.js';
import { goesOn, train } from './train.js';
import { settingsOf } from './training-settings.js';
import type { EpochResult, TrainingData, TrainingOptions } from './training-types.js';

/** How a data set's model is trained, and whether an earlier training is gone on with. */
export interface KeepOptions extends TrainingOptions {
  /** Goes on from the last checkpoint. */
  resume?: boolean;
  /** Seconds between checkpoints within an epoch. */
  keepEverySeconds?: number;
  /** Where model, checkpoint and history are kept. Default: the data set's model folder. */
  folder?: string;
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
        `Encode all pictures (npx captionlab encode --encoder ${features.encoder} --again), or import those of all splits in one command, with --again.`,
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

/** What to do with a kept training that is not the wanted one. */
function goOnAdvice(
  dataset: Dataset,
  kept: MadeFrom,
  { inputs, wanted }: { inputs: MadeFrom; wanted: MadeFrom },
): string {
  const again = `${trainCommand(dataset)} --again`;
  if (otherInput(kept, wanted) === undefined) return `Begin anew: ${again}`;
  return otherInput(kept, inputs) === undefined
    ? `Go on with the settings that it was begun with, or begin anew: ${again}`
    : `What it learnt from has changed: begin anew with ${again}`;
}

/** @throws UserError when a training is of another captioner: headers of before name none, and are the merge model's */
function refuseOtherCaptioner(folder: string, kept: MadeFrom, now: string): void {
  const before = kept['model.captioner'] ?? 'merge';
  if (before === now) return;
  throw new UserError(
    `${shortPath(folder)} holds a training of ${before}, but ${now} is to be trained: give it a run of its own (--run <name>).`,
  );
}

/** @throws UserError where one of two trainings is self-critical and the other is not */
function refuseOtherWay(folder: string, kept: MadeFrom, wanted: MadeFrom): void {
  const way = ({ 'training.from': from }: MadeFrom) =>
    from === undefined ? 'without --self-critical' : `with --self-critical --start-from ${from}`;
  if ('training.from' in kept === 'training.from' in wanted) return;
  throw new UserError(
    `The training in ${shortPath(folder)} was begun ${way(kept)}: go on with it so, or begin anew (--again).`,
  );
}

/** How many workers a training was begun with: its sums are to be rounded as before. */
const workersBefore = ({ 'training.workers': before }: MadeFrom = {}) =>
  typeof before === 'number' ? before : 1; // one: the same model on every machine

async function keepTraining(
  dataset: Dataset,
  model: ModelOrLayers,
  inputs: ModelInputs,
  given: KeepOptions & { folder: string },
): Promise<EpochResult[]> {
  const { resume = false, keepEverySeconds = 120, folder, ...options } = given;
  const data = trainingData(inputs);
  const settings = settingsOf(model, options);
  const learntFrom = modelMadeFrom(dataset, inputs, settings['model.embedding']);
  const wanted = { ...learntFrom, ...settings };
  const kept = resume ? checkpointMadeFrom(folder) : undefined;
  if (resume && !kept) {
    throw new UserError(
      `There is no training to go on with: ${shortPath(folder)} holds no checkpoint. Train without --resume.`,
    );
  }
  const goOn = kept && goOnAdvice(dataset, kept, { inputs: learntFrom, wanted });
  if (kept) refuseOtherCaptioner(folder, kept, captionerOf(model).name);
  if (kept) refuseOtherWay(folder, kept, wanted);
  const from = kept && readCheckpoint(folder, wanted, goOn);
  if (from) removeOlderCheckpoints(folder);
  else removeCheckpoints(folder);
  const workers = options.workers ?? workersBefore(kept);
  const shared: MadeFrom = workers > 1 ? { 'training.workers': workers } : {}; // the numbers of a training that is gone on with
  const madeFrom = { ...wanted, ...encoderOf(dataset, inputs), ...shared };
  const words = vocabularyPath(dataset);
  const onEpoch = async (results: EpochResult[]) => {
    const { epoch } = results[results.length - 1];
    if (bestEpoch(results).epoch === epoch) {
      if (artefactExists(words))
        writeArtefact(modelVocabularyPath(folder), readFileSync(words), {});
      await saveModel(model, folder, { ...madeFrom, epoch });
    }
    writeArtefact(historyPath(folder), `${JSON.stringify(results, null, 1)}\n`, madeFrom);
    await options.onEpoch?.(results);
  };
  return train(
    model,
    data,
    { ...options, workers, onEpoch },
    {
      from,
      everySeconds: keepEverySeconds,
      keep(state) {
        const finished = !goesOn(state.results, options);
        const epoch = lastEpoch(state.results) + (finished ? 0 : 1);
        writeCheckpoint(folder, state, { ...madeFrom, epoch, finished });
      },
    },
  );
}

/**
 * Trains a model and keeps the model of its best epoch (smallest dev loss, or as the judge says), a checkpoint of its last step and the history
 * in `outputs/<dataset>/model/` or the folder that it is told.
 * @returns the results of all epochs; the model itself is left as the last epoch made it
 * @throws UserError as `trainingData` does, when there is nothing to resume, or when that was made from other inputs or with
 *   other settings, or while another process trains into the folder
 */
export async function trainAndKeep(
  dataset: Dataset,
  model: ModelOrLayers,
  inputs: ModelInputs,
  given: KeepOptions,
): Promise<EpochResult[]> {
  const { folder = modelFolder(dataset) } = given;
  if (membersOf(dataset.run)) {
    throw new UserError(`${dataset.run} is an ensemble: its runs are trained, each for itself.`);
  }
  return withLock(folder, () => keepTraining(dataset, model, inputs, { ...given, folder }));
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
      `${kept.finished ? '' : goOn}move the folder elsewhere, or delete it, to train anew, or do so in a shell: ${trainCommand(dataset)} --again`,
  );
}

/**
 * The results of this very training: found where it was run before, gone on with where it was interrupted, begun where there
 * is none. `onEpoch` is called for what is found too, once.
 * @throws UserError when another training lies there, finished or not, and as `trainAndKeep` does
 */
export async function ensureTraining(
  dataset: Dataset,
  model: ModelOrLayers,
  inputs: ModelInputs,
  options: TrainingOptions,
): Promise<EpochResult[]> {
  const folder = modelFolder(dataset);
  const settings = settingsOf(model, options);
  const wanted = { ...modelMadeFrom(dataset, inputs, settings['model.embedding']), ...settings };
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
