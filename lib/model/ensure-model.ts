import type { Dataset } from '../data-understanding/index.js';
import { startEngine } from '../engine/index.js';
import { asInput, findOrMake, UserError } from '../outputs/index.js';
import { type CaptionerName, captioners, isCaptioner } from './captioners.js';
import {
  keptCaptioner,
  modelPathOf,
  readTrainedModel,
  type TrainedModel,
  trainCommand,
} from './kept-model.js';
import { captionerFor, ensureModelInputs } from './model-inputs.js';
import { runNames, USUAL_RUN } from './run-folder.js';
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
 * The trained model of a data set, or of the run that is meant: its kept model, the one that comes with captionlab, or one
 * trained now.
 * @throws UserError as `readTrainedModel` and `ensureTraining` do
 */
export async function ensureModel(dataset: Dataset): Promise<TrainedModel> {
  await startEngine();
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
