import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  besideIn,
  decodeNpy,
  listOf,
  objectWith,
  type StoredTensor,
  shortPath,
  UserError,
} from '../outputs/index.js';
import type { LayerWeights } from './layer-weights.js';

/** What `layers.json` says of a layer: where its kernel and its bias are. */
interface FoldedLayer {
  /** `conv`, then `<block>/expand`, `<block>/depthwise` and `<block>/project`, then `conv_last`. */
  layer: string;
  weights: string;
  bias: string;
}

function isLayer(value: unknown): value is FoldedLayer {
  if (!objectWith<FoldedLayer>('layer', 'weights', 'bias')(value)) return false;
  return [value.layer, value.weights, value.bias].every((one) => typeof one === 'string');
}

/** The name of the same layer in `buildMobileNetV2`. */
function kerasName(layer: string): string {
  if (layer === 'conv') return 'Conv1';
  if (layer === 'conv_last') return 'Conv_1';
  const [block, step] = layer.split('/');
  return `${block === '0' ? 'expanded_conv' : `block_${block}`}_${step}`;
}

/** From `[filters, rows, columns, channels]`, as TensorFlow Lite keeps kernels, to `[rows, columns, channels, filters]`. */
function filtersLast({ shape, data }: StoredTensor): StoredTensor {
  const [filters, ...place] = shape;
  const places = data.length / filters;
  const turned = new Float32Array(data.length);
  for (let f = 0; f < filters; f++) {
    for (let i = 0; i < places; i++) turned[i * filters + f] = data[f * places + i];
  }
  return { shape: [...place, filters], data: turned };
}

/**
 * MobileNetV2's weights with batch normalisation folded away, as published for TensorFlow Lite: a folder with
 * `layers.json`, which names the .npy files of each layer.
 * @throws UserError naming the file that is not there, cut short or of another type
 */
export function readMobileNetFolder(folder: string): LayerWeights[] {
  const readTensor = (name: string): StoredTensor => {
    const path = besideIn(folder, name, 'layers.json');
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) {
      throw new UserError(`${shortPath(path)} is not there, though layers.json names it.`);
    }
    const { shape, data } = decodeNpy(readFileSync(path), shortPath(path));
    if (data instanceof Float32Array) return { shape, data };
    throw new UserError(`${shortPath(path)} does not hold float32 values.`);
  };
  const path = join(folder, 'layers.json');
  let layers: unknown;
  try {
    ({ layers } = Object(JSON.parse(readFileSync(path, 'utf8'))) as { layers?: unknown });
  } catch {
    throw new UserError(`${shortPath(path)} is not JSON: it was cut short or changed.`);
  }
  if (!listOf(isLayer)(layers)) {
    throw new UserError(`${shortPath(path)} has no list of layers with their weights and biases.`);
  }
  return layers.map(({ layer, weights, bias }) => ({
    layer: kerasName(layer),
    tensors: [filtersLast(readTensor(weights)), readTensor(bias)],
  }));
}
