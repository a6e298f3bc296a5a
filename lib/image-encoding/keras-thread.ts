// Reads Keras' files in a thread of its own: what a damaged one does to HDF5's reader ends with the thread.
import { parentPort } from 'node:worker_threads';
import type { Dataset, Group } from 'h5wasm';
import type { LayerWeights } from './layer-weights.js';

/** What the thread says of the bytes that it is sent, once it begins to read, and when it is over: the layers, or why there are none. */
export type KerasAnswer =
  | 'reading'
  | { layers: LayerWeights[] }
  | { reason: string; is: 'damaged' | 'of another layout' | 'the end of the reader' };

/** A name for the one file that is open at a time, in the reader's own memory. */
const INSIDE = 'weights.h5';

const namesIn = (group: Group, attribute: string) =>
  (group.attrs[attribute]?.value ?? []) as string[];

/** HDF5 tells where it failed from the outside in: the last is the cause. */
function reasonOf({ message }: Error): string {
  const places = [...message.matchAll(/#\d+: .*\(\): (.*)/g)];
  return places.at(-1)?.[1] ?? message.split('\n')[0];
}

function readGroup(root: Group): KerasAnswer {
  const group = root.attrs.layer_names ? root : (root.get('model_weights') as Group | null); // of a whole model
  if (!group?.attrs.layer_names) {
    const reason =
      "has no layer_names, so it is not in the layout of Keras' published weights. " +
      "Keras 3's own .weights.h5 files are not either.";
    return { reason, is: 'of another layout' };
  }
  const layers = namesIn(group, 'layer_names').map((layer) => {
    const ofLayer = group.get(layer) as Group;
    const tensors = namesIn(ofLayer, 'weight_names').map((weight) => {
      const { shape, value } = ofLayer.get(weight) as Dataset;
      return { shape: shape as number[], data: new Float32Array(value as Float32Array) };
    });
    return { layer, tensors };
  });
  return { layers: layers.filter(({ tensors }) => tensors.length > 0) };
}

async function read(bytes: Uint8Array): Promise<KerasAnswer> {
  const reader = await import('h5wasm');
  const ready = await reader.ready;
  parentPort?.postMessage('reading' satisfies KerasAnswer);
  const FS = reader.FS as NonNullable<typeof reader.FS>; // there once it is ready
  try {
    ready.activate_throwing_error_handler();
    FS.writeFile(INSIDE, bytes);
    const file = new reader.File(INSIDE, 'r');
    try {
      return readGroup(file);
    } finally {
      file.close();
    }
  } catch (error) {
    const isTrap = error instanceof WebAssembly.RuntimeError; // its memory cannot be trusted any more
    return { reason: reasonOf(error as Error), is: isTrap ? 'the end of the reader' : 'damaged' };
  } finally {
    if (FS.analyzePath(INSIDE).exists) FS.unlink(INSIDE);
  }
}

parentPort?.on('message', async (bytes: Uint8Array) => {
  parentPort?.postMessage(await read(bytes));
});
