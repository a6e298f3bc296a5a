import type { ModelGraph } from '../display/model-drawing.js';
import type { tf } from '../engine/index.js';

/** The layers of a model in the order they run, and which reads which. */
export function describeModel(model: tf.LayersModel): ModelGraph {
  const layers = model.layers.map((layer) => ({
    name: layer.name,
    kind: layer.getClassName(),
    outputShape: layer.outputShape as (number | null)[],
    parameters: layer.countParams(),
    trainable: layer.trainable,
    inputs: (layer.inboundNodes[0]?.inboundLayers ?? []).map(({ name }) => name),
  }));
  return { layers };
}
