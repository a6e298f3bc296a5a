import { dirname } from 'node:path';
import type { Dataset } from '../data-understanding/index.js';
import { vocabularyFingerprint } from '../embeddings/index.js';
import { runAhead, startEngine, type tf } from '../engine/index.js';
import {
  BATCHES_AHEAD,
  batchesOf,
  type EncodedPicture,
  type Encoder,
  encodeFiles,
  featuresMadeFrom,
  loadEncoder,
} from '../image-encoding/index.js';
import { loadModel, modelPathOf, trainCommand } from '../model/index.js';
import { artefactExists, readArtefactHeader, shortPath, UserError } from '../outputs/index.js';
import { readVocabulary, type Vocabulary } from '../vocabulary/index.js';
import { beamSearch } from './beam.js';
import type { FoundCaption } from './found-caption.js';
import { USUAL_NORMALISATION } from './normalise.js';

/** What it takes to caption any picture: a data set's trained model and the encoder that it was trained behind. */
export interface Captioner {
  model: tf.LayersModel;
  encoder: Encoder;
  vocabulary: Vocabulary;
  /** Most words of a caption: the end marker is one of them, the start marker is not. */
  maxLength: number;
}

/** A picture's captions, or why it has none. */
export interface CaptionedFile {
  path: string;
  /** The best first; none where the picture cannot be read. */
  captions: FoundCaption[];
  /** Names the picture and what is wrong with it. */
  reason?: string;
}

/**
 * Says what to do first where a data set has no trained model.
 * @throws UserError
 */
export function requireTrainedModel(dataset: Pick<Dataset, 'name' | 'runFolder' | 'text'>): void {
  const path = modelPathOf(dataset);
  if (artefactExists(path)) return;
  throw new UserError(
    `${shortPath(path)} is not there: no model has been trained on ${dataset.name} yet. ` +
      `Train one: ${trainCommand(dataset)}`,
  );
}

/**
 * Opens the trained model of a data set and the encoder that made its features, without reading those.
 * @throws UserError saying what to run first where the model or the encoder's weights are missing, and naming both sides
 * where they were made from other inputs
 */
export async function openCaptioner(dataset: Dataset): Promise<Captioner> {
  requireTrainedModel(dataset);
  await startEngine();
  const path = modelPathOf(dataset);
  const { madeFrom } = readArtefactHeader(path);
  const encoder = await loadEncoder(String(madeFrom['features.encoder']));
  const vocabulary = readVocabulary(dataset);
  const features = Object.entries(featuresMadeFrom(dataset, encoder));
  const model = await loadModel(dirname(path), {
    ...Object.fromEntries(features.map(([key, value]) => [`features.${key}`, value])),
    'embedding.vocabulary': vocabularyFingerprint(vocabulary),
  });
  const [, prefix] = model.inputs;
  return { model, encoder, vocabulary, maxLength: prefix.shape[1] as number };
}

/**
 * Captions picture files, reading the next while the networks work on these. Keeps to sensible captions.
 * One that cannot be read comes with the reason, and the others go on.
 * @param width of the beam
 */
export async function* captionFiles(
  { model, encoder, vocabulary, maxLength }: Captioner,
  paths: readonly string[],
  width: number,
): AsyncGenerator<CaptionedFile> {
  const batches = batchesOf(new Map(paths.map((path, i) => [String(i), path])));
  const encode = (files: (typeof batches)[number]) => encodeFiles(encoder, files);
  const options = { maxLength, width, sensible: true, normalisation: USUAL_NORMALISATION };
  for await (const pictures of runAhead(batches, encode, BATCHES_AHEAD)) {
    const read = pictures.filter((one): one is EncodedPicture & { vector: Float32Array } =>
      Boolean(one.vector),
    );
    const vectors = read.map(({ vector }) => vector);
    const found = await beamSearch(model, vocabulary, vectors, options);
    const captionsOf = new Map(read.map(({ imageId }, i) => [imageId, found[i]]));
    for (const { imageId, reason } of pictures) {
      yield { path: paths[Number(imageId)], captions: captionsOf.get(imageId) ?? [], reason };
    }
  }
}
