import { join } from 'node:path';
import { type Dataset, runsFolder, textFolder } from '../data-understanding/index.js';
import { artefactExists, contentOf, type MadeFrom, writeArtefact } from '../outputs/index.js';
import { vocabularyOf } from './build-vocabulary.js';
import type { Vocabulary } from './types.js';

/** A data set with one of its runs. */
type OfRun = Pick<Dataset, 'runFolder' | 'text' | 'run'>;

/** Where the words lie of the captioner that a run went on from: `runs/<run>/start-vocabulary.json`. */
export const startWordsPath = (dataset: OfRun) =>
  join(runsFolder(dataset), dataset.run ?? '', 'start-vocabulary.json');

/** Whether a run went on from a captioner that brought words of its own. */
export const hasStartWords = (dataset: OfRun) =>
  dataset.run !== undefined && artefactExists(startWordsPath(dataset));

/**
 * Where the vocabulary lies, and what is numbered by it: beside the cleaned captions, for all runs; in the run's own folder where
 * it went on from another captioner, and has its words, too.
 */
export const wordsFolder = (dataset: OfRun): string =>
  hasStartWords(dataset) ? join(runsFolder(dataset), dataset.run as string) : textFolder(dataset);

/** Keeps the words that a run brings along: from then on its vocabulary begins with them. */
export function writeStartWords(dataset: OfRun, { words, minCount }: Vocabulary, from: MadeFrom) {
  const text = `${JSON.stringify({ minCount, words }, null, 1)}\n`;
  writeArtefact(startWordsPath(dataset), text, from);
}

/** The words that a run brought along, for the header of what is made of them. */
export const startWordsMark = (dataset: OfRun): MadeFrom =>
  hasStartWords(dataset) ? { startWords: contentOf(startWordsPath(dataset)) } : {};

/** Two vocabularies as one: all words of the first by their numbers, then those that only the second has. */
export function unitedWords(first: Vocabulary, second: Vocabulary): Vocabulary {
  const others = second.words.filter((word) => !first.indexOf.has(word));
  return vocabularyOf([...first.words, ...others], second.minCount);
}
