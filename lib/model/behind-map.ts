import type { DrawnLayer, ModelGraph } from '../display/model-drawing.js';

/**
 * A captioner's drawing with something between its maps and what reads them.
 * @param reads the map's shape before that
 * @param between layers, one behind the other
 */
export function behindMap(
  reads: DrawnLayer['outputShape'],
  between: readonly Omit<DrawnLayer, 'inputs'>[],
  { layers, ...graph }: ModelGraph,
): ModelGraph {
  const map = layers.find(({ name }) => name === 'picture_map') as DrawnLayer;
  const chain = between.map((layer, i) => ({
    ...layer,
    inputs: [i === 0 ? map.name : between[i - 1].name],
  }));
  const last = between[between.length - 1].name;
  const rest = layers
    .filter((layer) => layer !== map)
    .map((layer) => ({
      ...layer,
      inputs: layer.inputs.map((name) => (name === map.name ? last : name)),
    }));
  return { ...graph, layers: [{ ...map, outputShape: reads }, ...chain, ...rest] };
}
