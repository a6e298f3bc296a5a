import { join } from 'node:path';
import type { Dataset, ImageId, SplitName } from '../data-understanding/index.js';
import { progressBar } from '../display/progress.js';
import { withFeatures } from '../image-encoding/index.js';
import { ensureModel, runOutputs, type TrainedModel } from '../model/index.js';
import {
  asInput,
  findOrRemakeInParts,
  isMadeFrom,
  listOf,
  objectWith,
  pairWith,
  partsFolder,
  readListArtefact,
  type Shard,
  type WorkDone,
  type WorkInParts,
  workInParts,
  writeListArtefact,
} from '../outputs/index.js';
import { captionShard, captionsMadeFrom } from './captions.js';
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

/** What is searched of pictures. */
interface Wanted {
  width: number;
  ranking?: Ranking;
}

/** The searches of which a part is made. */
interface ShardedSearches {
  split: SplitName;
  /** Width of the beam. */
  beam: number;
  ranking?: Ranking;
}

/** Greedy search and beam search of batches of pictures, a batch after the other. */
export async function* searchedBatches(
  { model, inputs }: TrainedModel,
  batches: readonly (readonly ImageId[])[],
  { width, ranking = USUAL_RANKING }: Wanted,
): AsyncGenerator<[ImageId, PictureSearches][]> {
  const { features, vocabulary, sequences } = inputs;
  const options = { maxLength: sequences.maxLength, looks: true };
  const bar = progressBar('Searching captions', batches.flat().length, 'pictures');
  const searches = {
    greedy: { ...options, alternatives: ALTERNATIVES },
    beam: { ...options, ...ranking, width },
  };
  const of = (id: ImageId) => features.of(id);
  for await (const done of searchInBatches(model, vocabulary, batches, of, searches)) {
    const { greedy, beams } = done.found;
    yield done.batch.map((id, i) => [id, kept(greedy[i], beams[i])]);
    bar.advance(done.batch.length);
  }
  bar.done();
}

const isEntry = pairWith(isSearches);

/** The captions of both searches of a split, as work that can be cut into parts. */
function searchesWork(
  dataset: Dataset,
  split: SplitName,
  wanted: Required<Wanted>,
  trained: TrainedModel,
) {
  const { width, ranking } = wanted;
  const path = searchesPath(dataset, split, width, ranking);
  const madeFrom = {
    ...{ alternatives: ALTERNATIVES, normalisation: rankingName(ranking) },
    ...(trained.model.reads.cells > 1 && { looks: '8-bit' }),
    ...captionsMadeFrom(dataset, split, trained.inputs),
  };
  const ids = withFeatures(dataset.splits[split], trained.inputs.features);
  const work: WorkInParts = {
    ...{ folder: partsFolder(path), madeFrom, rows: ids.length, atOnce: PICTURES_AT_ONCE },
    isDone: () => isMadeFrom(path, madeFrom),
    async *make(batches) {
      const some = batches.map(([from, to]) => ids.slice(from, to));
      for await (const found of searchedBatches(trained, some, wanted)) {
        yield found.map((entry) => JSON.stringify(entry));
      }
    },
    finish: (values) => writeListArtefact(path, values, madeFrom),
  };
  return { path, madeFrom, work };
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
  const { path, madeFrom, work } = searchesWork(dataset, split, { width, ranking }, trained);
  return findOrRemakeInParts(path, work, () => new Map(readListArtefact(path, madeFrom, isEntry)));
}

/**
 * One part of the captions of a split, the greedy ones and those of both searches; others do the others. Where none is missing,
 * they are finished.
 * @throws UserError when what others left was made from other inputs, naming both
 */
export async function searchesShard(
  dataset: Dataset,
  { split, beam: width, ranking = USUAL_RANKING }: ShardedSearches,
  shard: Shard,
): Promise<WorkDone> {
  const greedy = await captionShard(dataset, split, shard);
  const trained = await asInput(() => ensureModel(dataset));
  const { work } = searchesWork(dataset, split, { width, ranking }, trained);
  const both = await workInParts(work, shard);
  return both.missing > 0 ? both : greedy;
}
