import { setImmediate as pause } from 'node:timers/promises';
import type { SequencesById } from '../caption-preprocessing/index.js';
import { type ProgressBar, progressBar } from '../display/progress.js';
import { type Adam, createAdam, createRandom } from '../engine/index.js';
import type { FeatureSource } from '../generator/index.js';
import type { CaptionModel } from './caption-model.js';
import { captionerOf, type ModelOrLayers } from './captioners.js';
import { lossOver } from './loss-over.js';
import { captionsIn, lossTally } from './loss-tally.js';
import { copiedRows, type PictureRows, pictureRows } from './picture-rows.js';
import { bestEpoch } from './results.js';
import { featureScale, foldScale, standardised, unfoldScale, whileFolded } from './standardise.js';
import { batchesFor, trainStep } from './train-step.js';
import type {
  EpochProgress,
  EpochResult,
  TrainingData,
  TrainingKeeper,
  TrainingOptions,
} from './training-types.js';
import { type WeightAverage, weightAverage } from './weight-average.js';
import { readNumbers, setNumbers } from './weight-numbers.js';

const DEFAULTS = { batchSize: 64, seed: 1 };
const UNTOUCHED: EpochProgress = { batches: 0, loss: 0, pairs: 0, seconds: 0 };

const countCaptions = (sequences: SequencesById) =>
  [...sequences.values()].flat().filter(({ length }) => length > 1).length;

const ON_DEV = { label: 'the check on dev captions' };

/** Mean cross-entropy a word over all captions given, nothing dropped. */
export const meanLoss = (
  model: ModelOrLayers,
  sequences: SequencesById,
  features: FeatureSource,
): Promise<number> => lossOver(captionerOf(model), sequences, copiedRows(features), ON_DEV);

/** What the steps of an epoch share. */
interface Run {
  model: CaptionModel;
  adam: Adam;
  data: TrainingData;
  pictures: PictureRows;
  options: TrainingOptions & typeof DEFAULTS;
  bar: ProgressBar;
  keeper?: TrainingKeeper;
  results: EpochResult[];
  average?: WeightAverage;
  /** Steps taken, all epochs together. */
  steps: number;
}

/**
 * The batches of an epoch that are not done yet. Order and dropout depend on nothing but the seed, the epoch and the
 * batch, so that an epoch can be gone on with in its middle.
 */
async function runEpoch(run: Run, before: EpochProgress): Promise<EpochProgress> {
  const { model, adam, data, pictures, bar, keeper, results, average } = run;
  const { batchSize, seed, learningRate, clipNorm, smoothing, warmUp = 0 } = run.options;
  const epoch = results.length + 1;
  const rate = learningRate(epoch - 1);
  const start = performance.now();
  let keptAt = start;
  let batches = 0;
  const tally = lossTally(`epoch ${epoch}`, before);
  const progress = (): EpochProgress => ({
    ...{ batches, loss: tally.loss, pairs: tally.pairs },
    seconds: before.seconds + (performance.now() - start) / 1000,
  });
  const random = createRandom(`order ${seed} ${epoch}`);
  for (const batch of batchesFor(model, data.train, { batchSize, random })) {
    batches++;
    if (batches <= before.batches) continue;
    const dropped = createRandom(`dropout ${seed} ${epoch} ${batches}`);
    run.steps++;
    const warm = run.steps < warmUp ? rate * (run.steps / warmUp) : rate;
    const step = { learningRate: warm, random: dropped, clipNorm, smoothing };
    const loss = trainStep(model, adam, batch, pictures, step);
    average?.add(run.steps);
    const read = await tally.add(loss, batch);
    if (read && keeper && performance.now() - keptAt >= 1000 * keeper.everySeconds) {
      keeper.keep(await stateOf(run, progress()));
      keptAt = performance.now();
    }
    const sofar = tally.pairs > 0 ? `, loss ${(tally.loss / tally.pairs).toFixed(3)}` : '';
    bar.advance(captionsIn(batch), `epoch ${epoch}${sofar}`);
    await pause(); // lets the progress bar reach the screen
  }
  await tally.read();
  return progress();
}

