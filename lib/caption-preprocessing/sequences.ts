import { join } from 'node:path';
import { ensureDescriptions } from '../cleaning/index.js';
import {
  type CaptionsById,
  type Dataset,
  type ImageId,
  type SplitName,
  textFolder,
} from '../data-understanding/index.js';
import { findOrMake, readArtefact, writeArtefact } from '../outputs/index.js';
import { ensureVocabulary, minCountOf, type Vocabulary, withMarkers } from '../vocabulary/index.js';
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
export function sequencesPath(dataset: Dataset): string {
  return join(textFolder(dataset), 'sequences.json');
}

const madeFrom = (dataset: Dataset, minCount: number) => ({
  dataset: dataset.fingerprint,
  cleaning: dataset.text,
  minCount,
});

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
  const bytes = readArtefact(sequencesPath(dataset), madeFrom(dataset, minCount));
  const { maxLength, train, dev } = JSON.parse(bytes.toString('utf8'));
  return { maxLength, train: new Map(train), dev: new Map(dev) };
}

/** The captions as indices: read when `sequences.json` is there, else made and written. */
export async function ensureSequences(
  dataset: Dataset,
  { minCount = minCountOf(dataset) }: { minCount?: number } = {},
): Promise<Sequences> {
  return findOrMake(sequencesPath(dataset), {
    read: () => readSequences(dataset, { minCount }),
    make: async () => {
      const cleaned = await ensureDescriptions(dataset);
      const vocabulary = await ensureVocabulary(dataset, { minCount });
      const sequences = makeSequences(dataset, cleaned, vocabulary);
      writeSequences(dataset, sequences, minCount);
      return sequences;
    },
  });
}
