import type { CaptionModel } from '../caption-model.js';
import { captionerFor, type ModelInputs } from '../model-inputs.js';
import { steps } from '../schedule.js';
import { train } from '../train.js';
import { trainingData } from '../train-and-keep.js';
import type { EpochResult } from '../training-types.js';
import type { TransformerCaptioner } from './transformer.js';
import { transformerLogits } from './transformer-pass.js';

/** The same captioner whose words see all of a caption in training, those behind them too. */
export const withoutMask = (model: TransformerCaptioner): TransformerCaptioner => ({
  ...model,
  captionLogits: (maps, tokens, random, places) =>
    transformerLogits(model.weights, maps as never, tokens, { random, places, masked: false }),
});

/** A narrow transformer that was trained with the mask or without it, and how that went. */
export interface MaskTrial {
  mask: 'yes' | 'no';
  results: EpochResult[];
  /** It captions as any other: no word has words behind it then. The caller disposes it. */
  model: CaptionModel;
}

/**
 * Trains two narrow transformers of one layer on the captions of few pictures: one whose words do not see what comes behind
 * them, and one whose words do.
 */
export async function trainWithAndWithoutMask(
  inputs: ModelInputs,
  { pictures = 200, epochs = 6 }: { pictures?: number; epochs?: number } = {},
): Promise<MaskTrial[]> {
  const data = trainingData(inputs);
  const [few, dev] = [data.train, data.dev].map((all) => new Map([...all].slice(0, pictures)));
  const trials: MaskTrial[] = [];
  for (const mask of ['yes', 'no'] as const) {
    const settings = { units: 32, layers: 1, heads: 2, dropout: 0, embedding: 'fresh' } as const;
    const whole = captionerFor(inputs, 'transformer', settings) as TransformerCaptioner;
    const model = mask === 'yes' ? whole : withoutMask(whole);
    const options = { ...steps([epochs, 5e-3]), batchSize: 20, seed: 1 };
    const label = mask === 'yes' ? 'With the mask' : 'Without it';
    const results = await train(model, { ...data, train: few, dev }, { ...options, label });
    trials.push({ mask, results, model });
  }
  return trials;
}
