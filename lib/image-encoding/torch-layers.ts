import { type StoredTensor, UserError } from '../outputs/index.js';
import type { LayerWeights } from './layer-weights.js';

/** A kernel's axes from `[filters, channels, rows, columns]`, PyTorch's order, to `[rows, columns, channels, filters]`. */
function channelsLast({ shape, data }: StoredTensor): StoredTensor {
  const [filters, channels, rows, columns] = shape;
  const places = rows * columns;
  // One channel a filter: a depthwise convolution, which Keras keeps as [rows, columns, filters, 1].
  const turned = new Float32Array(data.length);
  for (let f = 0; f < filters; f++) {
    for (let c = 0; c < channels; c++) {
      for (let i = 0; i < places; i++) {
        turned[(i * channels + c) * filters + f] = data[(f * channels + c) * places + i];
      }
    }
  }
  const last = channels === 1 ? [filters, 1] : [channels, filters];
  return { shape: [rows, columns, ...last], data: turned };
}

/** Batch normalisation's tensors in Keras' order: gamma, beta, mean and variance. */
const NORMALISATION = ['weight', 'bias', 'running_mean', 'running_var'];

/**
 * The convolutions and batch normalisations of a network that PyTorch saved, in the file's order and in the layout of Keras.
 * A classifier behind them is left out.
 * @param tensors by names as `<layer>.weight`
 * @param file the file's name, for messages
 * @throws UserError naming file and layer when a normalisation lacks one of its tensors
 */
export function torchLayers(tensors: Map<string, StoredTensor>, file: string): LayerWeights[] {
  const names = [...tensors.keys()].map((name) => name.slice(0, name.lastIndexOf('.')));
  return [...new Set(names)].flatMap((layer): LayerWeights[] => {
    const weight = tensors.get(`${layer}.weight`);
    if (weight?.shape.length === 4) return [{ layer, tensors: [channelsLast(weight)] }];
    if (weight?.shape.length !== 1) return [];
    const parts = NORMALISATION.map((part) => {
      const found = tensors.get(`${layer}.${part}`);
      if (found) return found;
      throw new UserError(
        `${file}: layer ${layer} has no ${part}, so it is no batch normalisation.`,
      );
    });
    return [{ layer, tensors: parts }];
  });
}
