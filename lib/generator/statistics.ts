import { makeSequences } from '../caption-preprocessing/index.js';
import { cleanCaptions, uniqueWords } from '../cleaning/index.js';
import type { Dataset } from '../data-understanding/index.js';
import {
  buildVocabulary,
  countWords,
  frequentWords,
  minCountOf,
  trainCaptions,
} from '../vocabulary/index.js';
import { countPairs } from './pairs.js';

/** A data set in eight numbers. */
export type DatasetStatistics = {
  imageIds: number;
  captions: number;
  /** Different words over all captions, after cleaning. */
  cleanWords: number;
  trainCaptions: number;
  /** Different words in the training captions, markers included. */
  trainWords: number;
  /** Words kept by the threshold. */
  vocabulary: number;
  /** Words of the longest training caption, markers included. */
  maxLength: number;
  /** Training rows an epoch. */
  pairs: number;
};

/** Counts a data set from its captions; no artefact is read or written. */
export function datasetStatistics(
  dataset: Dataset,
  { minCount = minCountOf(dataset) }: { minCount?: number } = {},
): DatasetStatistics {
  const cleaned = cleanCaptions(dataset.captions, dataset.text, dataset.language);
  const train = trainCaptions(dataset, cleaned);
  const counts = countWords(train);
  const vocabulary = frequentWords(counts, { minCount });
  const sequences = makeSequences(dataset, cleaned, vocabulary);
  return {
    imageIds: dataset.captions.size,
    captions: [...dataset.captions.values()].flat().length,
    cleanWords: uniqueWords(cleaned).size,
    trainCaptions: [...train.values()].flat().length,
    trainWords: counts.size,
    vocabulary: vocabulary.words.length,
    maxLength: sequences.maxLength,
    pairs: countPairs(sequences.train),
  };
}

/**
 * Makes sure that a data set's training captions have words to learn.
 * @throws UserError as `buildVocabulary` does
 */
export function requireWords(dataset: Dataset): void {
  const cleaned = cleanCaptions(dataset.captions, dataset.text, dataset.language);
  const counts = countWords(trainCaptions(dataset, cleaned));
  buildVocabulary(counts, { minCount: minCountOf(dataset) });
}
