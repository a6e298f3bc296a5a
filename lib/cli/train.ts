import { join } from 'node:path';
import { type Command, Option } from 'commander';
import {
  type Dataset,
  isPublished,
  openDataset,
  whatToExpect,
} from '../data-understanding/index.js';
import { lossDrawing } from '../display/loss-drawing.js';
import { durationText } from '../display/numbers.js';
import { lineAboveBars } from '../display/progress.js';
import { engineLine, startEngine } from '../engine/index.js';
import { ciderJudge } from '../evaluation/index.js';
import { joinFromBucket } from '../image-encoding/bucket/join-from-bucket.js';
import {
  bestEpoch,
  type CaptionerChoice,
  type CaptionerName,
  captionerFor,
  captionerNamed,
  captioners,
  chosenTraining,
  type EpochResult,
  ensureModelInputs,
  flipsFor,
  type Judge,
  keptCaptioner,
  lossCurves,
  type ModelInputs,
  modelFolder,
  trainAndKeep,
} from '../model/index.js';
import { shortPath, UserError, withLock, writeFileWhole } from '../outputs/index.js';
import {
  addDatasetOptions,
  addJsonOption,
  addRunOption,
  addStoreOption,
  type CommonOptions,
  datasetOptions,
  leaveOutputToJson,
} from './options.js';
import {
  addSelfCriticalFlags,
  type SelfCriticalOptions,
  trainSelfCritically,
} from './self-critical.js';
import { goOnFrom, refuseWithoutStart, runFrom } from './start-from.js';
import { addTrainingFlags } from './training-flags.js';
import { refuseUnfinished, sampleLines } from './training-lines.js';

interface TrainOptions extends CommonOptions, CaptionerChoice, SelfCriticalOptions {
  model?: CaptionerName;
  workers?: number;
  keepBy: 'loss' | 'cider';
  flips?: boolean;
  store?: string;
}

function epochLine(result: EpochResult, judge?: Judge): string {
  const { epoch, loss, devLoss, devScore, seconds, captionsPerSecond } = result;
  const speed = `${durationText(seconds)}, ${Math.round(captionsPerSecond)} captions/s`;
  const score = judge && devScore !== undefined ? `, dev ${judge.name} ${devScore.toFixed(3)}` : '';
  return `Epoch ${epoch}: loss ${loss.toFixed(4)}, dev loss ${devLoss.toFixed(4)}${score}, ${speed}`;
}

/** What came out, for `--json` and for the last lines. */
function summaryOf(dataset: Dataset, results: EpochResult[]) {
  const { epoch, devLoss } = bestEpoch(results);
  const seconds = results.reduce((sum, result) => sum + result.seconds, 0);
  return { epochs: results.length, best: { epoch, devLoss }, seconds, model: modelFolder(dataset) };
}

/** Brings the features that are not here: training reads all of them in every epoch, in another order each time. */
async function bringFeatures(dataset: Dataset, store: string): Promise<void> {
  for (const { encoder, missing, absent } of await joinFromBucket(dataset, store)) {
    if (missing === 0) continue;
    throw new UserError(
      `${store} lacks features of ${missing} pictures by ${encoder} (parts that are not there: ${absent.join(', ') || 'none'}).`,
    );
  }
}

/** The run's name: the one that is given, or that of what it goes on from or trains. */
function runOf({ run, selfCritical, startFrom, model }: TrainOptions): string | undefined {
  if (run !== undefined) return run;
  if (selfCritical) return `${startFrom}-self-critical`;
  return startFrom ? runFrom(startFrom) : model;
}

async function train(options: TrainOptions): Promise<void> {
  leaveOutputToJson(options);
  console.log(engineLine(await startEngine()));
  const dataset = await openDataset(datasetOptions({ ...options, run: runOf(options) }));
  if (options.store) await bringFeatures(dataset, options.store);
  const work = options.selfCritical ? trainSelfCritically : trainOn;
  await withLock(modelFolder(dataset), () => work(dataset, options));
}

