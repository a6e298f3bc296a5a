import { Message } from '../../outputs/protocol-buffer.js';
import { ATTRIBUTE, GRAPH, MODEL, NODE, OPERATORS, TENSOR, TYPE, VALUE } from './fields.js';

/** One operation of a network, as https://onnx.ai/onnx/operators/ describes it. */
export interface OnnxNode {
  operator: string;
  inputs: readonly string[];
  /** The name of what it computes. */
  output: string;
  /** Whole numbers, or lists of them. */
  attributes?: Record<string, number | readonly number[]>;
}

/** Numbers that belong to a network. */
export interface OnnxWeights {
  name: string;
  shape: readonly number[];
  data: Float32Array | Int8Array | Uint8Array | Int32Array;
}

/** What goes into a network or comes out: float32, a row for each picture. */
export interface OnnxValue {
  name: string;
  /** Sizes of a row. */
  shape: readonly number[];
}

/** A network as it is written. */
export interface OnnxGraph {
  name: string;
  nodes: readonly OnnxNode[];
  weights: readonly OnnxWeights[];
  inputs: readonly OnnxValue[];
  outputs: readonly OnnxValue[];
}

/** The operators' version that the file asks for, and the file's: ONNX 1.12 of 2022, which all that reads ONNX today knows. */
const [OPERATOR_SET, FILE_VERSION] = [17, 8];

/** `TensorProto.DataType` of onnx.proto3. */
const FLOAT = 1;
const typeOf = (data: OnnxWeights['data']) => {
  if (data instanceof Float32Array) return FLOAT;
  if (data instanceof Uint8Array) return 2;
  return data instanceof Int8Array ? 3 : 6;
};

/** `AttributeProto.AttributeType` of onnx.proto3. */
const [INT, INTS] = [2, 7];

function writeNode(message: Message, { operator, inputs, output, attributes = {} }: OnnxNode) {
  for (const input of inputs) message.text(NODE.input, input);
  message.text(NODE.output, output).text(NODE.name, output).text(NODE.operator, operator);
  for (const [name, value] of Object.entries(attributes)) {
    message.inner(NODE.attribute, (attribute) => {
      attribute.text(ATTRIBUTE.name, name);
      if (typeof value === 'number')
        attribute.whole(ATTRIBUTE.whole, value).whole(ATTRIBUTE.type, INT);
      else attribute.wholes(ATTRIBUTE.wholes, value).whole(ATTRIBUTE.type, INTS);
    });
  }
}

function writeWeights(message: Message, { name, shape, data }: OnnxWeights) {
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength); // little endian, as every machine here
  message.wholes(TENSOR.sizes, shape).whole(TENSOR.type, typeOf(data));
  message.text(TENSOR.name, name).bytes(TENSOR.raw, raw);
}

function writeValue(message: Message, { name, shape }: OnnxValue) {
  const sizes = (of: Message) => {
    of.inner(TYPE.dimension, (size) => size.text(TYPE.sizeName, 'batch'));
    for (const each of shape) of.inner(TYPE.dimension, (size) => size.whole(TYPE.size, each));
  };
  message.text(VALUE.name, name).inner(VALUE.type, (type) =>
    type.inner(TYPE.tensor, (tensor) => {
      tensor.whole(TYPE.element, FLOAT).inner(TYPE.shape, sizes);
    }),
  );
}

/** A network as an ONNX file. */
export function writeOnnx({ name, nodes, weights, inputs, outputs }: OnnxGraph): Uint8Array {
  const message = new Message()
    .whole(MODEL.irVersion, FILE_VERSION)
    .text(MODEL.producer, 'captionlab')
    .inner(MODEL.graph, (graph) => {
      for (const node of nodes) graph.inner(GRAPH.node, (one) => writeNode(one, node));
      graph.text(GRAPH.name, name);
      for (const each of weights) graph.inner(GRAPH.initializer, (one) => writeWeights(one, each));
      for (const each of inputs) graph.inner(GRAPH.input, (one) => writeValue(one, each));
      for (const each of outputs) graph.inner(GRAPH.output, (one) => writeValue(one, each));
    })
    .inner(MODEL.operators, (set) => set.whole(OPERATORS.version, OPERATOR_SET));
  return message.finish();
}
