import type { tf } from '../engine/index.js';

/** One layer of a model, as a drawing or a table wants it. */
export interface LayerDescription {
  name: string;
  /** The layer's class: Dense, LSTM, … */
  kind: string;
  /** null where the batch goes. */
  outputShape: (number | null)[];
  parameters: number;
  trainable: boolean;
  /** Names of the layers it reads. */
  inputs: string[];
}

/** The layers of a model in the order they run, and which reads which. */
export function describeModel(model: tf.LayersModel): { layers: LayerDescription[] } {
  const layers = model.layers.map((layer) => {
    const inputs = layer.inboundNodes[0]?.inboundLayers ?? [];
    const shape = layer.outputShape as (number | null)[];
    return {
      name: layer.name,
      kind: layer.getClassName(),
      outputShape: shape,
      parameters: layer.countParams(),
      trainable: layer.trainable,
      inputs: inputs.map((input) => input.name),
    };
  });
  return { layers };
}

/** A model's parameters: all, those that training changes, and the frozen rest. */
export function countParameters(model: tf.LayersModel): {
  all: number;
  trained: number;
  frozen: number;
} {
  const all = model.countParams();
  const trained = model.trainableWeights.reduce(
    (sum, weight) => sum + weight.shape.reduce<number>((n, size) => n * (size as number), 1),
    0,
  );
  return { all, trained, frozen: all - trained };
}
