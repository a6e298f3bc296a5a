import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { tf } from '../engine/index.js';
import {
  besideIn,
  listOf,
  objectWith,
  type StoredTensor,
  shortPath,
  UserError,
} from '../outputs/index.js';
import type { LayerWeights } from './layer-weights.js';

interface Topology {
  config?: { layers?: { name?: string; config: { name: string } }[] };
}

interface LayersModelJson {
  /** The layers, as TensorFlow.js saves them or as its converter takes them over from Keras. */
  modelTopology?: Topology & { model_config?: Topology };
  weightsManifest?: tf.io.WeightsManifestConfig;
}

function isLayer(value: unknown): value is { config: { name: string } } {
  return (
    objectWith<{ config: { name?: string } }>('config')(value) && value.config?.name !== undefined
  );
}

/** Layer by layer, in the order of the model's layers: the manifest may have another one. */
function inLayerOrder(tensors: Map<string, StoredTensor>, topology: Topology): LayerWeights[] {
  const byLayer = new Map<string, StoredTensor[]>();
  for (const [name, tensor] of tensors) {
    const layer = name.slice(0, name.lastIndexOf('/'));
    byLayer.set(layer, [...(byLayer.get(layer) ?? []), tensor]);
  }
  return (topology.config?.layers ?? [])
    .map(({ config }) => config.name)
    .filter((layer) => byLayer.has(layer))
    .map((layer) => ({ layer, tensors: byLayer.get(layer) as StoredTensor[] }));
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

function isSpec(value: unknown): value is tf.io.WeightsManifestEntry {
  if (!objectWith<tf.io.WeightsManifestEntry>('name', 'shape', 'dtype')(value)) return false;
  return isText(value.name) && listOf(isCount)(value.shape);
}

function isGroup(value: unknown): value is tf.io.WeightsManifestConfig[number] {
  if (!objectWith<tf.io.WeightsManifestConfig[number]>('paths', 'weights')(value)) return false;
  return listOf(isText)(value.paths) && listOf(isSpec)(value.weights);
}

/** One group of the manifest: the files in which its weights stand one behind the other. */
async function readWeightGroup(folder: string, group: unknown): Promise<[string, StoredTensor][]> {
  if (!isGroup(group)) {
    throw new UserError(`${shortPath(join(folder, 'model.json'))} lists weights in another way.`);
  }
  const { paths, weights } = group;
  const shards = paths.map((path) => {
    const file = besideIn(folder, path, 'model.json');
    if (statSync(file, { throwIfNoEntry: false })?.isFile()) return readFileSync(file);
    throw new UserError(`${shortPath(file)} is not there, though model.json names it.`);
  });
  let tensors: tf.NamedTensorMap;
  try {
    tensors = tf.io.decodeWeights(Uint8Array.from(Buffer.concat(shards)).buffer, weights);
  } catch (error) {
    const files = paths.map((path) => shortPath(join(folder, path))).join(', ');
    const where = files || `${shortPath(join(folder, 'model.json'))} names no file and so`;
    throw new UserError(
      `${where} does not hold what model.json says (${(error as Error).message}).`,
    );
  }
  const read = weights.map(async ({ name, shape }): Promise<[string, StoredTensor]> => {
    const data = await tensors[name].data<'float32'>();
    return [name, { shape, data }];
  });
  const all = await Promise.all(read);
  tf.dispose(tensors);
  return all;
}

/**
 * The layers that have weights in a TensorFlow.js layers model: a folder with `model.json` and the files it names.
 * @throws UserError naming the file that is not there, cut short or no layers model
 */
export async function readLayersFolder(folder: string): Promise<LayerWeights[]> {
  const path = join(folder, 'model.json');
  let json: LayersModelJson;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new UserError(`${shortPath(path)} is not JSON: it was cut short or changed.`);
  }
  const { modelTopology, weightsManifest } = Object(json) as LayersModelJson;
  const topology = modelTopology?.model_config ?? modelTopology;
  if (!listOf(isLayer)(topology?.config?.layers) || !Array.isArray(weightsManifest)) {
    throw new UserError(`${shortPath(path)} is not a TensorFlow.js layers model with its weights.`);
  }
  const groups = await Promise.all(weightsManifest.map((group) => readWeightGroup(folder, group)));
  return inLayerOrder(new Map(groups.flat()), topology as Topology);
}
