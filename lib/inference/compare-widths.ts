import type { ImageId } from '../data-understanding/index.js';
import type { TrainedModel } from '../model/index.js';
import { beamSearch } from './beam.js';
import { greedySearch } from './greedy.js';

/** What a wider beam brings over greedy search of the same pictures. */
export interface SearchByWidth {
  width: number;
  /** Mean over the pictures' best captions. */
  'log probability': number;
  'words a caption': number;
  'found a more probable caption': string;
  'milliseconds a picture': number;
}

const mean = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length;

/** What counts as more probable: beyond what rounding does. */
const MARGIN = 1e-4;

/** Searches captions with beams of several widths; with 1 it is greedy search. */
export async function compareWidths(
  { model, inputs }: TrainedModel,
  ids: readonly ImageId[],
  widths: readonly number[],
): Promise<SearchByWidth[]> {
  const { vocabulary, features, sequences } = inputs;
  const { maxLength } = sequences;
  const vectors = ids.map((id) => features.of(id));
  const greedy = await greedySearch(model, vocabulary, vectors, { maxLength });
  const rows: SearchByWidth[] = [];
  for (const width of widths) {
    const start = performance.now();
    const found = await beamSearch(model, vocabulary, vectors, { maxLength, width });
    const milliseconds = (performance.now() - start) / ids.length;
    const best = found.map(([first]) => first);
    const better = best.filter(
      ({ logProbability }, i) => logProbability > greedy[i].logProbability + MARGIN,
    );
    rows.push({
      width,
      'log probability': mean(best.map(({ logProbability }) => logProbability)),
      'words a caption': mean(best.map(({ caption }) => caption.split(' ').length)),
      'found a more probable caption': `${better.length} of ${ids.length}`,
      'milliseconds a picture': milliseconds,
    });
  }
  return rows;
}
