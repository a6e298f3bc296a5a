import { join } from 'node:path';
import {
  type Dataset,
  type ImageId,
  type SplitName,
  textFolder,
} from '../data-understanding/index.js';
import type { tf } from '../engine/index.js';
import { featuresFingerprint, withFeatures } from '../image-encoding/index.js';
import { ensureModel, type ModelInputs, madeByModel } from '../model/index.js';
import {
  asInput,
  findOrRemake,
  listOf,
  type MadeFrom,
  objectWith,
  pairWith,
  readJsonArtefact,
  writeArtefact,
} from '../outputs/index.js';
import type { FoundCaption } from './found-caption.js';
import { greedySearch } from './greedy.js';

/** A caption as it is kept for evaluation. */
export interface KeptCaption {
  caption: string;
  logProbability: number;
}

/** What a model says of pictures that have features, by greedy search, in their order. */
export function greedyCaptions(
  model: tf.LayersModel,
  { vocabulary, features, sequences }: ModelInputs,
  ids: readonly ImageId[],
): Promise<FoundCaption[]> {
  const vectors = ids.map((id) => features.of(id));
  return greedySearch(model, vocabulary, vectors, sequences);
}

/** Where the greedy captions of a split lie. */
export const captionsPath = (dataset: Dataset, split: SplitName) =>
  join(textFolder(dataset), `captions.${split}.json`);

/** What a model's captions of a split are made from: the model and the pictures' features. */
export const captionsMadeFrom = (
  dataset: Dataset,
  split: SplitName,
  { features }: Pick<ModelInputs, 'features'>,
): MadeFrom => ({
  ...madeByModel(dataset),
  features: featuresFingerprint(features, dataset.splits[split]),
});

const isKept = listOf(pairWith(objectWith<KeptCaption>('caption', 'logProbability')));

/**
 * A greedy caption for every picture of a split that has features, in `captions.<split>.json`, image id to caption and log
 * probability: read from the run folder, or made now. Those of another model or of other features are made again.
 */
export async function ensureCaptions(
  dataset: Dataset,
  split: SplitName,
): Promise<Map<ImageId, KeptCaption>> {
  const { model, inputs } = await asInput(() => ensureModel(dataset));
  const path = captionsPath(dataset, split);
  const madeFrom = { search: 'greedy', ...captionsMadeFrom(dataset, split, inputs) };
  return findOrRemake(path, madeFrom, {
    read: () => new Map(readJsonArtefact(path, madeFrom, isKept)),
    make: async () => {
      const ids = withFeatures(dataset.splits[split], inputs.features);
      const found = await greedyCaptions(model, inputs, ids);
      const captions = new Map(
        ids.map((id, i) => {
          const { caption, logProbability } = found[i];
          return [id, { caption, logProbability }];
        }),
      );
      writeArtefact(path, `${JSON.stringify([...captions], null, 1)}\n`, madeFrom);
      return captions;
    },
  });
}