async function stateOf({ model, adam, results, average }: Run, progress: EpochProgress) {
  const weights = await readNumbers(model.trained);
  return {
    results,
    progress,
    weights,
    average: await average?.numbers(),
    adam: await adam.state(),
  };
}

/** Whether training goes on after these epochs. */
export function goesOn(results: EpochResult[], { epochs, patience }: TrainingOptions): boolean {
  if (results.length >= epochs) return false;
  if (patience === undefined || results.length === 0) return true;
  return results.length - bestEpoch(results).epoch < patience;
}

/**
 * Trains a captioner on whole captions, one pass each (see `captionLoss`), by Adam (Kingma & Ba 2015).
 * With `averaging` it is the running mean of the weights that is checked on dev, that `onEpoch` sees, and that the model ends
 * with.
 * Where features are standardised, that is part of the layer that reads them again whenever `onEpoch` sees the model and at the
 * end: the model always reads features as they are.
 * @param keeper keeps the state as training goes, and says where to go on from: on the same engine the model ends with
 *   the weights that it would have without the interruption
 * @returns the results of all epochs, those before an interruption included
 * @throws UserError naming epoch and pictures when the loss is no longer a number
 */
export async function train(
  trained: ModelOrLayers,
  data: TrainingData,
  given: TrainingOptions,
  keeper?: TrainingKeeper,
): Promise<EpochResult[]> {
  const { batchSize, seed } = DEFAULTS;
  const options = { ...given, batchSize: given.batchSize ?? batchSize, seed: given.seed ?? seed };
  const model = captionerOf(trained);
  const scale = given.standardise ? featureScale(data.train, data.features) : undefined;
  const features = scale ? standardised(data.features, scale) : data.features;
  const pictures = pictureRows(features, [...new Set([...data.train.keys(), ...data.dev.keys()])]);
  if (scale) unfoldScale(model.pictureLayer, scale);
  const from = keeper?.from;
  if (from) setNumbers(model.trained, from.weights);
  const adam = createAdam(model.trained, from?.adam, options.weightDecay, model.rates);
  const results = from ? [...from.results] : [];
  let progress = from?.progress ?? UNTOUCHED;
  const captions = countCaptions(data.train);
  const done = results.length * captions + Math.min(captions, progress.batches * options.batchSize);
  const bar = progressBar(
    options.label ?? 'Training',
    captions * options.epochs - done,
    'captions',
  );
  const average = given.averaging
    ? weightAverage(model.trained, given.averaging, from?.average)
    : undefined;
  const steps = from?.adam.steps ?? 0;
  const run: Run = { model, adam, data, pictures, options, bar, keeper, results, average, steps };
  const { judge } = options;
  const folded = (work: () => Promise<void>) =>
    scale ? whileFolded(model.pictureLayer, scale, work) : work();
  try {
    while (goesOn(results, options)) {
      const { loss, pairs, seconds } = await runEpoch(run, progress);
      const check = async () => {
        const devLoss = await lossOver(model, data.dev, pictures, ON_DEV);
        await folded(async () => {
          results.push({
            epoch: results.length + 1,
            learningRate: options.learningRate(results.length),
            loss: loss / pairs,
            devLoss,
            ...(judge ? { devScore: await judge.of(model) } : {}),
            seconds,
            captionsPerSecond: captions / seconds,
          });
          await options.onEpoch?.(results);
        });
      };
      await (average ? average.whileUsed(check) : check());
      progress = UNTOUCHED;
      keeper?.keep(await stateOf(run, progress));
    }
    if (average) setNumbers(model.trained, await average.numbers());
  } finally {
    if (scale) foldScale(model.pictureLayer, scale);
    pictures.dispose();
    average?.dispose();
    adam.dispose();
    bar.done();
  }
  return results;
}
