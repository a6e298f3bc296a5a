import { join } from 'node:path';
import { descriptionsPath, ensureDescriptions } from '../cleaning/index.js';
import { type Dataset, textFolder } from '../data-understanding/index.js';
import {
  contentOf,
  findOrRemake,
  listOf,
  objectWith,
  readJsonArtefact,
  writeArtefact,
} from '../outputs/index.js';
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
  descriptions: contentOf(descriptionsPath(dataset)),
  minCount,
});

const isWord = (value: unknown): value is string => typeof value === 'string';

function isStored(value: unknown): value is { words: string[] } {
  return objectWith<{ words: unknown }>('words')(value) && listOf(isWord)(value.words);
}

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
  const { words } = readJsonArtefact(
    vocabularyPath(dataset),
    madeFrom(dataset, minCount),
    isStored,
  );
  return vocabularyOf(words, minCount);
}

/** The vocabulary of the training captions: read when `vocabulary.json` was made from them, else built and written. */
export async function ensureVocabulary(
  dataset: Dataset,
  { minCount = minCountOf(dataset) }: { minCount?: number } = {},
): Promise<Vocabulary> {
  const cleaned = await ensureDescriptions(dataset);
  return findOrRemake(vocabularyPath(dataset), madeFrom(dataset, minCount), {
    read: () => readVocabulary(dataset, { minCount }),
    make: () => {
      const captions = trainCaptions(dataset, cleaned);
      const vocabulary = buildVocabulary(countWords(captions), { minCount });
      writeVocabulary(dataset, vocabulary);
      return vocabulary;
    },
  });
}
