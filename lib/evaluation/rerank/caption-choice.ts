import type { Dataset, ImageId, SplitName } from '../../data-understanding/index.js';
import {
  ensureSearches,
  type PictureSearches,
  type Ranking,
  rankingName,
  searchesPath,
  USUAL_RANKING,
} from '../../inference/index.js';
import type { Rerank } from './rerank.js';
import { ensureReranked, rerankedPath } from './reranked.js';

/** Which captions of a split are meant, beside the greedy ones: how they are searched, ranked, and chosen among. */
export interface CaptionChoice {
  split: SplitName;
  /** Width of the beam. */
  beam: number;
  ranking?: Ranking;
  /** Without it the best is the one that the search ranked first. */
  rerank?: Rerank;
}

/** In a few words, as tables and pages name these captions: `beam 10, consensus`. */
export function choiceName({ beam, ranking = USUAL_RANKING, rerank }: CaptionChoice): string {
  const name = rankingName(ranking);
  const ranked = name === rankingName(USUAL_RANKING) ? '' : `, ${name.replace('-', ' ')}`;
  return `beam ${beam}${ranked}${rerank ? `, ${rerank.by}` : ''}`;
}

/** Where the captions lie that are meant. */
export const choicePath = (dataset: Dataset, choice: CaptionChoice): string =>
  choice.rerank
    ? rerankedPath(dataset, choice, choice.rerank)
    : searchesPath(dataset, choice.split, choice.beam, choice.ranking);

/** The captions that are meant, of every picture of the split that has features: read, or made now. */
export const ensureChosen = (
  dataset: Dataset,
  choice: CaptionChoice,
): Promise<Map<ImageId, PictureSearches>> =>
  choice.rerank
    ? ensureReranked(dataset, choice, choice.rerank)
    : ensureSearches(dataset, choice.split, choice.beam, choice.ranking);
