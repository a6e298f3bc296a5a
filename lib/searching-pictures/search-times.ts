import { type Collection, findPictures, type SearchWay, searchWays } from './find.js';

/** What a search costs. */
export interface SearchTime {
  search: SearchWay;
  'milliseconds a query': number;
  /** How often the captioner runs over a picture for it. */
  'pictures read': number;
}

/** How long each way takes for a query, after one for warming up. */
export async function searchTimes(collection: Collection, query: string): Promise<SearchTime[]> {
  const rows: SearchTime[] = [];
  for (const by of searchWays) {
    await findPictures(collection, query, { by });
    const start = performance.now();
    await findPictures(collection, query, { by });
    rows.push({
      search: by,
      'milliseconds a query': performance.now() - start,
      'pictures read': by === 'words' ? 0 : collection.ids.length,
    });
  }
  return rows;
}
