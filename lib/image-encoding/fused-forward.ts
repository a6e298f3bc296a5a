import { tf } from '../engine/index.js';

/** What a convolution layer says of itself. */
interface ConvolutionConfig {
  strides: [number, number];
  padding: 'same' | 'valid';
  dilationRate: [number, number];
  activation: string;
}

const activations = ['linear', 'relu', 'relu6'] as const;

const asList = (x: tf.SymbolicTensor | tf.SymbolicTensor[]) => [x].flat();

/** One layer; a convolution's bias and activation in the same kernel as the convolution. */
function applyLayer(layer: tf.layers.Layer, inputs: tf.Tensor[]): tf.Tensor {
  const kind = layer.getClassName();
  const config = layer.getConfig() as unknown as ConvolutionConfig;
  const activation = activations.find((name) => name === config.activation);
  if (!activation || (kind !== 'Conv2D' && kind !== 'DepthwiseConv2D')) {
    return layer.apply(inputs.length === 1 ? inputs[0] : inputs) as tf.Tensor;
  }
  const [filter, bias] = layer.getWeights();
  const convolve = kind === 'Conv2D' ? tf.fused.conv2d : tf.fused.depthwiseConv2d;
  return convolve({
    x: inputs[0] as tf.Tensor4D,
    filter: filter as tf.Tensor4D,
    bias,
    ...{ strides: config.strides, pad: config.padding, dilations: config.dilationRate, activation },
  });
}

/**
 * The outputs of an encoder's network, as `model.predict` gives them, in less time: the layers of TensorFlow.js compute a
 * convolution, its bias and ReLU6 one after the other, here they are one kernel. For inference only.
 * @param input `[batch, height, width, 3]` in -1..1
 * @returns the model's outputs in order, to be disposed by the caller: the map `[batch, height, width, channels]` and the
 *   vector `[batch, features]`
 */
export function fusedForward(model: tf.LayersModel, input: tf.Tensor4D): tf.Tensor[] {
  const layers = model.layers.filter((layer) => layer.getClassName() !== 'InputLayer');
  const readers = new Map<string, number>(); // how many layers still need a value
  const wanted = [...layers.flatMap((layer) => asList(layer.input)), ...model.outputs];
  for (const { name } of wanted) readers.set(name, (readers.get(name) ?? 0) + 1);

  const values = new Map<string, tf.Tensor>([[model.inputs[0].name, input]]);
  for (const layer of layers) {
    const needed = asList(layer.input).map(({ name }) => name);
    const inputs = needed.map((name) => values.get(name) as tf.Tensor);
    const output = tf.tidy(() => applyLayer(layer, inputs));
    values.set((layer.output as tf.SymbolicTensor).name, output);
    for (const name of needed) {
      const left = (readers.get(name) as number) - 1;
      readers.set(name, left);
      if (left === 0 && name !== model.inputs[0].name) values.get(name)?.dispose();
    }
  }
  return model.outputs.map(({ name }) => values.get(name) as tf.Tensor);
}
