import { join } from 'node:path';
import type { Dataset, ImageId } from '../data-understanding/types';
import { startEngine } from '../engine';
import {
  decodeSafetensors,
  encodeSafetensors,
  findOrMake,
  type MadeFrom,
  readArtefact,
  shortPath,
  UserError,
  writeArtefact,
} from '../outputs';
import { encodePictures } from './encode';
import type { Encoder } from './encoder';
import { type Features, featureTable } from './feature-table';
import { loadScenesEncoder } from './scenes-encoder';

/** Where the features of a data set lie. */
export const featuresPath = (dataset: Dataset) => join(dataset.runFolder, 'features.safetensors');

const madeFrom = (dataset: Dataset, encoder: Encoder): MadeFrom => ({
  dataset: dataset.fingerprint,
  encoder: encoder.name,
  weights: encoder.fingerprint,
  resize: encoder.resize,
});

/** Writes `features.safetensors`: one tensor `[pictures, width]`, and the ids of its rows. */
export function writeFeatures(dataset: Dataset, features: Features, encoder: Encoder): void {
  const { ids, rows, width } = features;
  const tensors = { features: { shape: [ids.length, width], data: rows } };
  const bytes = encodeSafetensors(tensors, { ids: JSON.stringify(ids) });
  writeArtefact(featuresPath(dataset), bytes, madeFrom(dataset, encoder));
}

/**
 * Reads what `writeFeatures` wrote.
 * @throws UserError when the features are another data set's or encoder's, or the file is not whole
 */
export function readFeatures(dataset: Dataset, encoder: Encoder): Features {
  const path = featuresPath(dataset);
  const bytes = readArtefact(path, madeFrom(dataset, encoder));
  const { tensors, metadata } = decodeSafetensors(bytes, shortPath(path));
  const ids = JSON.parse(metadata.ids) as ImageId[];
  const { shape, data } = tensors.features;
  return featureTable(ids, data, shape[1], encoder.name);
}

/**
 * The encoder for a data set's pictures.
 * @throws UserError for photographs: the encoder that comes with the project has only ever seen drawings
 */
export function encoderFor(dataset: Dataset): Encoder {
  if (dataset.name === 'scenes') return loadScenesEncoder();
  throw new UserError(
    `There is no encoder for photographs here: scenes-cnn has only ever seen drawn scenes, not ${dataset.name}. ` +
      'Sections 01 to 03 and 05 to 07 need none.',
  );
}

/** The features of every picture of a data set, read from its run folder or made now. */
export async function ensureFeatures(dataset: Dataset): Promise<Features> {
  await startEngine();
  const encoder = encoderFor(dataset);
  return findOrMake(featuresPath(dataset), {
    read: () => readFeatures(dataset, encoder),
    make: async () => {
      const { features } = await encodePictures(dataset.imagePaths, encoder);
      writeFeatures(dataset, features, encoder);
      return features;
    },
  });
}
