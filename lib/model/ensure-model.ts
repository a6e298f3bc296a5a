import type { Dataset } from '../data-understanding';
import { startEngine } from '../engine';
import { findOrMake } from '../outputs';
import { ensureModelInputs, modelFor } from './model-inputs';
import { ensureTraining, modelPathOf, readTrainedModel, type TrainedModel } from './train-and-keep';
import { chosenTraining } from './training-choice';

/**
 * The trained model of a data set: its kept model, or one trained now.
 * @throws UserError as `readTrainedModel` and `ensureTraining` do
 */
export async function ensureModel(dataset: Dataset): Promise<TrainedModel> {
  await startEngine();
  const inputs = await ensureModelInputs(dataset);
  return findOrMake(modelPathOf(dataset), {
    read: () => readTrainedModel(dataset, inputs),
    make: async () => {
      const { model, training } = chosenTraining(dataset);
      await ensureTraining(dataset, modelFor(inputs, model), inputs, training);
      return readTrainedModel(dataset, inputs);
    },
  });
}
