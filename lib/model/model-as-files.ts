import { tf } from '../engine/index.js';
import type { CaptionModel } from './caption-model.js';

/** The file of a model's numbers, beside its `model.json`. */
export const weightsFile = 'weights.bin';

/** A captioner as its two files hold it: the layers and where each weight stands, and the numbers. See `openCaptionModel`. */
export interface ModelAsFiles {
  json: string;
  weights: Uint8Array;
}

/** What `openCaptionModel` makes the same captioner of. */
export async function modelAsFiles(model: CaptionModel): Promise<ModelAsFiles> {
  const { weightData, weightSpecs, ...topology } = await model.artifacts();
  const weights = tf.io.concatenateArrayBuffers([weightData as ArrayBuffer].flat());
  const weightsManifest = [{ paths: [weightsFile], weights: weightSpecs }];
  return {
    json: JSON.stringify({ ...topology, weightsManifest }),
    weights: new Uint8Array(weights),
  };
}
