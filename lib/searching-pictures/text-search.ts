import MiniSearch from 'minisearch';
import { stemmer } from 'stemmer';
import type { ImageId } from '../data-understanding/index.js';

/** What is known of a picture in words. */
export interface PictureText {
  imageId: ImageId;
  texts: readonly string[];
}

/** A picture that was found, and how well its words fit the query. */
export interface TextHit {
  imageId: ImageId;
  score: number;
}

/** An index of words. */
export interface TextIndex {
  /** Pictures whose words have one of the query's in common, the best first. */
  search(query: string): TextHit[];
}

/** *Running* and *runs* are looked for as one word. */
const stem = (word: string) => stemmer(word.toLowerCase());

/**
 * Pictures by the words that are said of them, as a search engine finds pages: by BM25+ (Lv and Zhai 2011), in which a rare word
 * weighs more than a frequent one, and the second time that a word is said less than the first. Any word of the query may
 * match; words of one stem are one.
 */
export function textIndex(pictures: readonly PictureText[]): TextIndex {
  const index = new MiniSearch<{ id: ImageId; text: string }>({
    fields: ['text'],
    processTerm: (word) => stem(word) || null,
  });
  index.addAll(pictures.map(({ imageId, texts }) => ({ id: imageId, text: texts.join('\n') })));
  return {
    search: (query) =>
      index.search(query).map(({ id, score }) => ({ imageId: id as ImageId, score })),
  };
}

/** The scores of all pictures for each query, `[queries, pictures]`: 0 where no word fits. */
export function textScores(
  index: TextIndex,
  ids: readonly ImageId[],
  queries: readonly string[],
): Float32Array {
  const columns = new Map(ids.map((id, column) => [id, column]));
  const scores = new Float32Array(queries.length * ids.length);
  for (const [row, query] of queries.entries()) {
    for (const { imageId, score } of index.search(query)) {
      const column = columns.get(imageId);
      if (column !== undefined) scores[row * ids.length + column] = score;
    }
  }
  return scores;
}
