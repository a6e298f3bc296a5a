/**
 * What an ONNX file says of itself, read without any runtime. Such a file is one protocol buffer, `ModelProto` of onnx.proto3
 * (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3): fields, each a key (number and kind), most of them followed by a
 * length and so many bytes (https://protobuf.dev/programming-guides/encoding/).
 */
import { UserError } from '../../outputs/user-error.js';

/** The names in a network's file. */
export interface OnnxOutline {
  /** What the graph is fed with, its weights not among them. */
  inputs: string[];
  /** What it gives. */
  outputs: string[];
  /** Everything that its nodes compute, and what it gives among that. */
  computed: Set<string>;
  /** Files beside it that hold weights. */
  weightFiles: string[];
}

/** A field of a message: its number, its bytes where it is no number, and all of it with its key. */
interface Field {
  number: number;
  bytes?: Uint8Array;
  whole: Uint8Array;
}

// Fields of the messages, as onnx.proto3 numbers them.
const MODEL = { irVersion: 1, graph: 7 };
const GRAPH = { node: 1, initializer: 5, input: 11, output: 12 };
const NODE = { output: 2 };
const VALUE = { name: 1 };
const TENSOR = { name: 8, externalData: 13 };
const ENTRY = { key: 1, value: 2 };

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

/** A number in groups of seven bits, the lowest first. */
function readVarint(bytes: Uint8Array, at: number): { value: number; end: number } {
  let value = 0;
  for (let i = 0; i < 10; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) throw new RangeError('a number is cut short');
    value += (byte & 127) * 2 ** (7 * i);
    if (byte < 128) return { value, end: at + i + 1 };
  }
  throw new RangeError('a number has no end');
}

/** The fields of a message, one after the other. Throws a RangeError where it is none, or ends early. */
function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  let at = 0;
  while (at < bytes.length) {
    const key = readVarint(bytes, at);
    const [number, kind] = [Math.floor(key.value / 8), key.value % 8];
    if (number === 0) throw new RangeError('a field has no number');
    let end = key.end;
    let found: Uint8Array | undefined;
    if (kind === VARINT) end = readVarint(bytes, key.end).end;
    else if (kind === FIXED64) end += 8;
    else if (kind === FIXED32) end += 4;
    else if (kind === BYTES) {
      const length = readVarint(bytes, key.end);
      end = length.end + length.value;
      found = bytes.subarray(length.end, end);
    } else throw new RangeError(`a field is of no known kind (${kind})`);
    if (end > bytes.length) throw new RangeError(`${end - bytes.length} bytes are missing`);
    yield { number, bytes: found, whole: bytes.subarray(at, end) };
    at = end;
  }
}

const decoder = new TextDecoder();

/** The texts of one field of a message. */
function textsOf(bytes: Uint8Array, wanted: number): string[] {
  const fields = [...fieldsOf(bytes)].filter(({ number }) => number === wanted);
  return fields.map((field) => decoder.decode(field.bytes));
}

/** The file in which a tensor's numbers lie, where they lie outside. */
function weightFileOf(tensor: Uint8Array): string[] {
  return [...fieldsOf(tensor)]
    .filter(({ number }) => number === TENSOR.externalData)
    .flatMap(({ bytes = new Uint8Array() }) =>
      textsOf(bytes, ENTRY.key).includes('location') ? textsOf(bytes, ENTRY.value) : [],
    );
}

function outlineOfGraph(graph: Uint8Array): OnnxOutline {
  const weights = new Set<string>();
  const outline: OnnxOutline = { inputs: [], outputs: [], computed: new Set(), weightFiles: [] };
  for (const { number, bytes = new Uint8Array() } of fieldsOf(graph)) {
    if (number === GRAPH.input) outline.inputs.push(...textsOf(bytes, VALUE.name));
    else if (number === GRAPH.output) outline.outputs.push(...textsOf(bytes, VALUE.name));
    else if (number === GRAPH.node) {
      for (const name of textsOf(bytes, NODE.output)) outline.computed.add(name);
    } else if (number === GRAPH.initializer) {
      for (const name of textsOf(bytes, TENSOR.name)) weights.add(name);
      outline.weightFiles.push(...weightFileOf(bytes));
    }
  }
  outline.inputs = outline.inputs.filter((name) => !weights.has(name)); // until version 3 weights were inputs too
  outline.weightFiles = [...new Set(outline.weightFiles)].sort();
  return outline;
}

/**
 * The names in a network's file.
 * @param file its name, for messages
 * @throws UserError when it is no ONNX file, or cut short
 */
export function readOutline(bytes: Uint8Array, file: string): OnnxOutline {
  try {
    const fields = [...fieldsOf(bytes)];
    const graphs = fields.filter(({ number }) => number === MODEL.graph);
    const isModel = fields.some(({ number }) => number === MODEL.irVersion) && graphs.length > 0;
    if (!isModel) throw new RangeError('it holds no graph');
    const outline = outlineOfGraph(Buffer.concat(graphs.map((graph) => graph.bytes as Uint8Array)));
    if (outline.outputs.length === 0) throw new RangeError('its graph gives nothing');
    return outline;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UserError(
      `${file} is no ONNX file, or is cut short (${error.message}). Expected a network as PyTorch, Keras or Hugging Face's optimum export it: copy it anew.`,
    );
  }
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}

const field = (number: number, bytes: Uint8Array) =>
  Buffer.concat([Uint8Array.from([...varint(8 * number + BYTES), ...varint(bytes.length)]), bytes]);

/** The same network that gives one of its values alone, an inner one too: what is not needed for it is not computed. */
export function withOutput(model: Uint8Array, name: string): Uint8Array {
  const output = field(GRAPH.output, field(VALUE.name, Buffer.from(name)));
  const parts = [...fieldsOf(model)].map(({ number, bytes = new Uint8Array(), whole }) => {
    if (number !== MODEL.graph) return whole;
    const kept = [...fieldsOf(bytes)].filter((one) => one.number !== GRAPH.output);
    return field(MODEL.graph, Buffer.concat([...kept.map((one) => one.whole), output]));
  });
  return Buffer.concat(parts);
}
