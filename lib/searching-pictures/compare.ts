import { ensureDescriptions } from '../cleaning/index.js';
import type { Dataset, ImageId, SplitName } from '../data-understanding/index.js';
import type { CaptionedPicture } from '../display/pictures.js';
import { ensureSearches, type PictureSearches } from '../inference/index.js';
import type { Collection } from './find.js';
import { lessEase } from './hubs.js';
import { ensureLikelihoods, type LikelihoodOptions, type Likelihoods } from './likelihoods.js';
import { chanceRow, type RecallRow, ranksOf, recallAt, recallRow } from './ranks.js';
import { textIndex, textScores } from './text-search.js';

/** The best caption of each picture, or all that the beam found, as its words. */
export const wordsOf = (found: ReadonlyMap<ImageId, PictureSearches>, all = false) =>
  [...found].map(([imageId, { beams }]) => ({
    imageId,
    texts: (all ? beams : beams.slice(0, 1)).map(({ caption }) => caption),
  }));

/** How well each query fits each picture by the words of some captions, `[queries, pictures]`. */
export const scoresByWords = (
  { ids, queries }: Pick<Likelihoods, 'ids' | 'queries'>,
  pictures: Parameters<typeof textIndex>[0],
): Float32Array =>
  textScores(
    textIndex(pictures),
    ids,
    queries.map(({ text }) => text),
  );

/** The column of each query's own picture. */
function rightColumns({ ids, queries }: Pick<Likelihoods, 'ids' | 'queries'>): number[] {
  const columns = new Map(ids.map((id, column) => [id, column]));
  return queries.map(({ imageId }) => columns.get(imageId) as number);
}

/** A way to search and its scores, `[queries, pictures]`. */
export interface SearchScores {
  search: string;
  scores: Float32Array;
}

/** Each way's recall and median rank, and what a search by lot reaches. */
export function recallTable(
  likelihoods: Pick<Likelihoods, 'ids' | 'queries'>,
  ways: readonly SearchScores[],
): RecallRow[] {
  const right = rightColumns(likelihoods);
  const groups = likelihoods.queries.map(({ imageId }) => imageId);
  const rows = ways.map(({ search, scores }) => recallRow(search, ranksOf(scores, right), groups));
  return [chanceRow(likelihoods.ids.length), ...rows];
}

/**
 * How well queries would fit pictures by their words if a person had captioned each: one caption, and never the one that is the
 * query.
 */
export async function scoresByPerson(
  dataset: Dataset,
  { ids, queries }: Pick<Likelihoods, 'ids' | 'queries'>,
): Promise<Float32Array> {
  const cleaned = await ensureDescriptions(dataset);
  const scores = new Float32Array(queries.length * ids.length);
  const place = queries.map(({ imageId, text }) => cleaned.get(imageId)?.indexOf(text) ?? 0);
  for (const turn of new Set(place)) {
    const pictures = ids.map((imageId) => {
      const own = cleaned.get(imageId) ?? [];
      return { imageId, texts: own.length > 1 ? [own[(turn + 1) % own.length]] : [] };
    });
    const rows = [...queries.keys()].filter((row) => place[row] === turn);
    const part = scoresByWords({ ids, queries: rows.map((row) => queries[row]) }, pictures);
    for (const [i, row] of rows.entries()) {
      scores.set(part.subarray(i * ids.length, (i + 1) * ids.length), row * ids.length);
    }
  }
  return scores;
}

/** What is compared, and of how many queries and pictures. */
export interface ComparedSearches {
  queries: number;
  pictures: number;
  rows: RecallRow[];
}

/**
 * Searches for the pictures of a split by people's captions of them, and tells how far down each picture was found: by the words
 * of the run's captions, by its likelihood of the query, by both for comparison with a person's caption and with lot.
 * @param beam so many captions of each picture are looked through where all are
 */
export async function compareSearches(
  dataset: Dataset,
  split: SplitName,
  { beam = 3, ...options }: LikelihoodOptions & { beam?: number } = {},
): Promise<ComparedSearches> {
  const found = await ensureSearches(dataset, split, beam);
  const likelihoods = await ensureLikelihoods(dataset, split, options);
  const { logs, ease, queries, ids } = likelihoods;
  const rows = recallTable(likelihoods, [
    { search: 'words of its caption', scores: scoresByWords(likelihoods, wordsOf(found)) },
    {
      search: `words of its ${beam} beams`,
      scores: scoresByWords(likelihoods, wordsOf(found, true)),
    },
    { search: "words of a person's caption", scores: await scoresByPerson(dataset, likelihoods) },
    { search: 'likelihood', scores: logs },
    { search: 'likelihood, less that of any caption', scores: lessEase(logs, ease) },
  ]);
  return { queries: queries.length, pictures: ids.length, rows };
}

/** How far down pictures are found, as lines for a plot: recall at 1, 2, 3 … pictures. */
export function recallLines(
  likelihoods: Pick<Likelihoods, 'ids' | 'queries'>,
  ways: readonly SearchScores[],
  most = 50,
) {
  const right = rightColumns(likelihoods);
  const depths = Array.from({ length: Math.min(most, likelihoods.ids.length) }, (_, i) => i + 1);
  const lot = depths.map((depth) => depth / likelihoods.ids.length);
  const lines = ways.map(({ search, scores }) => {
    const ranks = ranksOf(scores, right);
    return { name: search, y: depths.map((depth) => recallAt(ranks, depth)) };
  });
  return [...lines, { name: 'by lot', y: lot, dashed: true }];
}

/** A query whose picture one way finds far before the other. */
export interface WideApart {
  query: string;
  imageId: ImageId;
  /** The picture's rank by each way, by its name. */
  ranks: Record<string, number>;
}

/** The queries on which two ways differ most: where the second finds the picture first, and was the first far off. */
export function widestApart(
  likelihoods: Pick<Likelihoods, 'ids' | 'queries'>,
  [first, second]: readonly [SearchScores, SearchScores],
  most = 5,
): WideApart[] {
  const right = rightColumns(likelihoods);
  const [worse, better] = [first, second].map(({ scores }) => ranksOf(scores, right));
  return likelihoods.queries
    .map(({ text, imageId }, i) => ({
      ...{ query: text, imageId },
      ranks: { [first.search]: worse[i], [second.search]: better[i] },
      apart: Math.log(worse[i] / better[i]),
    }))
    .sort((a, b) => b.apart - a.apart)
    .slice(0, most)
    .map(({ apart: _, ...one }) => one);
}

/** Pictures with the query that was about each, and below it what the model says. */
export const captionedQueries = (
  { dataset, captions }: Pick<Collection, 'dataset' | 'captions'>,
  apart: readonly WideApart[],
): CaptionedPicture[] =>
  apart.map(({ query, imageId }) => ({
    path: dataset.imagePaths.get(imageId),
    title: query,
    captions: captions.get(imageId)?.beams[0]?.caption,
  }));
