import { join } from 'node:path';
import { ensureDescriptions } from '../cleaning/index.js';
import { type Dataset, textFolder } from '../data-understanding/index.js';
import { findOrMake, readArtefact, shortPath, UserError, writeArtefact } from '../outputs/index.js';
import { buildVocabulary, minCountOf, vocabularyOf } from './build-vocabulary.js';
import { countWords } from './count-words.js';
import { trainCaptions } from './markers.js';
import type { Vocabulary } from './types.js';

/** Where the vocabulary of a data set lies. */
export function vocabularyPath(dataset: Dataset): string {
  return join(textFolder(dataset), 'vocabulary.json');
}

const madeFrom = (dataset: Dataset, minCount: number) => ({
  dataset: dataset.fingerprint,
  cleaning: dataset.text,
  minCount,
});

/** Writes a vocabulary: its words in the order of their indices, the first being number 1. */
export function writeVocabulary(dataset: Dataset, { words, minCount }: Vocabulary): void {
  const text = `${JSON.stringify({ minCount, words }, null, 1)}\n`;
  writeArtefact(vocabularyPath(dataset), text, madeFrom(dataset, minCount));
}

/**
 * Reads the vocabulary of this data set.
 * @throws UserError when it is missing, changed, or was made from another data set or with another threshold
 */
export function readVocabulary(
  dataset: Dataset,
  { minCount = minCountOf(dataset) }: { minCount?: number } = {},
): Vocabulary {
  const path = vocabularyPath(dataset);
  const bytes = readArtefact(path, madeFrom(dataset, minCount));
  const { words } = JSON.parse(bytes.toString('utf8')) as { words?: string[] };
  if (!Array.isArray(words) || words.some((word) => typeof word !== 'string')) {
    throw new UserError(`${shortPath(path)} has no list of words: delete it and make it again.`);
  }
  return vocabularyOf(words, minCount);
}

/** The vocabulary of the training captions: read when `vocabulary.json` is there, else built and written. */
export async function ensureVocabulary(
  dataset: Dataset,
  { minCount = minCountOf(dataset) }: { minCount?: number } = {},
): Promise<Vocabulary> {
  return findOrMake(vocabularyPath(dataset), {
    read: () => readVocabulary(dataset, { minCount }),
    make: async () => {
      const captions = trainCaptions(dataset, await ensureDescriptions(dataset));
      const vocabulary = buildVocabulary(countWords(captions), { minCount });
      writeVocabulary(dataset, vocabulary);
      return vocabulary;
    },
  });
}
