import { type Command, InvalidArgumentError } from 'commander';
import type { Dataset } from '../data-understanding/index.js';
import { durationText } from '../display/numbers.js';
import { lineAboveBars } from '../display/progress.js';
import { ciderJudge, ciderReward, devPart } from '../evaluation/index.js';
import {
  bestEpoch,
  chosenSelfCritical,
  type EpochResult,
  ensureModelInputs,
  faultOfStart,
  flipsFor,
  type Judge,
  keptCaptioner,
  madeByModel,
  modelFolder,
  modelPathOf,
  readTrainedModel,
  requireTrained,
  type SelfCriticalChoice,
  trainAndKeep,
  trainingData,
  withItsEncoder,
} from '../model/index.js';
import { type MadeFrom, readArtefactHeader, shortPath, UserError } from '../outputs/index.js';
import {
  hasStartWords,
  markerIndices,
  readVocabularyFile,
  startWordsPath,
  writeStartWords,
} from '../vocabulary/index.js';
import { type CommonOptions, countUpTo } from './options.js';
import { refuseUnfinished, sampleLines } from './training-lines.js';

/** What `captionlab train --self-critical` is told. */
export interface SelfCriticalOptions extends CommonOptions, SelfCriticalChoice {
  selfCritical?: boolean;
  startFrom?: string;
  checkPictures?: number;
  flips?: boolean;
  resume?: boolean;
  again?: boolean;
  workers?: number;
}

/** Dev pictures that are captioned after every round, where nothing else is said. */
const CHECK_PICTURES = 500;

/** What is the trained model's; and what is of its training too, or means nothing, where it is gone on with by rewards. */
const OF_THE_MODEL = [
  ...['model', 'units', 'embedding', 'recurrentActivation', 'layers', 'heads', 'sentinel'],
  ...['tuneEncoder', 'pool'],
];
const OF_ITS_TRAINING = ['dropout', 'pictureDropout', 'standardise', 'batch', 'smoothing'];

/** Reads the name of what training goes on from. */
function startName(name: string): string {
  const fault = faultOfStart(name);
  if (fault) throw new InvalidArgumentError(`${fault}.`);
  return name;
}

/** Adds `--self-critical` and what can be chosen about it. */
export function addSelfCriticalFlags(command: Command): Command {
  const count = countUpTo(100_000);
  const flag = (option: string) => option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  command.hook('preAction', () => {
    const given = command.opts<SelfCriticalOptions>();
    const { selfCritical, startFrom } = given;
    if (selfCritical && !startFrom) {
      command.error('error: --self-critical goes on from a trained run: --start-from <run>.');
    }
    const theirs = selfCritical
      ? [...OF_THE_MODEL, ...OF_ITS_TRAINING]
      : startFrom
        ? OF_THE_MODEL
        : [];
    const wrong = theirs.find((name) => command.getOptionValueSource(name) === 'cli');
    if (!wrong) return;
    const option = selfCritical ? '--self-critical' : '--start-from';
    command.error(
      `error: --${flag(wrong)} and ${option} do not go together: the model and its features are as they were trained.`,
    );
  });
  return command
    .option(
      '--self-critical',
      "go on from a trained run by rewards: captions drawn from the model become likelier where their CIDEr-D is better than the others'",
    )
    .option(
      '--start-from <run>',
      'go on from a trained captioner, its words united with those of this data set: a run of it, <data set>/<run>, or photographs, which comes with captionlab',
      startName,
    )
    .option(
      '--samples <n>',
      'with --self-critical: captions drawn of a picture (default: 5)',
      count,
    )
    .option('--pictures <n>', 'with --self-critical: pictures a step (default: 10)', count)
    .option(
      '--check-every <steps>',
      'with --self-critical: steps between two looks at dev, a round (default: 100)',
      count,
    )
    .option(
      '--check-pictures <n>',
      `with --self-critical: dev pictures captioned then (default: ${CHECK_PICTURES})`,
      count,
    );
}

