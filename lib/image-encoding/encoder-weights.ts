import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fingerprintOf, projectRoot, shortPath, UserError } from '../outputs/index.js';
import { readKerasFile } from './keras-file.js';
import type { LayerWeights } from './layer-weights.js';
import { readLayersFolder } from './layers-folder.js';
import { readMobileNetFolder } from './mobilenet-folder.js';

/** Where an encoder's published weights may be. */
export interface WeightsPlace {
  /** The encoder's name: its folder in `data`, and what `captionlab fetch` calls it. */
  name: string;
  /** The environment variable that names another folder or file. */
  variable: string;
  /** The file that Keras publishes. */
  kerasFile: string;
}

/** An encoder's weights as they were read. */
export interface StoredWeights {
  layers: LayerWeights[];
  /** Whether batch normalisation is still in them, or already folded into the convolutions. */
  normalised: boolean;
  /** The file they came from, for messages. */
  file: string;
  /** Tells these values from any others, in whatever kind of file they came. */
  fingerprint: string;
}

/** The first weights file of a folder that we can read. */
function findWeightsFile(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  const files = readdirSync(folder).sort();
  const found = files.find((file) => file.endsWith('.h5')) ?? files.find((file) => file in readers);
  return found && join(folder, found);
}

const readers: Record<string, (folder: string) => LayerWeights[] | Promise<LayerWeights[]>> = {
  'model.json': readLayersFolder,
  'layers.json': readMobileNetFolder,
};

/**
 * The file that an encoder's weights are read from.
 * @throws UserError saying where it belongs and how to get it
 */
export function weightsFile(
  { name, variable, kerasFile }: WeightsPlace,
  path = process.env[variable] || undefined,
): string {
  const place = path ?? join(projectRoot, 'data', name);
  const isFile = existsSync(place) && statSync(place).isFile();
  const found = isFile ? place : findWeightsFile(place);
  if (found) return found;
  const advice = path
    ? `correct ${variable}, or leave it empty.`
    : `\`captionlab fetch ${name}\` puts it there; so can you, or ${variable} may name another folder.`;
  throw new UserError(`${name} needs its weights, ${kerasFile}, in ${shortPath(place)}: ${advice}`);
}

/** One short text for all values of all layers, in order. */
function fingerprint(layers: LayerWeights[]): string {
  const each = layers.flatMap(({ tensors }) =>
    tensors.map(({ data }) =>
      fingerprintOf(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
    ),
  );
  return fingerprintOf(each.join(' ')).slice(0, 16);
}

/**
 * Reads an encoder's weights: Keras' published .h5 file, a TensorFlow.js `model.json`, or a folder with `layers.json`.
 * @param path a folder or file; else the place's environment variable, else the encoder's folder in `data`
 * @throws UserError saying which file is missing, where to put it and how to get it, or what is wrong with the one there
 */
export async function readEncoderWeights(
  place: WeightsPlace,
  path = process.env[place.variable] || undefined,
): Promise<StoredWeights> {
  const found = weightsFile(place, path);
  const file = shortPath(found);
  const read = readers[basename(found)];
  const layers = read ? await read(dirname(found)) : await readKerasFile(readFileSync(found), file);
  // A convolution has one tensor and its normalisation the others; folded, it has a kernel and a bias.
  const normalised = layers.some(({ tensors }) => tensors.length === 1);
  return { layers, normalised, file, fingerprint: fingerprint(layers) };
}
