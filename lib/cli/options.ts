import { type Command, InvalidArgumentError, Option } from 'commander';
import { faultOfName } from '../data-understanding/dataset-names.js';
import { textNames } from '../data-understanding/dataset-note.js';
import { type DatasetOptions, openableDatasets } from '../data-understanding/open-dataset.js';
import type { DatasetName, TextName } from '../data-understanding/types.js';
import { type Ranking, rankingName, rankingNamed, USUAL_RANKING } from '../inference/normalise.js';
import { faultOfRun } from '../model/run-folder.js';
import { placeOf } from '../outputs/bucket/address.js';
import { UserError } from '../outputs/index.js';

/** What every command that reads a data set can be told. */
export interface CommonOptions {
  dataset?: DatasetName;
  data?: string;
  text?: TextName;
  run?: string;
  seed?: number;
  json?: boolean;
}

/** A whole number that is not negative. */
export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(Number(text))) {
    throw new InvalidArgumentError(`Expected a whole number, ${Number.MAX_SAFE_INTEGER} at most.`);
  }
  return Number(text);
}

/** Reads a number that has a property; `expected` says which. */
export const numberThat =
  (holds: (value: number) => boolean, expected: string) => (text: string) => {
    const value = Number(text);
    if (text.trim() === '' || !holds(value))
      throw new InvalidArgumentError(`Expected ${expected}.`);
    return value;
  };

/** A number greater than 0. */
export const positiveNumber = numberThat(
  (value) => value > 0 && value < Number.POSITIVE_INFINITY,
  'a number greater than 0',
);

/** Reads a whole number greater than 0; more than `most` is a slip of the finger. */
export const countUpTo = (most: number) => (text: string) => {
  if (!/^\d*[1-9]\d*$/.test(text) || Number(text) > most) {
    throw new InvalidArgumentError(
      `Expected a whole number greater than 0, ${most.toLocaleString('en')} at most.`,
    );
  }
  return Number(text);
};

/** The width of a beam: beyond this, no caption gets better, and memory and time grow with it. */
export const beamWidth = countUpTo(100);

/** Adds `--normalisation`: how the beams of different lengths are ranked. */
export const addRankingOption = (command: Command): Command =>
  command.addOption(
    new Option(
      '--normalisation <rule>',
      'how captions of different lengths are ranked: length (the mean log probability of a word), none, or the exponent of Wu et al. (2016), such as 0.7',
    )
      .argParser((text: string): Ranking => {
        const ranking = rankingNamed(text);
        if (ranking) return ranking;
        throw new InvalidArgumentError('Expected length, none, or a number, 0 or more.');
      })
      .default(USUAL_RANKING, rankingName(USUAL_RANKING)),
  );

/** A port to listen on; 0 is one that is free. */
export const portNumber = numberThat(
  (value) => Number.isInteger(value) && value >= 0 && value <= 65535,
  'a port, a whole number from 0 to 65535',
);

/** Ends the program with wrong usage where no data set has the name and no folder is told. */
function checkDataset(command: Command): void {
  const { dataset = '', data } = command.opts<CommonOptions>();
  const fault = faultOfName(dataset);
  const names = openableDatasets();
  if (fault) command.error(`error: ${fault}.`);
  if (data || names.includes(dataset)) return;
  command.error(
    `error: no data set is called '${dataset}'. Choose ${names.join(', ')}, or make it: npx captionlab dataset create.`,
  );
}

/** Adds `--dataset`, `--data` and `--text`. */
export function addDatasetChoice(command: Command): Command {
  return command
    .hook('preAction', checkDataset)
    .addOption(
      new Option('--dataset <name>', `which data set: ${openableDatasets().join(', ')}`)
        .env('DATASET')
        .default('scenes'),
    )
    .addOption(
      new Option(
        '--data <folder>',
        "the data set's folder (default: data/<dataset>), or s3://bucket/folder",
      ).env('DATA'),
    )
    .addOption(
      new Option(
        '--text <rule>',
        'how captions become words: as the tutorial cleans them, all of them as in English, or all of any script ' +
          "(default: the data set's own rule, else tutorial)",
      )
        .choices(textNames)
        .env('TEXT'),
    );
}

/**
 * Adds what every command takes that reads a data set: `--dataset`, `--data`, `--text` and `--seed`.
 * @param drawn what the command draws by lot, for `--seed`; most draw nothing
 */
export function addDatasetOptions(command: Command, drawn?: string): Command {
  const says = drawn
    ? `seed of ${drawn} (default: 1)`
    : 'taken as by other commands; nothing is drawn by lot here';
  return addDatasetChoice(command).option('--seed <n>', says, wholeNumber);
}

/** Reads a run's name. */
function runName(name: string): string {
  const fault = faultOfRun(name);
  if (fault) throw new InvalidArgumentError(`${fault}.`);
  return name;
}

/** Adds `--run` for several: the first is evaluated, the others are compared with it. */
export const addRunsOption = (command: Command): Command =>
  command.addOption(
    new Option('--run <name...>', 'which trained model, and others to compare it with')
      .env('RUN')
      .argParser((name: string, before: string[] | undefined) => [
        ...(before ?? []),
        runName(name),
      ]),
  );

/** Adds `--ensemble`: several runs that speak as one. */
export const addEnsembleOption = (command: Command): Command =>
  command.addOption(
    new Option(
      '--ensemble <run...>',
      'trained runs that speak as one, their probabilities averaged at every word; the same as --run a+b',
    ).argParser((name: string, before: string[] | undefined) => [...(before ?? []), runName(name)]),
  );

/**
 * The name of the ensemble that `--ensemble` means.
 * @throws UserError where it is of one run
 */
export function ensembleName(runs: string[] | undefined): string | undefined {
  if (!runs) return undefined;
  if (runs.length > 1) return runs.join('+');
  throw new UserError(`--ensemble ${runs[0]}: an ensemble needs two runs or more.`);
}

/** Adds `--run`: which of a data set's trained models is meant. */
export function addRunOption(command: Command): Command {
  return command.addOption(
    new Option(
      '--run <name>',
      'which trained model: see `captionlab runs` (default: the usual one)',
    )
      .env('RUN')
      .argParser(runName),
  );
}

/** Whether somebody says which trained model is meant, by a run or a data set. */
export const saysModel = ({ run }: Pick<CommonOptions, 'run'>, command: Command): boolean =>
  Boolean(run) || command.getOptionValueSource('dataset') !== 'default';

/** Reads the address of a folder on object storage. */
function storeAddress(text: string): string {
  try {
    placeOf(text);
    return text;
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

/** Adds `--store`: where the features of machines without a common disk come together. */
export const addStoreOption = (command: Command, says: string): Command =>
  command.option('--store <address>', says, storeAddress);

/** Adds `--json`. */
export function addJsonOption(command: Command): Command {
  return command.option('--json', 'print the result as one line of JSON');
}

/** With `--json` standard output belongs to the result: what is told meanwhile goes to standard error. */
export function leaveOutputToJson({ json }: { json?: boolean }): void {
  if (json) console.log = console.error;
}

/** The common options as `openDataset` takes them. */
export function datasetOptions({ dataset, data, text, run }: CommonOptions): DatasetOptions {
  return { name: dataset, folder: data, text, run };
}
