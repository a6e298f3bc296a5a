import type { ModelGraph } from '../../display/model-drawing.js';
import { behindMap } from '../behind-map.js';
import type { TunedLayer } from './run-end.js';

const kinds = { pointwise: 'Conv2D', depthwise: 'DepthwiseConv2D' };

/** A captioner's drawing with the end of its encoder between the maps and what reads them. */
export function endGraph(
  layers: readonly TunedLayer[],
  cells: number,
  graph: ModelGraph,
): ModelGraph {
  const end = layers.map(({ name, kind, kernel, bias }) => ({
    ...{ name, kind: kinds[kind], outputShape: [null, cells, bias.size] },
    ...{ parameters: kernel.size + bias.size, trainable: true },
  }));
  return behindMap([null, cells, layers[0].kernel.shape[0]], end, graph);
}