/** Says what few pictures of one's own can teach. */
function tellWhatToExpect({ name }: Dataset, { sequences }: ModelInputs): void {
  const expected = isPublished(name) ? undefined : whatToExpect(sequences.train.size);
  if (expected) console.log(expected);
}

/** A new captioner with what it learns from and how. */
async function newCaptioner(dataset: Dataset, options: TrainOptions) {
  refuseWithoutStart(dataset);
  const captioner = options.model ?? keptCaptioner(dataset) ?? captionerNamed(dataset.run);
  const inputs = await ensureModelInputs(dataset, captioner, options);
  tellWhatToExpect(dataset, inputs);
  const { model: settings, training } = chosenTraining(dataset, options, captioner);
  return { dataset, inputs, model: captionerFor(inputs, captioner, settings), training };
}

/** One that was trained on other pictures, grown by the words of these. */
async function grownFrom(opened: Dataset, options: TrainOptions & { startFrom: string }) {
  const { choice, goesOnFrom, ...gone } = await goOnFrom(opened, options.startFrom, options);
  const { training } = chosenTraining(gone.dataset, choice);
  return { ...gone, training: { ...training, goesOnFrom } };
}

async function trainOn(opened: Dataset, options: TrainOptions): Promise<void> {
  const folder = modelFolder(opened);
  refuseUnfinished(opened, options);
  const { startFrom } = options;
  const { dataset, inputs, model, training } = startFrom
    ? await grownFrom(opened, { ...options, startFrom })
    : await newCaptioner(opened, options);
  const judge = options.keepBy === 'cider' ? ciderJudge(dataset, inputs) : undefined;
  const flips = options.flips ? flipsFor(dataset, inputs) : undefined;
  const results = await trainAndKeep(dataset, model, inputs, {
    ...{ ...training, judge, flips, workers: options.workers },
    resume: options.resume,
    async onEpoch(sofar) {
      const samples = await sampleLines(model, inputs);
      lineAboveBars([epochLine(sofar[sofar.length - 1], judge), ...samples].join('\n'));
    },
  });
  const curve = join(folder, 'losses.svg');
  writeFileWhole(curve, lossDrawing(lossCurves(results, dataset)).svg);
  const summary = summaryOf(dataset, results);
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ ...summary, results })}\n`);
    return;
  }
  const { best, epochs, seconds } = summary;
  console.log(
    `Kept the model of epoch ${best.epoch} of ${epochs} (dev loss ${best.devLoss.toFixed(4)}) in ${shortPath(summary.model)}; trained for ${durationText(seconds)}. Curve: ${shortPath(curve)}`,
  );
}

/** `captionlab train`: a model from a data set's captions and features. */
export function addTrainCommand(command: Command): void {
  const kinds = Object.entries(captioners)
    .map(([name, { says }]) => `${name}, ${says}`)
    .join('; ');
  command
    .addOption(
      new Option(
        '--model <kind>',
        `which captioner: ${kinds} (default: the one that the run is of, else merge)`,
      ).choices(Object.keys(captioners)),
    )
    .option('--resume', 'go on from the last checkpoint')
    .addOption(
      new Option(
        '--again',
        'begin anew, in place of the model that is there and of a training that stopped',
      ).conflicts('resume'),
    )
    .addOption(
      new Option(
        '--keep-by <what>',
        "which epoch's model is kept: by the dev loss, or by CIDEr of dev captions",
      )
        .choices(['loss', 'cider'])
        .default('loss'),
    );
  addStoreOption(
    command,
    'features that are not here are taken from what `encode --store` put there',
  );
  const drawn = 'the first weights, the order of the captions and dropout';
  const flags = addSelfCriticalFlags(addTrainingFlags(command));
  addJsonOption(addRunOption(addDatasetOptions(flags, drawn))).action(train);
}
