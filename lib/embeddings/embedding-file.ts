import { join } from 'node:path';
import { ensureDescriptions } from '../cleaning/index.js';
import { type Dataset, textFolder } from '../data-understanding/index.js';
import {
  decodeSafetensors,
  encodeSafetensors,
  findOrMake,
  fingerprintOf,
  type MadeFrom,
  readArtefact,
  shortPath,
  UserError,
  writeArtefact,
} from '../outputs/index.js';
import { trainCaptions, type Vocabulary } from '../vocabulary/index.js';
import { findGlove, readGlove } from './glove-file.js';
import { trainWordVectors } from './train-word-vectors.js';
import type { EmbeddingMatrix } from './types.js';

/** Where the embedding matrix of a data set lies. */
export const embeddingPath = (dataset: Dataset) =>
  join(textFolder(dataset), 'embedding.safetensors');

/** Identifies a vocabulary: its words in the order of their indices. */
export function vocabularyFingerprint({ words }: Vocabulary): string {
  return fingerprintOf(words.join(' ')).slice(0, 12);
}

const madeFrom = (dataset: Dataset, vocabulary: Vocabulary): MadeFrom => ({
  dataset: dataset.fingerprint,
  vocabulary: vocabularyFingerprint(vocabulary),
});

/** Writes `embedding.safetensors`: one tensor `[vocabulary, embedding]`, its source, and the words it misses. */
export function writeEmbeddingMatrix(
  dataset: Dataset,
  vocabulary: Vocabulary,
  { rows, width, missing, source }: EmbeddingMatrix,
): void {
  const tensors = { embedding: { shape: [vocabulary.size, width], data: rows } };
  const bytes = encodeSafetensors(tensors, { source, missing: missing.join(' ') });
  const header = { ...madeFrom(dataset, vocabulary), width, source };
  writeArtefact(embeddingPath(dataset), bytes, header);
}

/**
 * Reads the embedding matrix of this data set and vocabulary, whatever its source was.
 * @throws UserError when it is missing, not whole, or was made for another data set or vocabulary
 */
export function readEmbeddingMatrix(dataset: Dataset, vocabulary: Vocabulary): EmbeddingMatrix {
  const path = embeddingPath(dataset);
  const bytes = readArtefact(path, madeFrom(dataset, vocabulary));
  const { tensors, metadata } = decodeSafetensors(bytes, shortPath(path));
  if (!tensors.embedding) throw new UserError(`${shortPath(path)} has no tensor "embedding".`);
  const { shape, data } = tensors.embedding;
  const missing = (metadata.missing ?? '').split(' ').filter((word) => word !== '');
  return { rows: data, width: shape[1], missing, source: metadata.source ?? '' };
}

/** GloVe's vectors where there is a file of them, else vectors trained on the training captions. */
export async function makeEmbedding(
  dataset: Dataset,
  vocabulary: Vocabulary,
): Promise<EmbeddingMatrix> {
  const path = findGlove();
  if (path) return readGlove(path, vocabulary);
  const captions = trainCaptions(dataset, await ensureDescriptions(dataset));
  const seed = 1;
  const source = `trained on the captions of ${dataset.name}, seed ${seed}`;
  return trainWordVectors(captions, vocabulary, { seed, source }).matrix;
}

/**
 * The embedding matrix of a data set: read when `embedding.safetensors` is there, else made (`makeEmbedding`) and
 * written. Says what its vectors come from.
 */
export async function ensureEmbeddingMatrix(
  dataset: Dataset,
  vocabulary: Vocabulary,
): Promise<EmbeddingMatrix> {
  const matrix = await findOrMake(embeddingPath(dataset), {
    read: () => readEmbeddingMatrix(dataset, vocabulary),
    make: async () => {
      const made = await makeEmbedding(dataset, vocabulary);
      writeEmbeddingMatrix(dataset, vocabulary, made);
      return made;
    },
  });
  console.log(`Word vectors: ${matrix.source}`);
  return matrix;
}
