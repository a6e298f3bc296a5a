import type { CaptionModel } from '../../model/index.js';
import type { Vocabulary } from '../../vocabulary/index.js';
import { type BeamOptions, beamSearch } from '../beam.js';
import type { FoundCaption } from '../found-caption.js';
import { greedySearch } from '../greedy.js';
import type { SearchOptions } from '../search-options.js';

/** Which searches are made of pictures. */
export interface Searches {
  greedy?: SearchOptions;
  beam?: BeamOptions;
}

/** What they found, a row for each picture. */
export interface SearchedBatch {
  greedy: FoundCaption[];
  /** Of each picture the best first. */
  beams: FoundCaption[][];
}

/** Makes the searches of some pictures, each its vector or map. */
export async function searchBatch(
  model: CaptionModel,
  vocabulary: Vocabulary,
  features: readonly Float32Array[],
  { greedy, beam }: Searches,
): Promise<SearchedBatch> {
  return {
    greedy: greedy ? await greedySearch(model, vocabulary, features, greedy) : [],
    beams: beam ? await beamSearch(model, vocabulary, features, beam) : [],
  };
}
