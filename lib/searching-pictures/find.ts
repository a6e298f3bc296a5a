import type { Dataset, ImageId, SplitName } from '../data-understanding/index.js';
import { withFeatures } from '../image-encoding/index.js';
import { ensureSearches, type PictureSearches } from '../inference/index.js';
import { ensureModel, type TrainedModel } from '../model/index.js';
import { asInput } from '../outputs/index.js';
import { wordsOf } from './compare.js';
import { logLikelihoods } from './likelihood.js';
import { queryOf } from './queries.js';
import { type TextIndex, textIndex } from './text-search.js';

/** How pictures are looked for: by the words of their captions, or by how probable the query is as a caption. */
export const searchWays = ['words', 'likelihood'] as const;
/** How pictures are looked for. */
export type SearchWay = (typeof searchWays)[number];

/** A picture that was found. */
export interface FoundPicture {
  imageId: ImageId;
  /** What the model says of it. */
  caption: string;
  /** Of `words` BM25+; of `likelihood` the query's log probability. */
  score: number;
}

/** Pictures that can be looked for. */
export interface Collection {
  dataset: Dataset;
  trained: TrainedModel;
  ids: ImageId[];
  captions: Map<ImageId, PictureSearches>;
  /** Their words. */
  index: TextIndex;
}

/** The pictures of a split that have features, captioned: captions are read from the run folder, or made now. */
export async function openCollection(
  dataset: Dataset,
  split: SplitName,
  beam = 3,
): Promise<Collection> {
  const trained = await asInput(() => ensureModel(dataset));
  const captions = await ensureSearches(dataset, split, beam);
  return {
    ...{ dataset, trained, captions, index: textIndex(wordsOf(captions, true)) },
    ids: withFeatures(dataset.splits[split], trained.inputs.features),
  };
}

async function scoresOf(
  { dataset, trained: { model, inputs }, ids, index }: Collection,
  typed: string,
  by: SearchWay,
): Promise<{ imageId: ImageId; score: number }[]> {
  const { text, sequence } = queryOf(typed, dataset, inputs.vocabulary);
  if (by === 'words') return index.search(text);
  const logs = await logLikelihoods(model, inputs.features, ids, [sequence]);
  return ids.map((imageId, i) => ({ imageId, score: logs[i] })).sort((a, b) => b.score - a.score);
}

/**
 * The pictures that fit what is typed, the best first.
 * @throws UserError where the model knows none of the words
 */
export async function findPictures(
  collection: Collection,
  typed: string,
  { by = 'likelihood', most = 10 }: { by?: SearchWay; most?: number } = {},
): Promise<FoundPicture[]> {
  const scores = await scoresOf(collection, typed, by);
  return scores.slice(0, most).map(({ imageId, score }) => {
    const [best] = collection.captions.get(imageId)?.beams ?? [];
    return { imageId, caption: best?.caption ?? '', score };
  });
}