function roundLine({ epoch, reward, loss, devLoss, devScore, seconds }: EpochResult, judge: Judge) {
  const dev = `dev loss ${devLoss.toFixed(3)}, dev ${judge.name} ${devScore?.toFixed(3)}`;
  if (epoch === 0) return `Before: ${dev}`;
  return `Round ${epoch}: reward ${reward?.toFixed(3)}, loss ${loss.toFixed(3)}, ${dev}, ${durationText(seconds)}`;
}

/**
 * The run to go on from, and what its header says.
 * @throws UserError where there is none, or it is the one that is to be trained
 */
function startOf(dataset: Dataset, run: string): { start: Dataset; madeFrom: MadeFrom } {
  const start = { ...dataset, run };
  if (modelFolder(start) === modelFolder(dataset)) {
    throw new UserError(
      `The run ${run} cannot go on from itself: give the new training a name of its own (--run).`,
    );
  }
  requireTrained(start);
  return {
    start: withItsEncoder(start),
    madeFrom: readArtefactHeader(modelPathOf(start)).madeFrom,
  };
}

/** The words that a run brought along, its own run brings along too. */
function bringWords(start: Dataset, dataset: Dataset): void {
  if (!hasStartWords(start)) return;
  const path = startWordsPath(start);
  writeStartWords(dataset, readVocabularyFile(path), readArtefactHeader(path).madeFrom);
}

/** Trains by rewards, into the data set's run. */
export async function trainSelfCritically(
  dataset: Dataset,
  options: SelfCriticalOptions,
): Promise<void> {
  refuseUnfinished(dataset, options);
  const { start, madeFrom } = startOf(dataset, options.startFrom as string);
  bringWords(start, dataset);
  const inputs = await ensureModelInputs({ ...start, run: dataset.run }, keptCaptioner(start));
  const { model } = await readTrainedModel(start, inputs);
  const { vocabulary, sequences } = inputs;
  const pictures = trainingData(inputs).train.size;
  const { selfCritical, training } = chosenSelfCritical(pictures, options);
  const devPictures = devPart(dataset, inputs, options.checkPictures ?? CHECK_PICTURES);
  const judge = ciderJudge(dataset, inputs, devPictures);
  console.log(`${training.epochs} rounds of ${selfCritical.stepsARound} steps`);
  const results = await trainAndKeep(dataset, model, inputs, {
    ...training,
    standardise: madeFrom['training.standardise'] === true,
    judge,
    workers: options.workers,
    flips: options.flips ? flipsFor(start, inputs) : undefined,
    resume: options.resume,
    label: 'Self-critical training',
    selfCritical: {
      ...selfCritical,
      reward: ciderReward(dataset, vocabulary),
      maxLength: sequences.maxLength,
      markers: markerIndices(vocabulary),
      devPictures,
      from: { run: options.startFrom as string, weights: weightsOf(start) },
    },
    async onEpoch(sofar) {
      const samples = await sampleLines(model, inputs);
      lineAboveBars([roundLine(sofar[sofar.length - 1], judge), ...samples].join('\n'));
    },
  });
  tell(dataset, { results, judge, json: options.json });
}

const weightsOf = (start: Dataset) => String(madeByModel(start)['model.weights']);

function tell(
  dataset: Dataset,
  { results, judge, json }: { results: EpochResult[]; judge: Judge; json?: boolean },
): void {
  const { epoch: round, devScore } = bestEpoch(results);
  const seconds = results.reduce((sum, result) => sum + result.seconds, 0);
  const model = modelFolder(dataset);
  const [{ devScore: before }] = results;
  const rounds = results[results.length - 1].epoch;
  if (json) {
    const best = { round, devScore };
    const summary = { rounds, score: judge.name, before, best, seconds, model, results };
    process.stdout.write(`${JSON.stringify(summary)}\n`);
    return;
  }
  const which = round === 0 ? 'the model that it went on from' : `the model of round ${round}`;
  console.log(
    `Kept ${which}, of ${rounds} rounds (dev ${judge.name} ${devScore?.toFixed(3)}, before ${before?.toFixed(3)}) in ${shortPath(model)}; trained for ${durationText(seconds)}.`,
  );
}
