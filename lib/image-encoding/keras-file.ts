import type { Dataset, Group } from 'h5wasm';
import { UserError } from '../outputs/index.js';
import type { LayerWeights } from './layer-weights.js';

/** A name for the one file that is open at a time, in the reader's own memory. */
const INSIDE = 'weights.h5';

const namesIn = (group: Group, attribute: string) =>
  (group.attrs[attribute]?.value ?? []) as string[];

/** HDF5 tells where it failed from the outside in: the last is the cause. */
function reasonOf({ message }: Error): string {
  const places = [...message.matchAll(/#\d+: .*\(\): (.*)/g)];
  return places.at(-1)?.[1] ?? message.split('\n')[0];
}

function readGroup(root: Group, name: string): LayerWeights[] {
  const group = root.attrs.layer_names ? root : (root.get('model_weights') as Group | null); // of a whole model
  if (!group?.attrs.layer_names) {
    throw new UserError(
      `${name} has no layer_names, so it is not in the layout of Keras' published weights. ` +
        "Keras 3's own .weights.h5 files are not either.",
    );
  }
  return namesIn(group, 'layer_names')
    .map((layer) => {
      const ofLayer = group.get(layer) as Group;
      const tensors = namesIn(ofLayer, 'weight_names').map((weight) => {
        const { shape, value } = ofLayer.get(weight) as Dataset;
        return { shape: shape as number[], data: new Float32Array(value as Float32Array) };
      });
      return { layer, tensors };
    })
    .filter(({ tensors }) => tensors.length > 0);
}

/**
 * The layers that have weights in a file of Keras (HDF5, as `model.save_weights` of Keras 1 and 2 wrote it and
 * Keras' applications are published), in the file's order.
 * @param name the file's name, for messages
 * @throws UserError naming the file when it is cut short, no HDF5 file, or laid out otherwise
 */
export async function readKerasFile(bytes: Uint8Array, name: string): Promise<LayerWeights[]> {
  const reader = await import('h5wasm');
  const ready = await reader.ready;
  const FS = reader.FS as NonNullable<typeof reader.FS>; // there once it is ready
  try {
    ready.activate_throwing_error_handler();
    FS.writeFile(INSIDE, bytes);
    const file = new reader.File(INSIDE, 'r');
    try {
      return readGroup(file, name);
    } finally {
      file.close();
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    const reason = reasonOf(error as Error);
    throw new UserError(
      `${name} is not a whole HDF5 file (${reason}). Delete it and fetch it again.`,
    );
  } finally {
    if (FS.analyzePath(INSIDE).exists) FS.unlink(INSIDE);
  }
}
