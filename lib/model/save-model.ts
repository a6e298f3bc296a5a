import { join } from 'node:path';
import {
  type MadeFrom,
  readArtefact,
  readArtefactHeader,
  shortPath,
  UserError,
  writeArtefact,
} from '../outputs/index.js';

import type { CaptionModel } from './caption-model.js';
import { captionerOf, type ModelOrLayers, openCaptionModel } from './captioners.js';
import { modelAsFiles, weightsFile } from './model-as-files.js';

const topologyFile = 'model.json';

/** The file of a saved model that carries the header: what it was made from. */
export const modelPath = (folder: string) => join(folder, topologyFile);

/** Fingerprint of a saved model's numbers: the same layers with other weights are another model. */
export const weightsFingerprint = (folder: string) =>
  readArtefactHeader(join(folder, weightsFile)).sha256.slice(0, 12);

/**
 * Writes a model as TensorFlow.js and its converters know it: `model.json` (the layers and where each weight stands)
 * and `weights.bin` (the numbers).
 */
export async function saveModel(
  model: ModelOrLayers,
  folder: string,
  madeFrom: MadeFrom,
): Promise<void> {
  const { json, weights } = await modelAsFiles(captionerOf(model));
  // The weights first: a model.json without them would look like a whole model.
  writeArtefact(join(folder, weightsFile), weights, madeFrom);
  writeArtefact(modelPath(folder), json, madeFrom);
}

/**
 * Reads what `saveModel` wrote.
 * @param expected what the model must have been made from
 * @param goOn what to do where it was made from something else, a sentence
 * @throws UserError when it was made from something else, is not all there, or was cut short
 */
export async function loadModel(
  folder: string,
  expected: MadeFrom = {},
  goOn?: string,
): Promise<CaptionModel> {
  const json = readArtefact(modelPath(folder), expected, goOn);
  const weights = readArtefact(join(folder, weightsFile), expected, goOn);
  try {
    return await openCaptionModel(json.toString(), weights);
  } catch (error) {
    throw new UserError(
      `${shortPath(folder)} does not hold a model that TensorFlow.js can load (${(error as Error).message}). ${goOn ?? 'Delete it and train again.'}`,
    );
  }
}
