import { startEngine, type WorkerTask } from '../../engine/index.js';
import { type ModelAsFiles, openCaptionModel } from '../../model/index.js';
import { vocabularyOf } from '../../vocabulary/index.js';
import { type SearchedBatch, type Searches, searchBatch } from './search-batch.js';

/** The captioner that searches, and its words. */
export interface SearchSetup extends ModelAsFiles {
  words: string[];
  searches: Searches;
}

/** What a worker does: the searches of some pictures' vectors or maps. */
export const prepare: WorkerTask<SearchSetup, Float32Array[], SearchedBatch>['prepare'] = async ({
  json,
  weights,
  words,
  searches,
}) => {
  await startEngine();
  const model = await openCaptionModel(json, weights);
  const vocabulary = vocabularyOf(words);
  return (features) => searchBatch(model, vocabulary, features, searches);
};
