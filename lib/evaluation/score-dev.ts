import type { Dataset } from '../data-understanding/index.js';
import { withFeatures } from '../image-encoding/index.js';
import { beamSearch, USUAL_NORMALISATION } from '../inference/index.js';
import type { CaptionModel, Judge, ModelInputs } from '../model/index.js';
import { protocols, scoreName } from './protocols.js';
import { type Scores, scoreCaptions } from './score-captions.js';

/** How captions of dev are scored while models are chosen by them. */
export const DEV_PROTOCOL = 'coco';

/** Captions the dev pictures by a beam of this width, and scores the captions. */
export async function scoreDev(
  dataset: Dataset,
  model: CaptionModel,
  { vocabulary, sequences: { maxLength }, features }: ModelInputs,
  width: number,
): Promise<Scores> {
  const ids = withFeatures(dataset.splits.dev, features);
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

/** Judges a model by the CIDEr of its captions of dev, each word the likeliest (a beam of 1). */
export const ciderJudge = (dataset: Dataset, inputs: ModelInputs): Judge => ({
  name: scoreName('CIDEr', DEV_PROTOCOL),
  of: async (model) => (await scoreDev(dataset, model, inputs, 1)).CIDEr,
});
