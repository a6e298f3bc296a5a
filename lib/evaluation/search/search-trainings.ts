import type { Dataset } from '../../data-understanding/index.js';
import type { CaptionerChoice, CaptionerName, ModelInputs } from '../../model/index.js';
import { withLock } from '../../outputs/index.js';
import { thousandths } from '../numbers.js';
import { scoreName } from '../protocols.js';
import { DEV_PROTOCOL } from '../score-dev.js';
import { runTrial, searchFolder, type Trial, type TrialSettings } from './trial.js';

/** What can be chosen about a search for settings. */
export interface SearchTrainingsOptions {
  /** What is trained, on inputs that it reads. Default: merge. */
  captioner?: CaptionerName;
  /** Width of the beam that captions the dev pictures. Default: 1, greedy. */
  beam?: number;
  /** Called after every trial, those included that were found finished. */
  onTrial?: (trial: Trial, done: number) => void;
}

/**
 * Tries trainings one after the other and ranks them by the CIDEr of their captions of the dev pictures (COCO protocol).
 * The test split is never looked at. What was finished before is found, what was interrupted goes on.
 * @returns the best first
 */
export async function searchTrainings(
  dataset: Dataset,
  inputs: ModelInputs,
  choices: readonly CaptionerChoice[],
  { captioner, beam = 1, onTrial }: SearchTrainingsOptions = {},
): Promise<Trial[]> {
  return withLock(searchFolder(dataset), async () => {
    const trials: Trial[] = [];
    for (const choice of choices) {
      const label = `Trial ${trials.length + 1} of ${choices.length}`;
      const trial = await runTrial(dataset, inputs, choice, { captioner, beam, label });
      trials.push(trial);
      onTrial?.(trial, trials.length);
    }
    return bestTrialFirst(trials);
  });
}

/** Trials by CIDEr, the best first; ties by dev loss. */
function bestTrialFirst(trials: readonly Trial[]): Trial[] {
  return [...trials].sort((a, b) => b.scores.CIDEr - a.scores.CIDEr || a.devLoss - b.devLoss);
}

/** The settings in which trials differ. */
export function differences(trials: readonly Trial[]): (keyof TrialSettings)[] {
  const names = Object.keys(trials[0]?.settings ?? {}) as (keyof TrialSettings)[];
  return names.filter((name) => new Set(trials.map((trial) => trial.settings[name])).size > 1);
}

/** A choice as people write it: learning rate. */
const inWords = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const chosenIn = (settings: TrialSettings, names: (keyof TrialSettings)[]) =>
  Object.fromEntries(names.map((name) => [inWords(name), settings[name]]));

/** A row a trial for a table: the settings in which they differ, then losses and scores. */
export function trialRows(trials: readonly Trial[]) {
  const names = differences(trials);
  return trials.map(({ settings, results, devLoss, scores, seconds }) => ({
    ...chosenIn(settings, names),
    'best epoch': results.findIndex((result) => result.devLoss === devLoss) + 1,
    'dev loss': devLoss,
    ...Object.fromEntries(
      (['BLEU-4', 'ROUGE-L', 'CIDEr'] as const).map((metric) => [
        scoreName(metric, DEV_PROTOCOL),
        thousandths(scores[metric]),
      ]),
    ),
    seconds: Math.round(10 * seconds) / 10,
  }));
}

/** A row a trial for a parallel-coordinates plot: the settings in which they differ, then dev loss and CIDEr. */
export function trialCoordinates(trials: readonly Trial[]) {
  const names = differences(trials);
  return trials.map(({ settings, devLoss, scores }) => ({
    ...chosenIn(settings, names),
    'dev loss': devLoss,
    [scoreName('CIDEr', DEV_PROTOCOL)]: thousandths(scores.CIDEr),
  }));
}
