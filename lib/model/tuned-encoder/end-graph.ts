import type { DrawnLayer, ModelGraph } from '../../display/model-drawing.js';
import type { TunedLayer } from './run-end.js';

const kinds = { pointwise: 'Conv2D', depthwise: 'DepthwiseConv2D' };

/** A captioner's drawing with the end of its encoder between the maps and what reads them. */
export function endGraph(
  layers: readonly TunedLayer[],
  cells: number,
  { layers: others, ...graph }: ModelGraph,
): ModelGraph {
  const [map] = others.filter(({ name }) => name === 'picture_map');
  const first: DrawnLayer = { ...map, outputShape: [null, cells, layers[0].kernel.shape[0]] };
  const end = layers.map(
    ({ name, kind, kernel, bias }, i): DrawnLayer => ({
      ...{ name, kind: kinds[kind], outputShape: [null, cells, bias.size] },
      ...{ parameters: kernel.size + bias.size, trainable: true },
      inputs: [i === 0 ? map.name : layers[i - 1].name],
    }),
  );
  const last = end[end.length - 1].name;
  const rest = others
    .filter((layer) => layer !== map)
    .map((layer) => ({
      ...layer,
      inputs: layer.inputs.map((name) => (name === map.name ? last : name)),
    }));
  return { ...graph, layers: [first, ...end, ...rest] };
}
