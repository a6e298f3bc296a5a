import { setImmediate as pause } from 'node:timers/promises';
import type { SequencesById } from '../caption-preprocessing/index.js';
import type { ImageId } from '../data-understanding/index.js';
import { type ProgressBar, progressBar } from '../display/progress.js';
import { type Adam, createAdam, createRandom } from '../engine/index.js';
import type { FeatureSource } from '../generator/index.js';
import type { CaptionModel } from './caption-model.js';
import { captionerOf, type ModelOrLayers } from './captioners.js';
import { mirrorImageOf, withMirrorImages } from './flips.js';
import { type Lesson, readingLesson } from './lesson.js';
import { lossOver } from './loss-over.js';
import { captionsIn, lossTally } from './loss-tally.js';
import { copiedRows, pictureRows } from './picture-rows.js';
import { bestEpoch, lastEpoch } from './results.js';
import { selfCriticalLesson } from './self-critical/lesson.js';
import { featureScale, foldScale, standardised, unfoldScale, whileFolded } from './standardise.js';
import { gatherTeam } from './team/index.js';
import { lossGradients } from './train-step.js';
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
  lesson: Lesson;
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
  const { lesson, bar, keeper, results, average } = run;
  const { seed, learningRate, warmUp = 0 } = run.options;
  const epoch = lastEpoch(results) + 1;
  const rate = learningRate(epoch - 1);
  const start = performance.now();
  let keptAt = start;
  let batches = 0;
  let { reward } = before;
  const tally = lossTally(`epoch ${epoch}`, before);
  const progress = (): EpochProgress => ({
    ...{
      batches,
      loss: tally.loss,
      pairs: tally.pairs,
      ...(reward === undefined ? {} : { reward }),
    },
    seconds: before.seconds + (performance.now() - start) / 1000,
  });
  for (const step of lesson.steps(epoch)) {
    batches++;
    if (batches <= before.batches) continue;
    const random = createRandom(`dropout ${seed} ${epoch} ${batches}`);
    run.steps++;
    const warm = run.steps < warmUp ? rate * (run.steps / warmUp) : rate;
    const { batch, loss, ...taken } = await step({ learningRate: warm, random });
    if (taken.reward !== undefined) reward = (reward ?? 0) + taken.reward;
    average?.add(run.steps);
    const read = await tally.add(loss, batch);
    if (read && keeper && performance.now() - keptAt >= 1000 * keeper.everySeconds) {
      keeper.keep(await stateOf(run, progress()));
      keptAt = performance.now();
    }
    bar.advance(captionsIn(batch), sofar(epoch, progress()));
    await pause(); // lets the progress bar reach the screen
  }
  await tally.read();
  return progress();
}

/** Where an epoch stands, beside the bar. */
function sofar(epoch: number, { batches, loss, pairs, reward }: EpochProgress): string {
  if (reward !== undefined) return `round ${epoch}, reward ${(reward / batches).toFixed(3)}`;
  return `epoch ${epoch}${pairs > 0 ? `, loss ${(loss / pairs).toFixed(3)}` : ''}`;
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
  const last = lastEpoch(results);
  if (last >= epochs) return false;
  if (patience === undefined || last === 0) return true;
  return last - bestEpoch(results).epoch < patience;
}

/** The captions of some pictures, or of all. */
const partOf = (sequences: SequencesById, ids?: readonly ImageId[]): SequencesById =>
  ids ? new Map(ids.flatMap((id) => [[id, sequences.get(id) ?? []]])) : sequences;

/** What an epoch tells of itself. */
const saidOf = ({ batches, loss, pairs, seconds, reward }: EpochProgress, captions: number) => ({
  loss: loss / pairs,
  ...(reward === undefined ? {} : { reward: reward / batches }),
  ...{ seconds, captionsPerSecond: captions / seconds },
});

/** The same of a model that has not taken a step yet. */
const atTheStart = (devLoss: number) => ({ loss: devLoss, seconds: 0, captionsPerSecond: 0 });

/**
 * Trains a captioner on whole captions, one pass each (see `captionLoss`), by Adam (Kingma & Ba 2015).
 * With `selfCritical` it learns from rewards instead, and what it goes on from is checked on dev before any step, as epoch 0.
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
  const { flips } = options;
  const source = flips ? withMirrorImages(data.features, flips) : data.features;
  const features = scale ? standardised(source, scale) : source;
  const mirrorImages = flips ? [...data.train.keys()].map(mirrorImageOf) : [];
  const ids = new Set([...data.train.keys(), ...mirrorImages, ...data.dev.keys()]);
  const pictures = pictureRows(features, [...ids]);
  if (scale) unfoldScale(model.pictureLayer, scale);
  const from = keeper?.from;
  if (from) setNumbers(model.trained, from.weights);
  const adam = createAdam(model.trained, from?.adam, options.weightDecay, model.rates);
  const results = from ? [...from.results] : [];
  let progress = from?.progress ?? UNTOUCHED;
  const team = await gatherTeam(model, features, pictures, options.workers ?? 1);
  const gradients = lossGradients(model, options.smoothing);
  const desk = { model, adam, pictures, gradients, team };
  const { judge, selfCritical } = options;
  const lesson = selfCritical
    ? selfCriticalLesson(desk, [...data.train.keys()], selfCritical, options)
    : readingLesson(desk, data.train, options);
  const { captions, captionsAStep } = lesson;
  const done = lastEpoch(results) * captions + Math.min(captions, progress.batches * captionsAStep);
  const bar = progressBar(
    options.label ?? 'Training',
    captions * options.epochs - done,
    'captions',
  );
  const average = given.averaging
    ? weightAverage(model.trained, given.averaging, from?.average)
    : undefined;
  const steps = from?.adam.steps ?? 0;
  const run: Run = { model, adam, lesson, options, bar, keeper, results, average, steps };
  const dev = partOf(data.dev, selfCritical?.devPictures);
  const folded = (work: () => Promise<void>) =>
    scale ? whileFolded(model.pictureLayer, scale, work) : work();
  try {
    const check = async (epoch: number, progress: EpochProgress) => {
      const devLoss = await lossOver(model, dev, pictures, { ...ON_DEV, team });
      await folded(async () => {
        const devScore = judge && { devScore: await judge.of(model) };
        const said = epoch === 0 ? atTheStart(devLoss) : saidOf(progress, captions);
        const learningRate = epoch === 0 ? 0 : options.learningRate(epoch - 1);
        results.push({ epoch, learningRate, devLoss, ...devScore, ...said });
        await options.onEpoch?.(results);
      });
    };
    if (selfCritical && results.length === 0) {
      await check(0, UNTOUCHED);
      keeper?.keep(await stateOf(run, UNTOUCHED));
    }
    while (goesOn(results, options)) {
      const ran = await runEpoch(run, progress);
      const over = () => check(lastEpoch(results) + 1, ran);
      await (average ? average.whileUsed(over) : over());
      progress = UNTOUCHED;
      keeper?.keep(await stateOf(run, progress));
    }
    if (average) setNumbers(model.trained, await average.numbers());
  } finally {
    if (scale) foldScale(model.pictureLayer, scale);
    team?.close();
    gradients.dispose();
    pictures.dispose();
    average?.dispose();
    adam.dispose();
    bar.done();
  }
  return results;
}
