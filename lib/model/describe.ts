import type { ModelGraph } from '../display/model-drawing.js';
import { tf } from '../engine/index.js';

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

/** A model's parameters: all, those that training changes, and the frozen rest. */
export function countParameters(model: tf.LayersModel): {
  all: number;
  trained: number;
  frozen: number;
} {
  const all = model.countParams();
  const sizes = model.trainableWeights.map(({ shape }) => tf.util.sizeFromShape(shape as number[]));
  const trained = sizes.reduce((sum, size) => sum + size, 0);
  return { all, trained, frozen: all - trained };
}
