/**
 * The fields of an ONNX file: one protocol buffer, `ModelProto` of onnx.proto3
 * (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3), as that file numbers them.
 */
export const MODEL = { irVersion: 1, producer: 2, graph: 7, operators: 8 };
export const GRAPH = { node: 1, name: 2, initializer: 5, input: 11, output: 12 };
export const NODE = { input: 1, output: 2, name: 3, operator: 4, attribute: 5 };
export const ATTRIBUTE = { name: 1, whole: 3, wholes: 8, type: 20 };
export const VALUE = { name: 1, type: 2 };
/** Of a value's type, of its shape, and of one of its sizes. */
export const TYPE = { tensor: 1, element: 1, shape: 2, dimension: 1, size: 1, sizeName: 2 };
export const TENSOR = { sizes: 1, type: 2, name: 8, raw: 9, externalData: 13 };
export const ENTRY = { key: 1, value: 2 };
export const OPERATORS = { version: 2 };
