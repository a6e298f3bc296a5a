/** What an ONNX file says of itself, read without any runtime. */
import { fieldsOf, Message } from '../../outputs/protocol-buffer.js';
import { UserError } from '../../outputs/user-error.js';
import { ENTRY, GRAPH, MODEL, NODE, TENSOR, VALUE } from './fields.js';

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
    const graphs = fields.flatMap(({ number, bytes }) =>
      number === MODEL.graph && bytes ? [bytes] : [],
    );
    const isModel = fields.some(({ number }) => number === MODEL.irVersion) && graphs.length > 0;
    if (!isModel) throw new RangeError('it holds no graph');
    const outline = outlineOfGraph(Buffer.concat(graphs));
    if (outline.outputs.length === 0) throw new RangeError('its graph gives nothing');
    return outline;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UserError(
      `${file} is no ONNX file, or is cut short (${error.message}). Expected a network as PyTorch, Keras or Hugging Face's optimum export it: copy it anew.`,
    );
  }
}

/** The same network that gives one of its values alone, an inner one too: what is not needed for it is not computed. */
export function withOutput(model: Uint8Array, name: string): Uint8Array {
  const parts = [...fieldsOf(model)].map(({ number, bytes = new Uint8Array(), whole }) => {
    if (number !== MODEL.graph) return whole;
    const kept = [...fieldsOf(bytes)].filter((one) => one.number !== GRAPH.output);
    const output = new Message()
      .inner(GRAPH.output, (value) => value.text(VALUE.name, name))
      .finish();
    const graph = Buffer.concat([...kept.map((one) => one.whole), output]);
    return new Message().bytes(MODEL.graph, graph).finish();
  });
  return Buffer.concat(parts);
}
