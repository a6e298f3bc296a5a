import { join } from 'node:path';
import type { Dataset, ImageId, SplitName } from '../data-understanding/index.js';
import { progressBar } from '../display/progress.js';
import { withFeatures } from '../image-encoding/index.js';
import { ensureModel, runOutputs, type TrainedModel } from '../model/index.js';
import {
  asInput,
  findOrRemake,
  listOf,
  objectWith,
  pairWith,
  readJsonArtefact,
  writeArtefact,
} from '../outputs/index.js';
import { captionsMadeFrom } from './captions.js';
import type { FoundCaption } from './found-caption.js';
import { type KeptLooks, keepLooks, withoutLooks } from './kept-looks.js';
import { type Ranking, rankingName, USUAL_RANKING } from './normalise.js';
import { searchInBatches } from './search-team/search-in-batches.js';

/** What both searches found for a picture. */
export interface PictureSearches {
  /** With the most probable words of each step. */
  greedy: FoundCaption;
  /** The best first; at most as many as the beam is wide. */
  beams: FoundCaption[];
  /**
   * Where the captioner looked for the words of the greedy caption and of the beam that the search ranked first; absent where it
   * does not look, and the beam's where another was chosen.
   */
  looks?: { greedy: KeptLooks; beam?: KeptLooks };
}

/** How many words a step of greedy search tells of. */
const ALTERNATIVES = 5;
const PICTURES_AT_ONCE = 128;

/** What tells the captions of one beam from another's in a file's name: its width, and its ranking where that is not the usual. */
function beamName(width: number, ranking: Ranking): string {
  const name = rankingName(ranking);
  return name === rankingName(USUAL_RANKING) ? `beam-${width}` : `beam-${width}.${name}`;
}

/** Where the captions of both searches lie, beside the greedy ones. */
export const searchesPath = (
  dataset: Dataset,
  split: SplitName,
  width: number,
  ranking: Ranking = USUAL_RANKING,
) => join(runOutputs(dataset), `captions.${split}.${beamName(width, ranking)}.json`);

const isFound = objectWith<FoundCaption>('caption', 'words', 'logProbability');

/** Whether a value is what both searches found for a picture. */
export function isSearches(value: unknown): value is PictureSearches {
  if (!objectWith<PictureSearches>('greedy', 'beams')(value)) return false;
  return isFound(value.greedy) && listOf(isFound)(value.beams);
}

const withoutMaps = (found: FoundCaption): FoundCaption => ({
  ...found,
  words: withoutLooks(found.words),
});

/** What is kept of both searches of a picture: its maps in few bytes. */
function kept(greedy: FoundCaption, beams: FoundCaption[]): PictureSearches {
  const [first, second] = [greedy, beams[0]].map(({ words }) => keepLooks(words));
  const looks = first && second && { greedy: first, beam: second };
  return {
    ...{ greedy: withoutMaps(greedy), beams: beams.map(withoutMaps) },
    ...(looks && { looks }),
  };
}

const batchesOfIds = (ids: readonly ImageId[]) =>
  Array.from({ length: Math.ceil(ids.length / PICTURES_AT_ONCE) }, (_, i) =>
    ids.slice(i * PICTURES_AT_ONCE, (i + 1) * PICTURES_AT_ONCE),
  );

/** Greedy search and beam search of pictures that have features, in the order of the ids. */
export async function searchPictures(
  { model, inputs }: TrainedModel,
  ids: readonly ImageId[],
  width: number,
  ranking: Ranking = USUAL_RANKING,
): Promise<Map<ImageId, PictureSearches>> {
  const { features, vocabulary, sequences } = inputs;
  const options = { maxLength: sequences.maxLength, looks: true };
  const found = new Map<ImageId, PictureSearches>();
  const bar = progressBar('Searching captions', ids.length, 'pictures');
  const searches = {
    greedy: { ...options, alternatives: ALTERNATIVES },
    beam: { ...options, ...ranking, width },
  };
  const of = (id: ImageId) => features.of(id);
  const batches = batchesOfIds(ids);
  for await (const done of searchInBatches(model, vocabulary, batches, of, searches)) {
    const { greedy, beams } = done.found;
    done.batch.forEach((id, i) => {
      found.set(id, kept(greedy[i], beams[i]));
    });
    bar.advance(done.batch.length);
  }
  bar.done();
  return found;
}

/**
 * The captions of both searches for every picture of a split that has features: read from the run folder, or made now.
 * Those of another model or of other features are made again.
 */
export async function ensureSearches(
  dataset: Dataset,
  split: SplitName,
  width: number,
  ranking: Ranking = USUAL_RANKING,
): Promise<Map<ImageId, PictureSearches>> {
  const trained = await asInput(() => ensureModel(dataset));
  const path = searchesPath(dataset, split, width, ranking);
  const expected = {
    ...{ alternatives: ALTERNATIVES, normalisation: rankingName(ranking) },
    ...(trained.model.reads.cells > 1 && { looks: '8-bit' }),
    ...captionsMadeFrom(dataset, split, trained.inputs),
  };
  return findOrRemake(path, expected, {
    read: () => new Map(readJsonArtefact(path, expected, listOf(pairWith(isSearches)))),
    make: async () => {
      const ids = withFeatures(dataset.splits[split], trained.inputs.features);
      const found = await searchPictures(trained, ids, width, ranking);
      writeArtefact(path, `${JSON.stringify([...found])}\n`, expected);
      return found;
    },
  });
}
