import type { Dataset, ImageId } from '../data-understanding/types.js';
import { startEngine } from '../engine/index.js';
import { artefactExists, sayOnce, shortPath, UserError } from '../outputs/index.js';
import { encodeDataset } from './encode-dataset.js';
import type { PictureFeatures } from './feature-table.js';
import { encoderFor, ensureFeatures, finishedEncoder } from './features.js';
import { fromHalves } from './store/halves.js';
import { featuresPath } from './store/layout.js';
import { encodeAgain, type FeatureStore, openFeatures } from './store/reader.js';

/** Most bytes of maps that are kept in memory, as float16; beyond that each is read from its file when it is needed. */
const MOST_BYTES = 2 ** 29;

/** The maps of an open store, as a captioner reads them: each read once, and checked then. */
export function mapsOf(store: FeatureStore): PictureFeatures {
  const [height, width, channels] = store.mapShape as number[];
  const cells = height * width;
  const bytes = Uint16Array.BYTES_PER_ELEMENT * store.ids.length * cells * channels;
  const kept = new Map<ImageId, Uint16Array>();
  const halvesOf = (id: ImageId): Uint16Array => {
    const found = kept.get(id);
    if (found) return found;
    const read = store.mapHalvesOf(id);
    if (bytes <= MOST_BYTES) kept.set(id, read);
    return read;
  };
  return {
    ...{ ids: store.ids, width: channels, cells, encoder: store.encoder },
    of: (id) => fromHalves(halvesOf(id)),
    checksumOf: store.mapChecksumOf,
  };
}

/**
 * The maps of every picture of a data set, kept beside the vectors; pictures that have none yet are encoded now.
 * @throws UserError as `ensureFeatures` does, and where the features were made without maps, saying how to make them
 */
export async function ensureMaps(dataset: Dataset): Promise<PictureFeatures> {
  await startEngine();
  const finished = finishedEncoder(dataset);
  if (!finished || !artefactExists(featuresPath(dataset, finished))) {
    await encodeDataset(dataset, await encoderFor(dataset), { maps: true });
  } else {
    const store = openFeatures(dataset, finished);
    store.close();
    if (!store.mapShape) await addMaps(dataset, finished);
    else await ensureFeatures(dataset); // those of pictures that have changed are made again
  }
  const name = finishedEncoder(dataset) as string;
  return mapsOf(openFeatures(dataset, name));
}

/** Encodes the pictures anew, with their maps: their vectors come out as they were. */
async function addMaps(dataset: Dataset, name: string): Promise<void> {
  const anew = `${encodeAgain(dataset, name)} --maps`;
  sayOnce(`${shortPath(featuresPath(dataset, name))} was made without maps: encoding with them`);
  try {
    await encodeDataset(dataset, await encoderFor(dataset), { maps: true, again: true });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(
      `This captioner reads maps, and the features by ${name} have none (${anew}). ${error.message}`,
    );
  }
}
