import type { tf } from '../../engine/index.js';
import { type OnnxGraph, type OnnxNode, type OnnxWeights, writeOnnx } from './write-model.js';

/** What the network's file calls its pictures and what it gives of them. */
export const PORTS = { picture: 'picture', map: 'map', vector: 'vector' } as const;

/** Sizes of a map in TensorFlow's order, `[batch, height, width, channels]`. */
type Shape = tf.SymbolicTensor['shape'];

interface Config {
  activation?: string;
  kernelSize: [number, number];
  poolSize: [number, number];
  strides: [number, number];
  dilationRate: [number, number];
  padding: 'same' | 'valid';
  scale: number;
  offset: number;
}

/** What a layer becomes. The last node has the layer's name. */
interface Part {
  nodes: OnnxNode[];
  weights?: OnnxWeights[];
}

const scalar = (name: string, value: number): OnnxWeights => ({
  ...{ name, shape: [], data: Float32Array.of(value) },
});

/**
 * The rows and columns that TensorFlow's `same` adds: as many as it takes for one answer a stride, the odd one at the end
 * (https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2).
 * @returns above, left, below, right, as ONNX wants them
 */
function padsFor(shape: Shape, size: readonly number[], { padding, strides }: Config): number[] {
  if (padding === 'valid') return [0, 0, 0, 0];
  const missing = [0, 1].map((side) => {
    const length = shape[1 + side] as number;
    const answers = Math.ceil(length / strides[side]);
    return Math.max(0, (answers - 1) * strides[side] + size[side] - length);
  });
  return [
    ...missing.map((rows) => Math.floor(rows / 2)),
    ...missing.map((rows) => Math.ceil(rows / 2)),
  ];
}

/** An activation behind `input`; none where it changes nothing. */
function activationOf(kind: string | undefined, input: string, output: string): Part {
  if (kind === 'relu') return { nodes: [{ operator: 'Relu', inputs: [input], output }] };
  if (kind !== 'relu6') throw new Error(`activation ${kind} is not written as ONNX`);
  const [low, high] = [`${output}/0`, `${output}/6`];
  return {
    nodes: [{ operator: 'Clip', inputs: [input, low, high], output }],
    weights: [scalar(low, 0), scalar(high, 6)],
  };
}

/** Filters `[rows, columns, channels, filters]`, or one for each channel, as ONNX wants them: `[filters, channels, rows, columns]`. */
async function filtersOf(kernel: tf.Tensor, depthwise: boolean) {
  const turned = kernel.transpose(depthwise ? [2, 3, 0, 1] : [3, 2, 0, 1]);
  const data = (await turned.data()) as Float32Array;
  turned.dispose();
  return { shape: turned.shape, data: data.slice() };
}

async function convolutionOf(layer: tf.layers.Layer, input: string): Promise<Part> {
  const config = layer.getConfig() as unknown as Config;
  const { name } = layer;
  const depthwise = layer.getClassName() === 'DepthwiseConv2D';
  const { shape } = layer.input as tf.SymbolicTensor;
  const span = config.kernelSize.map((size, side) => (size - 1) * config.dilationRate[side] + 1);
  const [kernel, bias] = layer.getWeights();
  const filters = await filtersOf(kernel, depthwise);
  const linear = config.activation === 'linear';
  const convolution: OnnxNode = {
    operator: 'Conv',
    inputs: [input, `${name}/kernel`, `${name}/bias`],
    output: linear ? name : `${name}/linear`,
    attributes: {
      ...{ kernel_shape: config.kernelSize, strides: config.strides },
      ...{ dilations: config.dilationRate, pads: padsFor(shape, span, config) },
      group: depthwise ? (shape[3] as number) : 1,
    },
  };
  const after = linear ? { nodes: [] } : activationOf(config.activation, `${name}/linear`, name);
  const numbers = ((await bias.data()) as Float32Array).slice();
  return {
    nodes: [convolution, ...after.nodes],
    weights: [
      { name: `${name}/kernel`, ...filters },
      { name: `${name}/bias`, shape: bias.shape, data: numbers },
      ...(after.weights ?? []),
    ],
  };
}

