import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { onnxVersion } from '../../engine/onnx-runtime.js';
import { besideIn, fingerprintOf, reasonOf, shortPath, UserError } from '../../outputs/index.js';
import { type Encoder, mapShapeOf } from '../encoder.js';
import { readWholePicture } from '../picture.js';
import { type Choice, chooseOutputs, shapeOfMap } from './choose-outputs.js';
import { openNetwork } from './open-network.js';
import { readOutline } from './outline.js';
import type { OnnxPlace } from './place.js';
import { prepare } from './prepare.js';
import {
  type Preprocessing,
  preprocessingText,
  readPreprocessing,
  sideOf,
} from './preprocessor-config.js';
import { runNetwork } from './run-network.js';

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UserError(`${shortPath(path)} cannot be read: ${reasonOf(error)}.`);
  }
}

/** @throws UserError where there is no configuration: a wrong guess would spoil every feature, and nobody would see it */
function readConfig({ name, configs }: OnnxPlace): Preprocessing {
  const path = configs.find((one) => existsSync(one));
  if (path) return readPreprocessing(readBytes(path).toString(), shortPath(path));
  const torch =
    '{"size": {"shortest_edge": 256}, "resample": 2, "crop_size": 224, "image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225]}';
  throw new UserError(
    `${name} needs ${shortPath(configs[0])}, which says how its pictures are prepared; it comes with the network at Hugging Face. ` +
      `It cannot be guessed. Most networks trained on ImageNet in PyTorch take: ${torch}`,
  );
}

/** Tells a network, all that is done to its pictures and what is taken of it from any other. */
function fingerprintFor(
  { bytes, weights }: { bytes: Uint8Array; weights: string[] },
  how: Preprocessing,
  choice: Choice,
): string {
  const files = [bytes, ...weights.map(readBytes)].map(fingerprintOf);
  return fingerprintOf(JSON.stringify([files, how, choice])).slice(0, 16);
}

/**
 * An encoder that somebody brought as ONNX.
 * @param threads how many work on it; default: one a core
 * @throws UserError naming the file that is missing or not as it should be, and where ONNX Runtime is not here how to get it
 */
export async function loadOnnxEncoder(place: OnnxPlace, threads?: number): Promise<Encoder> {
  const { name, model: path, output } = place;
  const file = shortPath(path);
  const how = readConfig(place);
  const bytes = readBytes(path);
  const outline = readOutline(bytes, file);
  const weights = outline.weightFiles.map((one) => besideIn(dirname(path), one, basename(path)));
  const missing = weights.find((one) => !existsSync(one));
  if (missing)
    throw new UserError(`${file} has its weights in ${shortPath(missing)}, which is not there.`);
  const network = await openNetwork(
    { encoder: name, path, file, bytes, outline },
    { side: sideOf(how), output, threads },
  );
  const { input, outputs, side } = network;
  const choice = chooseOutputs(outputs, { ...input, named: output, file });
  const mapShape = shapeOfMap(choice);
  return {
    ...{
      name,
      inputSize: side,
      resize: preprocessingText(how),
      width: choice.vector.width,
      mapShape,
    },
    fingerprint: fingerprintFor({ bytes, weights }, how, choice),
    usesAllCores: threads === undefined,
    runsOn: `ONNX Runtime ${onnxVersion()}`,
    async read(picture) {
      const called = typeof picture === 'string' ? shortPath(picture) : 'The picture';
      return prepare(await readWholePicture(picture), how, { side, name: called });
    },
    run(pictures, maps) {
      if (maps) mapShapeOf({ name, mapShape });
      return runNetwork(network, choice, pictures, maps);
    },
  };
}
