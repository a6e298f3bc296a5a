import { tf } from './tensorflow.js';

/** A tensor as the binding hands it out. */
export interface Handle {
  id: number;
  shape: number[];
  dtype: number;
}

/** A setting of an operation, as tfjs-node gives it to its binding. */
export interface Setting {
  name: string;
  type: number;
  value: unknown;
}

/** The part of tfjs-node's binding to TensorFlow that TensorFlow.js has no operations for; its constants are numbers. */
export interface Binding extends Record<string, unknown> {
  executeOp(name: string, settings: Setting[], inputs: number[], outputs: number): Handle[];
  createTensor(shape: number[], dtype: number, values: unknown): number;
  deleteTensor(id: number): void;
}

/** The part of tfjs-node's backend that is needed here. */
export interface NativeBackend {
  binding: Binding;
  getInputTensorIds(tensors: tf.Tensor[]): number[];
  createOutputTensor(handle: Handle): tf.Tensor;
}

/** A setting of an operation, as TensorFlow declares it. */
export type Attribute =
  | { type: 'FLOAT' | 'INT32' }
  | { flag: boolean }
  | { int: number }
  | { float: number }
  | { shape: number[] }
  | { text: string };

const kinds = {
  type: 'TF_ATTR_TYPE',
  flag: 'TF_ATTR_BOOL',
  int: 'TF_ATTR_INT',
  float: 'TF_ATTR_FLOAT',
  shape: 'TF_ATTR_SHAPE',
  text: 'TF_ATTR_STRING',
} as const;

function attributeOf(name: string, attribute: Attribute, binding: Binding): Setting {
  const [[kind, given]] = Object.entries(attribute) as [keyof typeof kinds, unknown][];
  const value = kind === 'type' ? binding[`TF_${given}`] : given;
  return { name, type: binding[kinds[kind]] as number, value };
}

const native = () => tf.backend() as unknown as NativeBackend;

/** A tensor that TensorFlow.js does not know of: the name of a resource. Released by `release`. */
export interface RawTensor {
  id: number;
}

/** Frees a raw tensor. */
export function release({ id }: RawTensor): void {
  native().binding.deleteTensor(id);
}

function execute(
  name: string,
  attributes: Record<string, Attribute>,
  inputs: (tf.Tensor | RawTensor)[],
  outputs: number,
): Handle[] {
  const backend = native();
  const ids = inputs.map((input) =>
    input instanceof tf.Tensor ? backend.getInputTensorIds([input])[0] : input.id,
  );
  const settings = Object.entries(attributes).map(([key, value]) =>
    attributeOf(key, value, backend.binding),
  );
  return backend.binding.executeOp(name, settings, ids, outputs);
}

/**
 * Runs one of TensorFlow's operations by its name, on the native engine only.
 * @returns its outputs, tensors like any other
 */
export function nativeOp(
  name: string,
  attributes: Record<string, Attribute>,
  inputs: (tf.Tensor | RawTensor)[],
  outputs = 1,
): tf.Tensor[] {
  return execute(name, attributes, inputs, outputs).map((handle) =>
    native().createOutputTensor(handle),
  );
}

/** Runs an operation whose one output TensorFlow.js has no type for. */
export function rawNativeOp(name: string, attributes: Record<string, Attribute>): RawTensor {
  return execute(name, attributes, [], 1)[0];
}