function poolingOf(layer: tf.layers.Layer, input: string, operator: string): Part {
  const config = layer.getConfig() as unknown as Config;
  const { shape } = layer.input as tf.SymbolicTensor;
  const pads = padsFor(shape, config.poolSize, config);
  const attributes = { kernel_shape: config.poolSize, strides: config.strides, pads };
  return { nodes: [{ operator, inputs: [input], output: layer.name, attributes }] };
}

function rescalingOf(name: string, input: string, config: Config): Part {
  const [scale, offset, scaled] = [`${name}/scale`, `${name}/offset`, `${name}/scaled`];
  return {
    nodes: [
      { operator: 'Mul', inputs: [input, scale], output: scaled },
      { operator: 'Add', inputs: [scaled, offset], output: name },
    ],
    weights: [scalar(scale, config.scale), scalar(offset, config.offset)],
  };
}

/** A layer of ours as ONNX. @throws Error naming one that no encoder here has */
async function partOf(layer: tf.layers.Layer, inputs: string[]): Promise<Part> {
  const kind = layer.getClassName();
  const { name } = layer;
  const [input] = inputs;
  const one = (operator: string, attributes?: OnnxNode['attributes']): Part => ({
    nodes: [{ operator, inputs, output: name, attributes }],
  });
  if (kind === 'Conv2D' || kind === 'DepthwiseConv2D') return convolutionOf(layer, input);
  if (kind === 'Add') return one('Add');
  if (kind === 'Concatenate') return one('Concat', { axis: 1 });
  if (kind === 'AveragePooling2D') return poolingOf(layer, input, 'AveragePool');
  if (kind === 'MaxPooling2D') return poolingOf(layer, input, 'MaxPool');
  if (kind === 'GlobalAveragePooling2D') return one('GlobalAveragePool');
  const config = layer.getConfig() as unknown as Config;
  if (kind === 'Rescaling') return rescalingOf(name, input, config);
  if (kind === 'Activation') return activationOf(config.activation, input, name);
  throw new Error(`${name}, a ${kind}, is not written as ONNX`);
}

const asList = (x: tf.SymbolicTensor | tf.SymbolicTensor[]) => [x].flat();

/**
 * An encoder's network as an ONNX file, batch normalisation folded away: `picture` `[batch, side, side, 3]` to `map`
 * `[batch, height, width, channels]` and `vector` `[batch, features]`. Inside channels come first, as ONNX's operators want
 * them: pictures are turned once at the beginning, and the map once at the end.
 * @param model pictures to the map and its average
 * @param mapLayer the layer whose output is the map, where that is not the last one
 * @throws Error naming a layer that no encoder here has
 */
export async function exportNetwork(model: tf.LayersModel, mapLayer?: string): Promise<Uint8Array> {
  return writeOnnx(await networkGraph(model, mapLayer));
}

/** The same before it is written. */
export async function networkGraph(model: tf.LayersModel, mapLayer?: string): Promise<OnnxGraph> {
  const [picture] = model.inputs;
  const [lastMap, vector] = model.outputs;
  const map = mapLayer ? (model.getLayer(mapLayer).output as tf.SymbolicTensor) : lastMap;
  const first = picture.sourceLayer.name;
  const parts: Part[] = [];
  for (const layer of model.layers) {
    if (layer.name === first) continue;
    const inputs = asList(layer.input).map(({ sourceLayer }) =>
      sourceLayer.name === first ? 'pixels' : sourceLayer.name,
    );
    parts.push(await partOf(layer, inputs));
  }
  const turn = (input: string, output: string, perm: number[]): OnnxNode => ({
    ...{ operator: 'Transpose', inputs: [input], output, attributes: { perm } },
  });
  const rows = (name: string, { shape }: tf.SymbolicTensor) => ({
    ...{ name, shape: shape.slice(1) as number[] },
  });
  return {
    name: model.name,
    nodes: [
      turn(PORTS.picture, 'pixels', [0, 3, 1, 2]), // [batch, 3, side, side]
      ...parts.flatMap(({ nodes }) => nodes),
      turn(map.sourceLayer.name, PORTS.map, [0, 2, 3, 1]), // [batch, height, width, channels]
      { operator: 'Flatten', inputs: [vector.sourceLayer.name], output: PORTS.vector }, // [batch, features]
    ],
    weights: parts.flatMap(({ weights = [] }) => weights),
    inputs: [rows(PORTS.picture, picture)],
    outputs: [rows(PORTS.map, map), rows(PORTS.vector, vector)],
  };
}
