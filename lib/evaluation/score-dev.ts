import type { Dataset, ImageId } from '../data-understanding/index.js';
import { withFeatures } from '../image-encoding/index.js';
import { beamSearch, USUAL_NORMALISATION } from '../inference/index.js';
import type { CaptionModel, Judge, ModelInputs } from '../model/index.js';
import { protocols, scoreName } from './protocols.js';
import { type Scores, scoreCaptions } from './score-captions.js';

/** How captions of dev are scored while models are chosen by them. */
export const DEV_PROTOCOL = 'coco';

/** Some of the dev pictures that have features, `most` at most, evenly spread over them: always the same. */
export function devPart(
  dataset: Pick<Dataset, 'splits'>,
  { features }: Pick<ModelInputs, 'features'>,
  most: number,
): ImageId[] {
  const all = withFeatures(dataset.splits.dev, features);
  const count = Math.min(most, all.length);
  return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]);
}

/** Captions the dev pictures, or some of them, by a beam of this width, and scores the captions. */
export async function scoreDev(
  dataset: Dataset,
  model: CaptionModel,
  { vocabulary, sequences: { maxLength }, features }: ModelInputs,
  width: number,
  ids: readonly ImageId[] = withFeatures(dataset.splits.dev, features),
): Promise<Scores> {
  const vectors = ids.map((id) => features.of(id));
  const found = await beamSearch(model, vocabulary, vectors, {
    maxLength,
    width,
    normalisation: USUAL_NORMALISATION,
  });
  const captions = new Map(ids.map((id, i) => [id, found[i][0].caption]));
  const references = new Map(ids.map((id) => [id, dataset.captions.get(id) ?? []]));
  return scoreCaptions(captions, references, protocols[DEV_PROTOCOL]).corpus;
}

/**
 * Judges a model by the CIDEr of its captions of dev, each word the likeliest (a beam of 1).
 * @param ids of the dev pictures that are captioned; without them all
 */
export const ciderJudge = (
  dataset: Dataset,
  inputs: ModelInputs,
  ids?: readonly ImageId[],
): Judge => ({
  name: scoreName('CIDEr', DEV_PROTOCOL),
  of: async (model) => (await scoreDev(dataset, model, inputs, 1, ids)).CIDEr,
});
