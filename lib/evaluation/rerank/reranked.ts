import type { Dataset, ImageId, SplitName } from '../../data-understanding/index.js';
import { progressBar } from '../../display/progress.js';
import { ensureFeatures, featuresFingerprint } from '../../image-encoding/index.js';
import {
  ensureSearches,
  isSearches,
  type PictureSearches,
  type Ranking,
  searchesPath,
} from '../../inference/index.js';
import {
  asInput,
  contentOf,
  findOrRemake,
  type MadeFrom,
  pairWith,
  readListArtefact,
  writeListArtefact,
} from '../../outputs/index.js';
import { pictureProtocolOf } from '../protocols.js';
import { type BeamJudge, beamJudge } from './judge.js';
import { type Rerank, rerankBeams } from './rerank.js';

/** Which beams are chosen among. */
export interface BeamsOf {
  split: SplitName;
  beam: number;
  ranking?: Ranking;
}

/** Where reranked captions lie, beside those of the search. */
export const rerankedPath = (dataset: Dataset, { split, beam, ranking }: BeamsOf, { by }: Rerank) =>
  searchesPath(dataset, split, beam, ranking).replace(/json$/, `${by}.json`);

async function rerankedFrom(
  dataset: Dataset,
  { split, beam, ranking }: BeamsOf,
  { by, weight, neighbours = 0, captions = 0, sharpness = 1 }: Rerank,
): Promise<MadeFrom> {
  const counted = { rerank: by, weight, protocol: pictureProtocolOf(dataset) };
  const beams = contentOf(searchesPath(dataset, split, beam, ranking));
  const madeFrom = { ...counted, beams, dataset: dataset.fingerprint };
  if (by === 'mbr') return { ...madeFrom, sharpness };
  const features = await ensureFeatures(dataset);
  const compared = [...dataset.splits.train, ...dataset.splits[split]];
  return { ...madeFrom, neighbours, captions, features: featuresFingerprint(features, compared) };
}

/** Every picture's beams in the order that the judge and the weight give them. */
export function rerankPictures(
  searches: ReadonlyMap<ImageId, PictureSearches>,
  judge: BeamJudge,
  rerank: Rerank,
): Map<ImageId, PictureSearches> {
  const bar = progressBar('Choosing among beams', searches.size, 'pictures');
  const chosen = new Map<ImageId, PictureSearches>();
  for (const [id, { greedy, beams, looks }] of searches) {
    const reranked = rerankBeams(beams, judge(id, beams)(rerank), rerank.weight);
    const isSame = reranked[0].caption === beams[0].caption;
    chosen.set(id, {
      ...{ greedy, beams: reranked },
      ...(looks && { looks: isSame ? looks : { greedy: looks.greedy } }),
    });
    bar.advance(1);
  }
  bar.done();
  return chosen;
}

function* entriesOf(map: ReadonlyMap<ImageId, PictureSearches>): Generator<string> {
  for (const entry of map) yield JSON.stringify(entry);
}

/**
 * Both searches' captions of a split's pictures, the beams chosen among: read from the run folder, or made now. Those of other
 * beams or settings are made again.
 */
export async function ensureReranked(
  dataset: Dataset,
  of: BeamsOf,
  rerank: Rerank,
): Promise<Map<ImageId, PictureSearches>> {
  const searches = await asInput(() => ensureSearches(dataset, of.split, of.beam, of.ranking));
  const path = rerankedPath(dataset, of, rerank);
  const expected = await asInput(() => rerankedFrom(dataset, of, rerank));
  return findOrRemake(path, expected, {
    read: () => new Map(readListArtefact(path, expected, pairWith(isSearches))),
    make: async () => {
      const judge = await beamJudge(
        dataset,
        [...searches.keys()],
        rerank.by,
        rerank.neighbours ?? 0,
      );
      const chosen = rerankPictures(searches, judge, rerank);
      writeListArtefact(path, entriesOf(chosen), expected);
      return chosen;
    },
  });
}
