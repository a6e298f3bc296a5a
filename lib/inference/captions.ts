import { join } from 'node:path';
import type { Dataset, ImageId, SplitName } from '../data-understanding/index.js';
import { featuresFingerprint, withFeatures } from '../image-encoding/index.js';
import {
  ensureModel,
  type ModelInputs,
  type ModelOrLayers,
  madeByModel,
  runOutputs,
  type TrainedModel,
} from '../model/index.js';
import {
  asInput,
  findOrRemakeInParts,
  isMadeFrom,
  listOf,
  type MadeFrom,
  objectWith,
  pairWith,
  partsFolder,
  readJsonArtefact,
  type Shard,
  type WorkDone,
  type WorkInParts,
  workInParts,
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
  model: ModelOrLayers,
  { vocabulary, features, sequences }: ModelInputs,
  ids: readonly ImageId[],
): Promise<FoundCaption[]> {
  const vectors = ids.map((id) => features.of(id));
  return greedySearch(model, vocabulary, vectors, sequences);
}

/** Where the greedy captions of a split lie. */
export const captionsPath = (dataset: Dataset, split: SplitName) =>
  join(runOutputs(dataset), `captions.${split}.json`);

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

/** As many as a search follows at once. */
const PICTURES_AT_ONCE = 1024;

/** The greedy captions of a split, as work that can be cut into parts. */
function captionsWork(dataset: Dataset, split: SplitName, { model, inputs }: TrainedModel) {
  const path = captionsPath(dataset, split);
  const madeFrom = { search: 'greedy', ...captionsMadeFrom(dataset, split, inputs) };
  const ids = withFeatures(dataset.splits[split], inputs.features);
  const work: WorkInParts = {
    ...{ folder: partsFolder(path), madeFrom, rows: ids.length, atOnce: PICTURES_AT_ONCE },
    isDone: () => isMadeFrom(path, madeFrom),
    async *make(batches) {
      for (const [from, to] of batches) {
        const some = ids.slice(from, to);
        const found = await greedyCaptions(model, inputs, some);
        yield found.map(({ caption, logProbability }, i) =>
          JSON.stringify([some[i], { caption, logProbability }]),
        );
      }
    },
    finish(values) {
      const captions = Array.from(values, (text) => JSON.parse(text));
      writeArtefact(path, `${JSON.stringify(captions, null, 1)}\n`, madeFrom);
    },
  };
  return { path, madeFrom, work };
}

/**
 * A greedy caption for every picture of a split that has features, in `captions.<split>.json`, image id to caption and log
 * probability: read from the run folder, or made now. Those of another model or of other features are made again.
 */
export async function ensureCaptions(
  dataset: Dataset,
  split: SplitName,
): Promise<Map<ImageId, KeptCaption>> {
  const trained = await asInput(() => ensureModel(dataset));
  const { path, madeFrom, work } = captionsWork(dataset, split, trained);
  return findOrRemakeInParts(path, work, () => new Map(readJsonArtefact(path, madeFrom, isKept)));
}

/**
 * One part of the greedy captions of a split; others do the others. Where none is missing, the captions are finished.
 * @throws UserError when what others left was made from other inputs, naming both
 */
export async function captionShard(
  dataset: Dataset,
  split: SplitName,
  shard: Shard,
): Promise<WorkDone> {
  const trained = await asInput(() => ensureModel(dataset));
  return workInParts(captionsWork(dataset, split, trained).work, shard);
}
