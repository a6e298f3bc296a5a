import { BinaryReader } from '@bufbuild/protobuf/wire';
import { tf } from '../../lib/engine/index.js';
import { ATTRIBUTE, GRAPH, MODEL, NODE, TENSOR } from '../../lib/image-encoding/onnx/fields.js';
import { fieldsOf } from '../../lib/outputs/protocol-buffer.js';

/** The fields of a message with one number. */
const all = (message: Uint8Array, wanted: number) =>
  [...fieldsOf(message)].filter(({ number }) => number === wanted);
const bytesOf = (message: Uint8Array, wanted: number) =>
  all(message, wanted).map(({ bytes }) => bytes as Uint8Array);
const textsOf = (message: Uint8Array, wanted: number) =>
  bytesOf(message, wanted).map((bytes) => Buffer.from(bytes).toString());

/** Whole numbers, one behind the other. */
function wholes(bytes: Uint8Array): number[] {
  const reader = new BinaryReader(bytes);
  const found: number[] = [];
  while (reader.pos < reader.len) found.push(Number(reader.int64()));
  return found;
}

function single(message: Uint8Array, wanted: number): number | undefined {
  const [field] = all(message, wanted);
  if (!field) return undefined;
  const reader = new BinaryReader(field.whole);
  reader.tag();
  return Number(reader.int64());
}

/** A node as it was read. */
interface ReadNode {
  operator: string;
  inputs: string[];
  output: string;
  attributes: Record<string, number[]>;
}

function readNode(message: Uint8Array): ReadNode {
  const attributes = bytesOf(message, NODE.attribute).map((attribute): [string, number[]] => {
    const [name] = textsOf(attribute, ATTRIBUTE.name);
    const one = single(attribute, ATTRIBUTE.whole);
    return [name, one === undefined ? wholes(bytesOf(attribute, ATTRIBUTE.wholes)[0]) : [one]];
  });
  return {
    operator: textsOf(message, NODE.operator)[0],
    inputs: textsOf(message, NODE.input),
    output: textsOf(message, NODE.output)[0],
    attributes: Object.fromEntries(attributes),
  };
}

/** A tensor's numbers, of float32 or of whole numbers of 8 or 32 bits. */
function readTensor(message: Uint8Array): tf.Tensor {
  const raw = Uint8Array.from(bytesOf(message, TENSOR.raw)[0]).buffer;
  const [sizes] = bytesOf(message, TENSOR.sizes);
  const kind = single(message, TENSOR.type) as 1 | 2 | 3 | 6;
  const data = new { 1: Float32Array, 2: Uint8Array, 3: Int8Array, 6: Int32Array }[kind](raw);
  return tf.tensor(Float32Array.from(data), wholes(sizes), 'float32');
}

type Pair = [number, number];

/** A map, channels first, as TensorFlow wants it: with the rows and columns around it that `pads` says. */
function padded(x: tf.Tensor, { pads = [0, 0, 0, 0] }: ReadNode['attributes'], value = 0) {
  const [top, left, bottom, right] = pads;
  const around: Pair[] = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
  return tf.pad(x.transpose([0, 2, 3, 1]), around, value) as tf.Tensor4D; // [n, rows, columns, channels]
}

const channelsFirst = (x: tf.Tensor) => x.transpose([0, 3, 1, 2]);

function convolve(attributes: ReadNode['attributes'], inputs: tf.Tensor[]): tf.Tensor {
  const { strides, dilations, group } = attributes;
  const x = padded(inputs[0], attributes);
  const turned = inputs[1].transpose(group[0] === 1 ? [2, 3, 1, 0] : [2, 3, 0, 1]) as tf.Tensor4D;
  const convolve = group[0] === 1 ? tf.conv2d : tf.depthwiseConv2d;
  const answers = convolve(x, turned, strides as Pair, 'valid', 'NHWC', dilations as Pair);
  return channelsFirst(answers.add(inputs[2]));
}

/** The mean of those of a window's places that are not padding. */
function average(attributes: ReadNode['attributes'], [x]: tf.Tensor[]): tf.Tensor {
  const { kernel_shape, strides } = attributes;
  const sums = (of: tf.Tensor) =>
    tf.avgPool(padded(of, attributes), kernel_shape as Pair, strides as Pair, 'valid');
  return channelsFirst(sums(x).div(sums(tf.onesLike(x))));
}

/** What the operators that are written here compute, as https://onnx.ai/onnx/operators/ says. */
const operators: Record<string, (node: ReadNode, inputs: tf.Tensor[]) => tf.Tensor> = {
  Transpose: ({ attributes }, [x]) => x.transpose(attributes.perm),
  Conv: ({ attributes }, inputs) => convolve(attributes, inputs),
  Relu: (_, [x]) => x.relu(),
  Clip: (_, [x, low, high]) => x.maximum(low).minimum(high),
  Add: (_, [a, b]) => a.add(b),
  Mul: (_, [a, b]) => a.mul(b),
  Concat: ({ attributes }, inputs) => tf.concat(inputs, attributes.axis[0]),
  AveragePool: ({ attributes }, inputs) => average(attributes, inputs),
  MaxPool: ({ attributes }, [x]) => {
    const { kernel_shape, strides } = attributes;
    const around = padded(x, attributes, Number.NEGATIVE_INFINITY);
    return channelsFirst(tf.maxPool(around, kernel_shape as Pair, strides as Pair, 'valid'));
  },
  GlobalAveragePool: (_, [x]) => x.mean([2, 3], true),
  Flatten: (_, [x]) => x.reshape([x.shape[0], -1]),
  ReduceMin: ({ attributes }, [x]) => x.min(attributes.axes),
  ReduceMax: ({ attributes }, [x]) => x.max(attributes.axes),
  QuantizeLinear: (_, [x, scale, zero]) => x.div(scale).round().add(zero).clipByValue(0, 255),
  DequantizeLinear: ({ attributes }, [x, scale, zero]) => {
    const [axis] = attributes.axis ?? [0];
    const along = (of: tf.Tensor) =>
      of.rank === 0 ? of : of.reshape(x.shape.map((size, i) => (i === axis ? size : 1)));
    return x.sub(along(zero)).mul(along(scale));
  },
};

/**
 * Runs an ONNX file without any runtime of its own: every node by its definition, in TensorFlow.js.
 * @param input what its one input is fed with
 * @returns its outputs of those names, to be disposed by the caller
 */
export function evaluateOnnx(
  file: Uint8Array,
  input: tf.Tensor,
  names: readonly string[],
): tf.Tensor[] {
  const [graph] = bytesOf(file, MODEL.graph);
  return tf.tidy(() => {
    const values = new Map<string, tf.Tensor>();
    for (const message of bytesOf(graph, GRAPH.initializer)) {
      values.set(textsOf(message, TENSOR.name)[0], readTensor(message));
    }
    values.set(textsOf(bytesOf(graph, GRAPH.input)[0], 1)[0], input);
    for (const node of bytesOf(graph, GRAPH.node).map(readNode)) {
      const compute = operators[node.operator];
      if (!compute) throw new Error(`operator ${node.operator}`);
      const inputs = node.inputs.map((name) => values.get(name) as tf.Tensor);
      values.set(node.output, compute(node, inputs));
    }
    return names.map((name) => values.get(name) as tf.Tensor);
  });
}
