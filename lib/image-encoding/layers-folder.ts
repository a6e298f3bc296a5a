import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tf } from '../engine/index.js';
import { type StoredTensor, shortPath, UserError } from '../outputs/index.js';
import type { LayerWeights } from './layer-weights.js';

interface Topology {
  config?: { layers?: { name?: string; config: { name: string } }[] };
}

interface LayersModelJson {
  /** The layers, as TensorFlow.js saves them or as its converter takes them over from Keras. */
  modelTopology?: Topology & { model_config?: Topology };
  weightsManifest?: tf.io.WeightsManifestConfig;
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

/** One group of the manifest: the files in which its weights stand one behind the other. */
async function readWeightGroup(
  folder: string,
  { paths, weights }: tf.io.WeightsManifestConfig[number],
): Promise<[string, StoredTensor][]> {
  const shards = paths.map((path) => {
    const file = join(folder, path);
    if (existsSync(file)) return readFileSync(file);
    throw new UserError(`${shortPath(file)} is not there, though model.json names it.`);
  });
  let tensors: tf.NamedTensorMap;
  try {
    tensors = tf.io.decodeWeights(Uint8Array.from(Buffer.concat(shards)).buffer, weights);
  } catch (error) {
    const files = paths.map((path) => shortPath(join(folder, path))).join(', ');
    throw new UserError(
      `${files} does not hold what model.json says (${(error as Error).message}).`,
    );
  }
  const read = weights.map(async ({ name, shape }): Promise<[string, StoredTensor]> => {
    const data = await tensors[name].data<'float32'>();
    return [name, { shape, data }];
  });
  const group = await Promise.all(read);
  tf.dispose(tensors);
  return group;
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
  const topology = json.modelTopology?.model_config ?? json.modelTopology;
  if (!topology?.config?.layers || !json.weightsManifest) {
    throw new UserError(`${shortPath(path)} is not a TensorFlow.js layers model with its weights.`);
  }
  const groups = await Promise.all(json.weightsManifest.map((g) => readWeightGroup(folder, g)));
  return inLayerOrder(new Map(groups.flat()), topology);
}
