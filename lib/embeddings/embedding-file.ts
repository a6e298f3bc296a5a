import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { descriptionsPath, ensureDescriptions } from '../cleaning/index.js';
import type { Dataset } from '../data-understanding/index.js';
import {
  artefactExists,
  asInput,
  contentOf,
  decodeSafetensors,
  encodeSafetensors,
  findOrRemake,
  fingerprintOf,
  type MadeFrom,
  readArtefact,
  readArtefactHeader,
  sayFound,
  shortPath,
  UserError,
  writeArtefact,
} from '../outputs/index.js';
import { trainCaptions, type Vocabulary, wordsFolder } from '../vocabulary/index.js';
import { findGlove, readGlove } from './glove-file.js';
import { trainWordVectors } from './train-word-vectors.js';
import type { EmbeddingMatrix } from './types.js';

/** Where the embedding matrix of a data set lies. */
export const embeddingPath = (dataset: Dataset) =>
  join(wordsFolder(dataset), 'embedding.safetensors');

/** Identifies a vocabulary: its words in the order of their indices. */
export function vocabularyFingerprint({ words }: Vocabulary): string {
  return fingerprintOf(words.join(' ')).slice(0, 12);
}

const madeFrom = (vocabulary: Vocabulary): MadeFrom => ({
  vocabulary: vocabularyFingerprint(vocabulary),
});

const SEED = 1;
const trainedSource = ({ name }: Dataset) => `trained on the captions of ${name}, seed ${SEED}`;

/** A file that vectors come from: another one has another name, size or date. */
function gloveMark(path: string): string {
  const { size, mtime } = statSync(path);
  return `${basename(path)}, ${size} bytes of ${mtime.toISOString()}`;
}

/** What vectors of a source were made from: a file, or the captions. */
function vectorsFrom(dataset: Dataset, source: string): string {
  const glove = findGlove();
  if (glove && basename(glove) === source) return gloveMark(glove);
  return source === trainedSource(dataset)
    ? `captions ${dataset.fingerprint}, ${contentOf(descriptionsPath(dataset))}`
    : source;
}

/**
 * What the embedding must be made from now. Vectors out of a file stay when none is named any more: they are as good
 * without it.
 */
function expectedOf(dataset: Dataset, vocabulary: Vocabulary): MadeFrom {
  const glove = findGlove();
  if (glove) return { ...madeFrom(vocabulary), vectors: gloveMark(glove) };
  const path = embeddingPath(dataset);
  const kept = artefactExists(path) ? readArtefactHeader(path).madeFrom : {};
  const trained = trainedSource(dataset);
  if (kept.source !== undefined && kept.source !== trained) return madeFrom(vocabulary);
  return { ...madeFrom(vocabulary), vectors: vectorsFrom(dataset, trained) };
}

/** Writes `embedding.safetensors`: one tensor `[vocabulary, embedding]`, its source, and the words it misses. */
export function writeEmbeddingMatrix(
  dataset: Dataset,
  vocabulary: Vocabulary,
  { rows, width, missing, source }: EmbeddingMatrix,
): void {
  const tensors = { embedding: { shape: [vocabulary.size, width], data: rows } };
  const bytes = encodeSafetensors(tensors, { source, missing: missing.join(' ') });
  const header = {
    ...{ ...madeFrom(vocabulary), vectors: vectorsFrom(dataset, source), width, source },
  };
  writeArtefact(embeddingPath(dataset), bytes, header);
}

/**
 * Reads the embedding matrix of this vocabulary, whatever its source was.
 * @throws UserError when it is missing, not whole, or was made for another vocabulary
 */
export function readEmbeddingMatrix(dataset: Dataset, vocabulary: Vocabulary): EmbeddingMatrix {
  const path = embeddingPath(dataset);
  const bytes = readArtefact(path, madeFrom(vocabulary));
  const { tensors, metadata } = decodeSafetensors(bytes, shortPath(path));
  const { shape = [], data } = tensors.embedding ?? {};
  if (!data || shape.length !== 2 || shape[0] !== vocabulary.size) {
    throw new UserError(
      `${shortPath(path)} has no tensor "embedding" with a row for each of ${vocabulary.size} indices: delete it and make it again.`,
    );
  }
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
  const captions = trainCaptions(dataset, await asInput(() => ensureDescriptions(dataset)));
  const source = trainedSource(dataset);
  return trainWordVectors(captions, vocabulary, { seed: SEED, source }).matrix;
}

/**
 * The embedding matrix of a data set: read when `embedding.safetensors` was made from the same GloVe file or captions, else
 * made (`makeEmbedding`) and written. Says what its vectors come from.
 * @throws UserError when GLOVE names a file that is not there
 */
export async function ensureEmbeddingMatrix(
  dataset: Dataset,
  vocabulary: Vocabulary,
): Promise<EmbeddingMatrix> {
  await asInput(() => ensureDescriptions(dataset));
  const matrix = await findOrRemake(embeddingPath(dataset), expectedOf(dataset, vocabulary), {
    read: () => readEmbeddingMatrix(dataset, vocabulary),
    make: async () => {
      const made = await makeEmbedding(dataset, vocabulary);
      writeEmbeddingMatrix(dataset, vocabulary, made);
      return made;
    },
  });
  sayFound(`Word vectors: ${matrix.source}`);
  return matrix;
}
