import { join } from 'node:path';
import { descriptionsPath, ensureDescriptions } from '../cleaning/index.js';
import type { CaptionsById, Dataset } from '../data-understanding/index.js';
import {
  asInput,
  contentOf,
  findOrRemake,
  listOf,
  type MadeFrom,
  objectWith,
  readJsonArtefact,
  writeArtefact,
} from '../outputs/index.js';
import { buildVocabulary, frequentWords, minCountOf, vocabularyOf } from './build-vocabulary.js';
import { countWords } from './count-words.js';
import { trainCaptions } from './markers.js';
import {
  hasStartWords,
  startWordsMark,
  startWordsPath,
  unitedWords,
  wordsFolder,
} from './start-words.js';
import type { Vocabulary } from './types.js';

/** Where the vocabulary of a data set lies, or of a run that has words of its own. */
export function vocabularyPath(dataset: Pick<Dataset, 'runFolder' | 'text' | 'run'>): string {
  return join(wordsFolder(dataset), 'vocabulary.json');
}

const madeFrom = (dataset: Dataset, minCount: number) => ({
  dataset: dataset.fingerprint,
  descriptions: contentOf(descriptionsPath(dataset)),
  minCount,
  ...startWordsMark(dataset),
});

const isWord = (value: unknown): value is string => typeof value === 'string';

/** What `vocabulary.json` holds. */
type Stored = Pick<Vocabulary, 'words' | 'minCount'>;

function isStored(value: unknown): value is Stored {
  if (!objectWith<Stored>('words', 'minCount')(value)) return false;
  return listOf(isWord)(value.words) && Number.isFinite(value.minCount);
}

/** Writes a vocabulary: its words in the order of their indices, the first being number 1. */
export function writeVocabulary(dataset: Dataset, { words, minCount }: Vocabulary): void {
  const text = `${JSON.stringify({ minCount, words }, null, 1)}\n`;
  writeArtefact(vocabularyPath(dataset), text, madeFrom(dataset, minCount));
}

function readFrom(path: string, expected: MadeFrom, goOn?: string): Vocabulary {
  const { words, minCount } = readJsonArtefact(path, expected, isStored, goOn);
  return vocabularyOf(words, minCount);
}

/**
 * Reads a vocabulary from its file, whatever it was made from: one that was kept with a model.
 * @param goOn what to do where it is missing or changed, a sentence
 * @throws UserError when it is
 */
export const readVocabularyFile = (path: string, goOn?: string): Vocabulary =>
  readFrom(path, {}, goOn);

/**
 * Reads the vocabulary of this data set.
 * @throws UserError when it is missing, changed, or was made from another data set or with another threshold
 */
export const readVocabulary = (
  dataset: Dataset,
  { minCount = minCountOf(dataset) }: { minCount?: number } = {},
): Vocabulary => readFrom(vocabularyPath(dataset), madeFrom(dataset, minCount));

/** The words of these captions; behind those that the run brought along, where it went on from another captioner. */
function vocabularyFrom(dataset: Dataset, captions: CaptionsById, minCount: number): Vocabulary {
  const counts = countWords(captions);
  if (!hasStartWords(dataset)) return buildVocabulary(counts, { minCount });
  return unitedWords(
    readVocabularyFile(startWordsPath(dataset)),
    frequentWords(counts, { minCount }),
  );
}

/** The vocabulary of the training captions: read when `vocabulary.json` was made from them, else built and written. */
export async function ensureVocabulary(
  dataset: Dataset,
  { minCount = minCountOf(dataset) }: { minCount?: number } = {},
): Promise<Vocabulary> {
  const cleaned = await asInput(() => ensureDescriptions(dataset));
  return findOrRemake(vocabularyPath(dataset), madeFrom(dataset, minCount), {
    read: () => readVocabulary(dataset, { minCount }),
    make: () => {
      const captions = trainCaptions(dataset, cleaned);
      const vocabulary = vocabularyFrom(dataset, captions, minCount);
      writeVocabulary(dataset, vocabulary);
      return vocabulary;
    },
  });
}
