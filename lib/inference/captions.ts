import { join } from 'node:path';
import {
  type Dataset,
  type ImageId,
  type SplitName,
  textFolder,
} from '../data-understanding/index.js';
import type { tf } from '../engine/index.js';
import { withFeatures } from '../image-encoding/index.js';
import { ensureModel, type ModelInputs, madeByModel } from '../model/index.js';
import { findOrRemake, type MadeFrom, readArtefact, writeArtefact } from '../outputs/index.js';
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

const madeFrom = (dataset: Dataset): MadeFrom => ({
  search: 'greedy',
  ...madeByModel(dataset),
});

/** Writes `captions.<split>.json`: image id to caption and log probability. */
function writeCaptions(
  dataset: Dataset,
  split: SplitName,
  captions: Map<ImageId, KeptCaption>,
): void {
  const text = `${JSON.stringify([...captions], null, 1)}\n`;
  writeArtefact(captionsPath(dataset, split), text, madeFrom(dataset));
}

/**
 * Reads what `writeCaptions` wrote.
 * @throws UserError when another model made them
 */
function readCaptions(dataset: Dataset, split: SplitName): Map<ImageId, KeptCaption> {
  const bytes = readArtefact(captionsPath(dataset, split), madeFrom(dataset));
  return new Map(JSON.parse(bytes.toString()) as [ImageId, KeptCaption][]);
}

/**
 * A greedy caption for every picture of a split that has features: read from the run folder, or made now. Those of another
 * model are made again.
 */
export async function ensureCaptions(
  dataset: Dataset,
  split: SplitName,
): Promise<Map<ImageId, KeptCaption>> {
  const { model, inputs } = await ensureModel(dataset);
  return findOrRemake(captionsPath(dataset, split), madeFrom(dataset), {
    read: () => readCaptions(dataset, split),
    make: async () => {
      const ids = withFeatures(dataset.splits[split], inputs.features);
      const found = await greedyCaptions(model, inputs, ids);
      const captions = new Map(
        ids.map((id, i) => {
          const { caption, logProbability } = found[i];
          return [id, { caption, logProbability }];
        }),
      );
      writeCaptions(dataset, split, captions);
      return captions;
    },
  });
}
