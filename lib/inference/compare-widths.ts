import type { ImageId } from '../data-understanding/index.js';
import type { TrainedModel } from '../model/index.js';
import { beamSearch } from './beam.js';
import { greedySearch } from './greedy.js';
import type { Normalisation } from './normalise.js';

/** Further columns of a table from the captions that a search found: scores, for one. */
export type ScoreCaptions<Columns> = (captions: ReadonlyMap<ImageId, string>) => Columns;

/** What a wider beam brings over greedy search of the same pictures. */
export interface SearchByWidth {
  width: number;
  /** Of a picture's best caption, over the pictures. */
  'mean log probability': number;
  'mean length, words': number;
  'more probable than greedy': string;
  'milliseconds per picture': number;
}

/** How the searches rank, and what else is told of their captions. */
export interface WidthOptions<Columns> {
  /** Default: `none`. */
  normalisation?: Normalisation;
  score: ScoreCaptions<Columns>;
}

const mean = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length;

/** Words of a caption; an empty one has none. */
const lengthInWords = (caption: string) => caption.split(' ').filter(Boolean).length;

/** What counts as more probable: beyond what rounding does. */
const MARGIN = 1e-4;

/** Searches captions with beams of several widths; with 1 it is greedy search. */
export async function compareWidths<Columns>(
  { model, inputs }: TrainedModel,
  ids: readonly ImageId[],
  widths: readonly number[],
  { normalisation, score }: WidthOptions<Columns>,
): Promise<(SearchByWidth & Columns)[]> {
  const { vocabulary, features, sequences } = inputs;
  const { maxLength } = sequences;
  const vectors = ids.map((id) => features.of(id));
  const greedy = await greedySearch(model, vocabulary, vectors, { maxLength });
  const rows: (SearchByWidth & Columns)[] = [];
  for (const width of widths) {
    const start = performance.now();
    const options = { maxLength, width, normalisation };
    const found = await beamSearch(model, vocabulary, vectors, options);
    const milliseconds = (performance.now() - start) / ids.length;
    const best = found.map(([first]) => first);
    const better = best.filter(
      ({ logProbability }, i) => logProbability > greedy[i].logProbability + MARGIN,
    );
    rows.push({
      width,
      'mean log probability': mean(best.map(({ logProbability }) => logProbability)),
      'mean length, words': mean(best.map(({ caption }) => lengthInWords(caption))),
      'more probable than greedy': `${better.length} of ${ids.length}`,
      ...score(new Map(ids.map((id, i) => [id, best[i].caption]))),
      'milliseconds per picture': milliseconds,
    });
  }
  return rows;
}
