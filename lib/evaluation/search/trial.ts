import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { captionsOf, type Dataset, textFolder } from '../../data-understanding/index.js';
import {
  bestEpoch,
  type CaptionerChoice,
  type CaptionerName,
  captionerFor,
  chosenTraining,
  type EpochResult,
  hasCheckpoint,
  loadModel,
  type ModelInputs,
  modelMadeFrom,
  scheduleText,
  trainAndKeep,
} from '../../model/index.js';
import {
  artefactExists,
  fingerprintOf,
  type MadeFrom,
  objectWith,
  readJsonArtefact,
  writeArtefact,
} from '../../outputs/index.js';
import type { ProtocolName } from '../protocols.js';
import type { Scores } from '../score-captions.js';
import { DEV_PROTOCOL, scoreDev } from '../score-dev.js';

/** What a trial was trained with, whether chosen or usual; 'none' where it has no such setting. */
export type TrialSettings = Record<keyof CaptionerChoice, string | number | boolean>;

/** One training of a search and what came of it. */
export interface Trial {
  choice: CaptionerChoice;
  settings: TrialSettings;
  results: EpochResult[];
  /** Of the epoch with the smallest dev loss, whose model captioned. */
  devLoss: number;
  /** Of the dev captions under `protocol`. */
  scores: Scores;
  protocol: ProtocolName;
  /** Width of the beam that captioned; 1 is greedy. */
  beam: number;
  /** All of its training. */
  seconds: number;
}

/** `outputs/<dataset>/search`: a file a finished trial, a folder for the one that is running. */
export const searchFolder = (dataset: Pick<Dataset, 'runFolder' | 'text'>) =>
  join(textFolder(dataset), 'search');

const isTrial = objectWith<Trial>('choice', 'results', 'devLoss', 'scores', 'seconds');

type Chosen = ReturnType<typeof chosenTraining>;

function settingsOf({ model, training, schedule }: Chosen): TrialSettings {
  const { embedding, units, dropout, recurrentActivation } = model;
  const { pictureDropout = dropout } = model;
  const { sentinel = 'none', tuneEncoder = 'none', pool = 'none' } = model;
  const { layers = 'none', heads = 'none' } = model;
  const { smoothing, weightDecay, standardise, batchSize: batch, epochs } = training;
  const { clipNorm: clip = 'none', patience = 'none', seed } = training;
  const { warmUp = 'none', averaging = 'none' } = training;
  const all: Record<keyof CaptionerChoice, unknown> = {
    ...{ embedding, units, dropout, pictureDropout, recurrentActivation },
    ...{ smoothing, weightDecay, standardise },
    ...{ sentinel, tuneEncoder, pool, layers, heads },
    learningRate: training.learningRate(0),
    ...{ schedule, epochs, batch, clip, patience, warmUp, averaging, seed },
  };
  return all as TrialSettings;
}

/** The same settings on the same inputs have the same name, however they were chosen: trials on other inputs stay beside. */
function nameOf(
  { model, training }: Chosen,
  captioner: CaptionerName,
  beam: number,
  madeFrom: MadeFrom,
): string {
  const kind = captioner === 'merge' ? {} : { captioner };
  const all = { model, training, schedule: scheduleText(training), beam, madeFrom, ...kind };
  return fingerprintOf(JSON.stringify(all)).slice(0, 10);
}

/**
 * Trains with these settings, captions the dev pictures by the model of the best epoch and scores the captions. A finished
 * trial is read, an interrupted one gone on with.
 * @param label names it beside the progress bar
 * @throws UserError where its file is not whole
 */
export async function runTrial(
  dataset: Dataset,
  inputs: ModelInputs,
  choice: CaptionerChoice,
  { captioner = 'merge', beam, label }: { captioner?: CaptionerName; beam: number; label: string },
): Promise<Trial> {
  const chosen = chosenTraining(dataset, choice, captioner);
  const learntFrom = modelMadeFrom(dataset, inputs, chosen.model.embedding);
  const references = JSON.stringify([...captionsOf(dataset, 'dev')]);
  const madeFrom = { ...learntFrom, references: fingerprintOf(references).slice(0, 12) };
  const folder = join(searchFolder(dataset), nameOf(chosen, captioner, beam, madeFrom));
  const path = `${folder}.json`;
  const settings = settingsOf(chosen);
  if (artefactExists(path)) {
    const found = readJsonArtefact(path, madeFrom, isTrial);
    rmSync(folder, { recursive: true, force: true }); // a kill may have left it
    return { ...found, settings, protocol: DEV_PROTOCOL }; // a file from before may name fewer
  }

  const model = captionerFor(inputs, captioner, chosen.model);
  const resume = hasCheckpoint(folder);
  const results = await trainAndKeep(dataset, model, inputs, {
    ...chosen.training,
    label,
    folder,
    resume,
  });
  const kept = await loadModel(folder, learntFrom);
  const trial: Trial = {
    ...{ choice, settings, results },
    devLoss: bestEpoch(results).devLoss,
    scores: await scoreDev(dataset, kept, inputs, beam),
    protocol: DEV_PROTOCOL,
    beam,
    seconds: results.reduce((sum, { seconds }) => sum + seconds, 0),
  };
  model.dispose();
  kept.dispose();
  writeArtefact(path, `${JSON.stringify(trial, null, 1)}\n`, madeFrom);
  rmSync(folder, { recursive: true });
  return trial;
}
