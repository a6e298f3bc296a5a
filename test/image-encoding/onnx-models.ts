import { join } from 'node:path';
import { onnxVersion } from '../../lib/engine/onnx-runtime.js';

/** Small networks with random weights, made by `make_models.py` beside them. */
const folder = join(import.meta.dirname, 'onnx-models');

/** The path of one of them by its name, or of a file beside them. */
export const onnxModel = (name: string) => join(folder, name.includes('.') ? name : `${name}.onnx`);

/** A preprocessor_config.json: a square of 32 pixels, -1 to 1. */
export const preprocessing = JSON.stringify({
  ...{ size: { height: 32, width: 32 }, resample: 2 },
  ...{ image_mean: [0.5, 0.5, 0.5], image_std: [0.5, 0.5, 0.5] },
});

/** Why tests that run a network are left out, where they are. */
export const skipWithoutOnnx = onnxVersion()
  ? false
  : 'needs ONNX Runtime: npx captionlab engine install --way onnx';
