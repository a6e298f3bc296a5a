import type { SequencesById } from '../caption-preprocessing/index.js';
import type { ComparedTraining } from '../display/loss-few-plot.js';
import { type ModelInputs, modelFor } from './model-inputs.js';
import { steps } from './schedule.js';
import { meanLoss, train } from './train.js';
import { trainingData } from './train-and-keep.js';
import type { EpochResult } from './training-types.js';

/** An epoch of a training on few captions. */
export interface FewCaptionsEpoch extends EpochResult {
  /** On the training captions after the epoch, nothing dropped. */
  lossAfter: number;
}

/** What can be chosen about a training on few captions. */
export interface FewCaptionsOptions {
  dropout: number;
  /** Training pictures with all their captions, and as many dev pictures. */
  pictures?: number;
  epochs?: number;
  /** Called after every epoch, with all so far. */
  onEpoch?: (results: FewCaptionsEpoch[]) => void;
}

const firstOf = (sequences: SequencesById, pictures: number) =>
  new Map([...sequences].slice(0, pictures));

/**
 * Trains a narrow model on the captions of few pictures for longer than is good for it: small enough to watch it learn them
 * by heart.
 */
export async function trainOnFew(
  inputs: ModelInputs,
  { dropout, pictures = 40, epochs = 24, onEpoch }: FewCaptionsOptions,
): Promise<FewCaptionsEpoch[]> {
  const data = trainingData(inputs);
  const [few, dev] = [data.train, data.dev].map((all) => firstOf(all, pictures));
  const model = modelFor(inputs, { units: 64, dropout });
  const losses: number[] = [];
  const withLosses = (results: EpochResult[]) =>
    results.map((result, i) => ({ ...result, lossAfter: losses[i] }));
  try {
    const results = await train(
      model,
      { ...data, train: few, dev },
      {
        ...{ ...steps([epochs, 5e-3]), batchSize: 20, seed: 1 },
        label: `Dropout ${dropout}`,
        async onEpoch(soFar) {
          losses.push(await meanLoss(model, few, data.features));
          onEpoch?.(withLosses(soFar));
        },
      },
    );
    return withLosses(results);
  } finally {
    model.dispose();
  }
}

/** The losses of a training on few captions as curves, for `comparedLossPlot`. */
export function fewCurves(name: string, results: FewCaptionsEpoch[]): ComparedTraining {
  return {
    name,
    train: results.map(({ loss }) => loss),
    dev: results.map(({ devLoss }) => devLoss),
  };
}
