import { join } from 'node:path';
import { descriptionsPath, ensureDescriptions } from '../cleaning/index.js';
import type { CaptionsById, Dataset, ImageId, SplitName } from '../data-understanding/index.js';
import {
  asInput,
  contentOf,
  findOrRemake,
  listOf,
  objectWith,
  pairWith,
  readJsonArtefact,
  writeArtefact,
} from '../outputs/index.js';
import {
  ensureVocabulary,
  minCountOf,
  type Vocabulary,
  vocabularyPath,
  withMarkers,
  wordsFolder,
} from '../vocabulary/index.js';
import { encodeCaption, maxCaptionLength } from './encode-caption.js';

/** The captions of each picture as word indices, markers included. */
export type SequencesById = Map<ImageId, number[][]>;

/** The captions that training and its validation read. */
export interface Sequences {
  /** Words of the longest training caption, markers included, before rare words are dropped. */
  maxLength: number;
  train: SequencesById;
  dev: SequencesById;
}

/** Where the sequences of a data set lie. */
export function sequencesPath(dataset: Pick<Dataset, 'runFolder' | 'text' | 'run'>): string {
  return join(wordsFolder(dataset), 'sequences.json');
}

const madeFrom = (dataset: Dataset, minCount: number) => ({
  dataset: dataset.fingerprint,
  descriptions: contentOf(descriptionsPath(dataset)),
  vocabulary: contentOf(vocabularyPath(dataset)),
  minCount,
});

/** What `sequences.json` holds. */
interface StoredSequences {
  maxLength: number;
  train: [ImageId, number[][]][];
  dev: [ImageId, number[][]][];
}

const isIndex = (value: unknown): value is number => Number.isSafeInteger(value);
const areCaptions = listOf(pairWith(listOf(listOf(isIndex))));

function isStored(value: unknown): value is StoredSequences {
  if (!objectWith<StoredSequences>('maxLength', 'train', 'dev')(value)) return false;
  return isIndex(value.maxLength) && areCaptions(value.train) && areCaptions(value.dev);
}

/** Every caption as indices, in the same order. */
export function encodeCaptions(captions: CaptionsById, vocabulary: Vocabulary): SequencesById {
  return new Map(
    [...captions].map(([id, texts]) => [id, texts.map((text) => encodeCaption(text, vocabulary))]),
  );
}

/** Encodes the training and validation captions of a data set from its cleaned captions. */
export function makeSequences(
  dataset: Dataset,
  cleaned: CaptionsById,
  vocabulary: Vocabulary,
): Sequences {
  const marked = (split: SplitName) => {
    const members = new Set(dataset.splits[split]);
    return withMarkers(new Map([...cleaned].filter(([id]) => members.has(id))));
  };
  const train = marked('train');
  return {
    maxLength: maxCaptionLength(train),
    train: encodeCaptions(train, vocabulary),
    dev: encodeCaptions(marked('dev'), vocabulary),
  };
}

/** Writes sequences; pictures stand as pairs `[id, captions]` because JSON objects would reorder ids made of digits. */
export function writeSequences(dataset: Dataset, sequences: Sequences, minCount: number): void {
  const { maxLength, train, dev } = sequences;
  const text = JSON.stringify({ maxLength, train: [...train], dev: [...dev] });
  writeArtefact(sequencesPath(dataset), `${text}\n`, madeFrom(dataset, minCount));
}

/**
 * Reads the sequences of this data set.
 * @throws UserError when they are missing, changed, or were made from another data set or with another threshold
 */
export function readSequences(
  dataset: Dataset,
  { minCount = minCountOf(dataset) }: { minCount?: number } = {},
): Sequences {
  const { maxLength, train, dev } = readJsonArtefact(
    sequencesPath(dataset),
    madeFrom(dataset, minCount),
    isStored,
  );
  return { maxLength, train: new Map(train), dev: new Map(dev) };
}

/** The captions as indices: read when `sequences.json` was made from them, else made and written. */
export async function ensureSequences(
  dataset: Dataset,
  { minCount = minCountOf(dataset) }: { minCount?: number } = {},
): Promise<Sequences> {
  const vocabulary = await asInput(() => ensureVocabulary(dataset, { minCount }));
  return findOrRemake(sequencesPath(dataset), madeFrom(dataset, minCount), {
    read: () => readSequences(dataset, { minCount }),
    make: async () => {
      const cleaned = await ensureDescriptions(dataset);
      const sequences = makeSequences(dataset, cleaned, vocabulary);
      writeSequences(dataset, sequences, minCount);
      return sequences;
    },
  });
}
