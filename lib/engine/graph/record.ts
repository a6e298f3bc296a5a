import type { Binding, Handle, NativeBackend, Setting } from '../native-ops.js';
import { createRandom, type Random } from '../random.js';
import { tf } from '../tensorflow.js';

/** The binding's part that runs graphs. */
export interface GraphBinding extends Binding {
  loadSavedModel(folder: string, tags: string): number;
  runSavedModel(model: number, inputs: number[], fed: string, fetched: string): Handle[];
  deleteSavedModel(model: number): void;
}

/** A backend that runs graphs. */
export interface GraphBackend extends NativeBackend {
  binding: GraphBinding;
  isUsingGpuDevice: boolean;
}

/** A node of a graph: an operation on what other nodes give, a constant, or a place where a tensor is fed. */
export interface GraphNode {
  name: string;
  operation: string;
  inputs: string[];
  settings: Setting[];
  /** Of a constant and of a place: its kind of numbers and its shape. */
  tensor?: { dtype: number; shape: readonly number[]; bytes?: Uint8Array };
}

/** Draws the numbers of a tensor. */
type Draw = (random: Random) => Float32Array;

/** Where a graph is fed with each time: a tensor that stands outside, or numbers that are drawn anew. */
export type Feed = { tensor: tf.Tensor } | { shape: number[]; draw: Draw };

/** What a computation did. */
export interface Recorded {
  nodes: GraphNode[];
  /** What each of the graph's places is fed with, and the place's name. */
  feeds: (Feed & { place: string })[];
  /** The names of what the computation gave. */
  fetched: string[];
}

/** Thrown where a computation draws by lot past `drawnTensor`: what it drew would stay the same in its graph for ever. */
export class DrawsPast extends Error {}

/** Stands where numbers are drawn while a computation is recorded. */
const closed: Random = (() => {
  const past = () => {
    throw new DrawsPast('A computation that is recorded draws through drawnTensor alone.');
  };
  return { uniform: past, integer: past, normal: past, choice: past, shuffled: past };
})();

/** What is at work while a computation is recorded: numbers drawn in it are no constants. */
let recording: { drawn(shape: number[], draw: Draw): tf.Tensor } | undefined;

/** A tensor of numbers that are drawn by lot: anew, too, whenever a graph that was made of the computation runs again. */
export function drawnTensor(shape: number[], random: Random, draw: Draw): tf.Tensor {
  return recording ? recording.drawn(shape, draw) : tf.tensor(draw(random), shape);
}

/** The bytes of numbers on their way to the device. */
function bytesOf(values: unknown, isWhole: boolean): Uint8Array {
  const numbers = ArrayBuffer.isView(values)
    ? values
    : isWhole
      ? Int32Array.from(values as number[])
      : Float32Array.from(values as number[]);
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength).slice();
}

/** The operation whose kind of numbers TensorFlow must be told in a graph, though tfjs-node leaves it to be guessed. */
const UNTOLD = 'ExpandDims';

/**
 * Runs a computation once, and writes down every operation that reaches TensorFlow. Shapes become constants: the record
 * holds for tensors of the same shapes alone.
 * @param given tensors that will be others next time; what else the computation finds outside is taken to stay
 * @throws DrawsPast where it cannot be repeated
 */
export function record(
  backend: GraphBackend,
  given: readonly tf.Tensor[],
  compute: (random: Random) => tf.Tensor[],
): Recorded {
  const { binding } = backend;
  const lots = createRandom('recorded'); // what is drawn while recording is seen by nobody
  const idsOf = backend.getInputTensorIds.bind(backend);
  const nodes: GraphNode[] = [];
  const feeds: Recorded['feeds'] = [];
  const outputs = new Map<number, { name: string; dtype: number }>(); // by the tensor's number
  const dtypeOf = ({ dtype }: tf.Tensor) =>
    binding[{ float32: 'TF_FLOAT', int32: 'TF_INT32' }[dtype as string] ?? 'TF_BOOL'] as number;
  const push = (node: Omit<GraphNode, 'name'>): string => {
    const name = `n${nodes.length}`;
    nodes.push({ name, ...node });
    return name;
  };
  const feed = (tensor: tf.Tensor, from: Feed) => {
    const [id] = idsOf([tensor]);
    const dtype = dtypeOf(tensor);
    const at = { dtype, shape: tensor.shape };
    const place = push({ operation: 'Placeholder', inputs: [], settings: [], tensor: at });
    feeds.push({ ...from, place });
    outputs.set(id, { name: place, dtype });
  };
  for (const tensor of given) feed(tensor, { tensor });

  const recorder = {
    createTensor(shape: number[], dtype: number, values: unknown): number {
      const id = binding.createTensor(shape, dtype, values);
      const bytes = bytesOf(values, dtype === binding.TF_INT32);
      const tensor = { dtype, shape: [...shape], bytes };
      const name = push({ operation: 'Const', inputs: [], settings: [], tensor });
      outputs.set(id, { name, dtype });
      return id;
    },
    executeOp(operation: string, settings: Setting[], ids: number[], count: number): Handle[] {
      const handles = binding.executeOp(operation, settings, ids, count);
      const from = ids.map((id) => outputs.get(id) as { name: string; dtype: number });
      const kind = { name: 'T', type: binding.TF_ATTR_TYPE as number, value: from[0].dtype };
      const name = push({
        ...{ operation, inputs: from.map(({ name }) => name) },
        settings: operation === UNTOLD ? [...settings, kind] : settings,
      });
      for (const [i, { id, dtype }] of handles.entries()) {
        outputs.set(id, { name: i === 0 ? name : `${name}:${i}`, dtype });
      }
      return handles;
    },
  };
  recording = {
    drawn(shape, draw) {
      const tensor = tf.tensor(draw(lots), shape);
      backend.binding = binding; // the numbers are fed, and no constant
      feed(tensor, { shape, draw });
      backend.binding = watched;
      return tensor;
    },
  };
  const watched = Object.create(binding, Object.getOwnPropertyDescriptors(recorder));
  backend.binding = watched;
  backend.getInputTensorIds = (tensors) => {
    const ids = idsOf(tensors);
    for (const [i, id] of ids.entries()) {
      if (!outputs.has(id)) feed(tensors[i], { tensor: tensors[i] }); // one that stands outside
    }
    return ids;
  };
  try {
    const results = backend.getInputTensorIds(compute(closed));
    return { nodes, feeds, fetched: results.map((id) => outputs.get(id)?.name as string) };
  } finally {
    recording = undefined;
    backend.binding = binding;
    delete (backend as Partial<GraphBackend>).getInputTensorIds; // the prototype's again
  }
}
