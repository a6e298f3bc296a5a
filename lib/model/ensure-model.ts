import type { Dataset } from '../data-understanding/index.js';
import { startEngine } from '../engine/index.js';
import { artefactExists, asInput, findOrMake, shortPath, UserError } from '../outputs/index.js';
import { type CaptionerName, captioners, isCaptioner } from './captioners.js';
import { ensembleOf, joinedFeatures } from './ensemble/index.js';
import {
  keptCaptioner,
  modelPathOf,
  readTrainedModel,
  type TrainedModel,
  trainCommand,
  withItsEncoder,
} from './kept-model.js';
import { captionerFor, ensureModelInputs } from './model-inputs.js';
import { membersOf, type OfRun, runNames, USUAL_RUN } from './run-folder.js';
import { isShipped } from './shipped-run.js';
import { ensureTraining } from './train-and-keep.js';
import { chosenTraining } from './training-choice.js';

/**
 * Which captioner a run is of: the one that was trained, or the one that its name says.
 * @throws UserError for a run of another name that has not been trained
 */
function captionerOfRun(
  dataset: Pick<Dataset, 'name' | 'runFolder' | 'text' | 'run'>,
): CaptionerName {
  const { run = USUAL_RUN } = dataset;
  const kept = keptCaptioner(dataset);
  if (kept) return kept;
  if (isCaptioner(run)) return run;
  const there = runNames(dataset).join(', ') || 'none yet';
  throw new UserError(
    `There is no run ${run} of ${dataset.name} (there are: ${there}). Train it: ${trainCommand(dataset)} --model <${Object.keys(captioners).join('|')}>`,
  );
}

/**
 * Several trained runs as one captioner.
 * @throws UserError naming a run that is not trained; as `readTrainedModel` does where one knows other words than the data set
 */
async function openEnsemble(dataset: Dataset, runs: readonly string[]): Promise<TrainedModel> {
  const trained: TrainedModel[] = [];
  for (const run of runs) {
    const member = { ...dataset, run };
    requireTrained(member);
    trained.push(await asInput(() => ensureModel(member)));
  }
  const features = joinedFeatures(trained.map(({ inputs }) => inputs.features));
  const model = ensembleOf(trained.map(({ model }) => model));
  return { model, results: [], inputs: { ...trained[0].inputs, features } };
}

/** @throws UserError where a run's model is not there, saying which are */
export function requireTrained(dataset: OfRun & Pick<Dataset, 'name'>): void {
  const path = modelPathOf(dataset);
  if (artefactExists(path)) return;
  const there = runNames(dataset).join(', ') || 'none yet';
  throw new UserError(
    `${shortPath(path)} is not there: ${dataset.name} has no trained run ${dataset.run} (there are: ${there}).`,
  );
}

/**
 * The trained model of a data set, or of the run or runs that are meant: its kept model, the one that comes with captionlab, or one
 * trained now.
 * @throws UserError as `readTrainedModel` and `ensureTraining` do
 */
export async function ensureModel(opened: Dataset): Promise<TrainedModel> {
  await startEngine();
  const members = membersOf(opened.run);
  if (members) return openEnsemble(opened, members);
  const dataset = withItsEncoder(opened);
  const captioner = captionerOfRun(dataset);
  const inputs = await asInput(() => ensureModelInputs(dataset, captioner));
  if (isShipped(dataset)) return readTrainedModel(dataset, inputs);
  return findOrMake(modelPathOf(dataset), {
    read: () => readTrainedModel(dataset, inputs),
    make: async () => {
      const { model, training } = chosenTraining(dataset, {}, captioner);
      const untrained = captionerFor(inputs, captioner, model);
      await ensureTraining(dataset, untrained, inputs, training);
      return readTrainedModel(dataset, inputs);
    },
  });
}
