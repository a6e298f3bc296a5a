import type { Dataset, ImageId } from '../../data-understanding/index.js';
import { ensureFeatures, type Neighbour, nearestOfMany } from '../../image-encoding/index.js';
import type { FoundCaption } from '../../inference/index.js';
import { likenessesTo } from '../cider.js';
import { consensusOf, expectedGains, sharesOf } from './gains.js';
import type { Rerank, RerankWay } from './rerank.js';
import { type TrainingCaptions, trainingCaptions } from './training-captions.js';

/** What each of a picture's beams is worth under some settings, in CIDEr-D. */
export type GainsUnder = (settings: Rerank) => number[];

/** Looks at a picture's beams once; settings can then be tried cheaply. */
export type BeamJudge = (id: ImageId, beams: readonly FoundCaption[]) => GainsUnder;

/**
 * Judges beams by people's captions of the nearest training pictures.
 * @param near for each picture its nearest training pictures, the nearest first: as many as settings will ask for
 */
export const consensusJudge =
  (
    texts: TrainingCaptions,
    near: ReadonlyMap<ImageId, readonly Pick<Neighbour, 'imageId'>[]>,
  ): BeamJudge =>
  (id, beams) => {
    const heard = (near.get(id) ?? []).map(({ imageId }) => texts.of(imageId));
    const likenessesOf = likenessesTo(heard.flat());
    const likenesses = beams.map(({ caption }) => likenessesOf(texts.weigh(caption))); // [beams][captions]
    return ({ neighbours, captions = Number.POSITIVE_INFINITY }) => {
      const { length } = heard.slice(0, neighbours).flat();
      return likenesses.map((row) => consensusOf(row.slice(0, length), captions));
    };
  };

/** Judges each beam by all beams of its picture, weighted by their probabilities: minimum Bayes risk. */
export const expectedJudge =
  ({ weigh }: Pick<TrainingCaptions, 'weigh'>): BeamJudge =>
  (_, beams) => {
    const candidates = beams.map(({ caption }) => weigh(caption));
    const likenesses = candidates.map(likenessesTo(candidates)); // [beams][beams]
    return ({ sharpness = 1 }) =>
      expectedGains(likenesses, sharesOf(beams.map((beam) => sharpness * beam.logProbability)));
  };

/**
 * A judge for a data set's pictures. Of captions it reads those of the training split alone.
 * @param neighbours the most that settings will ask for
 */
export async function beamJudge(
  dataset: Dataset,
  ids: readonly ImageId[],
  by: RerankWay,
  neighbours: number,
): Promise<BeamJudge> {
  const texts = trainingCaptions(dataset);
  if (by === 'mbr') return expectedJudge(texts);
  const features = await ensureFeatures(dataset);
  return consensusJudge(texts, await nearestOfMany(features, ids, texts.ids, neighbours));
}
