import type { ImageId } from '../data-understanding/index.js';
import type { TrainedModel } from '../model/index.js';
import type { FoundCaption } from './found-caption.js';
import { greedySearch } from './greedy.js';
import { tutorialSearch } from './tutorial-search.js';

/** One way of searching the captions of the same pictures. */
export interface SearchByWay {
  way: string;
  'milliseconds per picture': number;
  'same words as the tutorial': string;
}

/** Searches captions by the tutorial's loop and with the memory carried, and compares words and time. */
export async function compareSearches(
  { model, inputs }: TrainedModel,
  ids: readonly ImageId[],
): Promise<SearchByWay[]> {
  const { vocabulary, sequences, features } = inputs;
  const vectors = ids.map((id) => features.of(id));
  const timed = async <T>(search: () => Promise<T>): Promise<[T, number]> => {
    const start = performance.now();
    const result = await search();
    return [result, (performance.now() - start) / ids.length];
  };
  await greedySearch(model, vocabulary, vectors, sequences); // warms up
  const [reread, slow] = await timed(async () => {
    const found: FoundCaption[] = [];
    for (const row of vectors) {
      found.push(await tutorialSearch(model, vocabulary, row, sequences.maxLength));
    }
    return found;
  });
  const [carried, fast] = await timed(() => greedySearch(model, vocabulary, vectors, sequences));
  const same = carried.filter(({ caption }, i) => caption === reread[i].caption).length;
  const row = (way: string, milliseconds: number, equal: number): SearchByWay => ({
    way,
    'milliseconds per picture': milliseconds,
    'same words as the tutorial': `${equal} of ${ids.length}`,
  });
  return [
    row("the tutorial's: read the whole prefix again", slow, ids.length),
    row('carry the memory, all pictures at once', fast, same),
  ];
}
