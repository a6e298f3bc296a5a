import type { Dataset } from '../data-understanding/index.js';
import { startEngine } from '../engine/index.js';
import { asInput, findOrMake } from '../outputs/index.js';
import { modelPathOf, readTrainedModel, type TrainedModel } from './kept-model.js';
import { ensureModelInputs, modelFor } from './model-inputs.js';
import { ensureTraining } from './train-and-keep.js';
import { chosenTraining } from './training-choice.js';

/**
 * The trained model of a data set: its kept model, or one trained now.
 * @throws UserError as `readTrainedModel` and `ensureTraining` do
 */
export async function ensureModel(dataset: Dataset): Promise<TrainedModel> {
  await startEngine();
  const inputs = await asInput(() => ensureModelInputs(dataset));
  return findOrMake(modelPathOf(dataset), {
    read: () => readTrainedModel(dataset, inputs),
    make: async () => {
      const { model, training } = chosenTraining(dataset);
      await ensureTraining(dataset, modelFor(inputs, model), inputs, training);
      return readTrainedModel(dataset, inputs);
    },
  });
}
