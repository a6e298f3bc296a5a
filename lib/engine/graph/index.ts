import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Random } from '../random.js';
import { tf } from '../tensorflow.js';
import { DrawsPast, type Feed, type GraphBackend, type Recorded, record } from './record.js';
import { savedModel, TAG } from './saved-model.js';

export { drawnTensor } from './record.js';

/** A graph that TensorFlow holds: its number there, what it is fed with, and the names of its places and of its results. */
interface Graph {
  id: number;
  feeds: Feed[];
  places: string;
  results: string;
}

/** The backend where a graph pays: on a GPU tensors would have to leave it to be fed. */
function graphBackend(): GraphBackend | undefined {
  if (tf.getBackend() !== 'tensorflow') return undefined;
  const backend = tf.backend() as unknown as GraphBackend;
  return backend.isUsingGpuDevice ? undefined : backend;
}

/** Gives a record to TensorFlow, which takes graphs from a folder and reads it once. */
function load({ nodes, feeds, fetched }: Recorded, { binding }: GraphBackend): Graph {
  const folder = mkdtempSync(join(tmpdir(), 'captionlab-graph-'));
  try {
    writeFileSync(join(folder, 'saved_model.pb'), savedModel(nodes, binding));
    const first = (name: string) => (name.includes(':') ? name : `${name}:0`);
    return {
      id: binding.loadSavedModel(folder, TAG),
      feeds,
      places: feeds.map(({ place }) => first(place)).join(','),
      results: fetched.map(first).join(','),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(graph: Graph, backend: GraphBackend, given: tf.Tensor[], random?: Random) {
  const drawn: tf.Tensor[] = [];
  const tensorOf = (feed: Feed, i: number): tf.Tensor => {
    if (i < given.length) return given[i];
    if ('tensor' in feed) return feed.tensor;
    const tensor = tf.tensor(feed.draw(random as Random), feed.shape);
    drawn.push(tensor);
    return tensor;
  };
  const ids = backend.getInputTensorIds(graph.feeds.map(tensorOf));
  const handles = backend.binding.runSavedModel(graph.id, ids, graph.places, graph.results);
  tf.dispose(drawn);
  return handles.map((handle) => backend.createOutputTensor(handle));
}

/** A computation that is done again and again. */
export interface Repeated {
  /**
   * Does it on these tensors. On native TensorFlow without a GPU the first time makes a graph of it, and from then on
   * TensorFlow runs all its operations by itself, several at once; another engine just computes.
   * @param given what is another one each time; there is a graph for each of their shapes
   * @param random draws what is drawn by lot
   * @returns the results; the caller disposes them
   */
  run(given: tf.Tensor[], random?: Random): tf.Tensor[];
  /** Frees the graphs. */
  dispose(): void;
}

/**
 * Prepares a computation that will be done many times with tensors of few shapes. What it draws by lot it draws through
 * `drawnTensor`; where it does not, it is done anew each time. It may not depend on anything else that changes.
 */
export function repeated(compute: (given: tf.Tensor[], random?: Random) => tf.Tensor[]): Repeated {
  const graphs = new Map<string, Graph>();
  let never = false;

  /** The graph for tensors of these shapes, made if there is none. */
  function graphFor(backend: GraphBackend, given: tf.Tensor[], random?: Random) {
    const key = JSON.stringify([random !== undefined, given.map(({ shape }) => shape)]);
    const known = graphs.get(key);
    if (known) return known;
    tf.tidy(() => {
      try {
        const recorded = record(backend, given, (lots) => compute(given, random && lots));
        graphs.set(key, load(recorded, backend));
      } catch (error) {
        if (!(error instanceof DrawsPast)) throw error;
        never = true;
      }
    });
    return graphs.get(key);
  }

  return {
    run(given, random) {
      const backend = graphBackend();
      const graph = backend && !never ? graphFor(backend, given, random) : undefined;
      return backend && graph ? run(graph, backend, given, random) : compute(given, random);
    },
    dispose() {
      for (const { id } of graphs.values()) graphBackend()?.binding.deleteSavedModel(id);
      graphs.clear();
    },
  };
}
