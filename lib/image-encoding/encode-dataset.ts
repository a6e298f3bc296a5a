import type { Dataset, ImageId } from '../data-understanding/types.js';
import { progressBar } from '../display/progress.js';
import { runAhead } from '../engine/index.js';
import { artefactExists, shortPath, UserError } from '../outputs/index.js';
import { batchesOf, type PictureFile } from './encode.js';
import { type RunnerOptions, startEncoding } from './encode-runner.js';
import type { Encoder } from './encoder.js';
import { readPicture } from './picture.js';
import { featuresFolder, featuresPath } from './store/layout.js';
import { type FeatureStore, featuresMadeFrom, openFeatures } from './store/reader.js';
import {
  type FeatureWriter,
  openFeatureWriter,
  reopenStore,
  type StoreSettings,
} from './store/writer.js';

/** What can be chosen about encoding a data set. */
export interface EncodeOptions extends RunnerOptions {
  /** Keep the maps too, as float16. */
  maps?: boolean;
  /** Only the `part`-th of `parts` parts of the pictures, counted from 1; other processes do the others. */
  shard?: { part: number; parts: number };
}

/** How the encoding of a data set went. */
export interface EncodeSummary {
  encoder: string;
  /** Pictures with features, those of earlier runs included. */
  pictures: number;
  /** Pictures that cannot be read, and why. */
  skipped: { imageId: ImageId; reason: string }[];
  /** Pictures that are left to other shards. */
  missing: number;
  /** Pictures encoded now. */
  encoded: number;
  seconds: number;
  picturesPerSecond: number;
  peakMemoryBytes: number;
}

function settingsOf(dataset: Dataset, encoder: Encoder, maps = false): StoreSettings {
  const ids = [...dataset.imagePaths.keys()];
  if (ids.length === 0) {
    throw new UserError(
      `${shortPath(dataset.folder)} holds no pictures: there is nothing to encode.`,
    );
  }
  const [map] = encoder.model.outputs;
  return {
    ...{ ids, width: encoder.width, madeFrom: featuresMadeFrom(dataset, encoder) },
    mapShape: maps ? (map.shape.slice(1) as number[]) : undefined,
  };
}

/**
 * Refuses finished features of other pictures, or without the maps that are wanted.
 * @throws UserError naming both sides
 */
function refuseOthers(
  dataset: Dataset,
  { ids, skipped, mapShape, encoder }: FeatureStore,
  maps = false,
) {
  const path = shortPath(featuresPath(dataset, encoder));
  const anew = `To encode anew, delete ${shortPath(featuresFolder(dataset, encoder))}.`;
  const known = new Set([...ids, ...skipped.map(({ imageId }) => imageId)]);
  const same = [...dataset.imagePaths.keys()].every((id) => known.has(id));
  if (!same || known.size !== dataset.imagePaths.size) {
    throw new UserError(
      `${path} was made of ${known.size} pictures, but there are now ${dataset.imagePaths.size}, not all of them the same. ${anew}`,
    );
  }
  if (maps && !mapShape) throw new UserError(`${path} was made without maps. ${anew}`);
}

/** Those of the pictures whose files can be read by now. */
async function readable(
  { imagePaths }: Dataset,
  { inputSize, resize }: Encoder,
  skipped: { imageId: ImageId }[],
): Promise<Map<ImageId, string>> {
  const found = new Map<ImageId, string>();
  for (const { imageId } of skipped) {
    const path = imagePaths.get(imageId) as string;
    const yes = () => found.set(imageId, path);
    await readPicture(path, inputSize, resize).then(yes, () => {});
  }
  return found;
}

/** Batches with pictures that no run has come to, and the pictures that were skipped and can be read by now. */
async function batchesLeft(
  dataset: Dataset,
  encoder: Encoder,
  { rows }: FeatureWriter,
  { part, parts } = { part: 1, parts: 1 },
): Promise<PictureFile[][]> {
  const mine = batchesOf(dataset.imagePaths).filter((_, b) => b % parts === part - 1);
  const skipped = mine.flat().filter(({ imageId }) => rows.get(imageId)?.reason);
  return [
    ...mine.filter((batch) => batch.some(({ imageId }) => !rows.has(imageId))),
    ...batchesOf(await readable(dataset, encoder, skipped)),
  ];
}

async function fillStore(
  writer: FeatureWriter,
  encoder: Encoder,
  batches: PictureFile[][],
  options: EncodeOptions,
): Promise<{ encoded: number; peakMemoryBytes: number }> {
  const todo = batches.flat().length;
  const encoding = await startEncoding(encoder, batches.length, writer, options);
  const bar = progressBar(`Encoding with ${encoder.name}`, todo, 'pictures');
  let encoded = 0;
  try {
    for await (const pictures of runAhead(batches, encoding.run, encoding.depth)) {
      encoded += pictures.filter(({ reason }) => !reason).length;
      for (const { reason } of pictures) if (reason) console.warn(`Skipped: ${reason}`);
      bar.advance(pictures.length);
    }
    return { encoded, peakMemoryBytes: encoding.peakMemoryBytes() };
  } finally {
    encoding.close();
    bar.done(encoded < todo ? `${todo - encoded} without features` : '');
  }
}

/**
 * Encodes a data set's pictures into their store, `outputs/<dataset>/features/<encoder>/`, from where an earlier run
 * stopped. A picture that cannot be read is named, skipped and counted; one that was skipped earlier and can be read by
 * now is encoded.
 * @throws UserError when the store was made from other inputs, naming both
 */
export async function encodeDataset(
  dataset: Dataset,
  encoder: Encoder,
  options: EncodeOptions = {},
): Promise<EncodeSummary> {
  const start = performance.now();
  const folder = featuresFolder(dataset, encoder.name);
  const settings = settingsOf(dataset, encoder, options.maps);
  const { name } = encoder;
  if (artefactExists(featuresPath(dataset, name))) {
    const store = openFeatures(dataset, encoder);
    store.close();
    refuseOthers(dataset, store, options.maps);
    const { ids, skipped, mapShape } = store;
    settings.mapShape = mapShape;
    if ((await readable(dataset, encoder, skipped)).size === 0) {
      const nothing = { encoded: 0, seconds: 0, picturesPerSecond: 0, peakMemoryBytes: 0 };
      return { encoder: name, pictures: ids.length, skipped, missing: 0, ...nothing };
    }
    reopenStore(folder, settings);
  }
  const { part, parts } = options.shard ?? { part: 1, parts: 1 };
  const writer = openFeatureWriter(folder, settings, `${part}-of-${parts}`);
  const batches = await batchesLeft(dataset, encoder, writer, options.shard);
  const filled = await fillStore(writer, encoder, batches, options).catch((error) => {
    writer.close();
    throw error;
  });
  const { rows, missing } = writer.close();
  const skipped = rows.filter(({ checksums }) => checksums.length === 0);
  const seconds = (performance.now() - start) / 1000;
  return {
    ...{ encoder: name, pictures: rows.length - skipped.length, skipped, missing, ...filled },
    ...{ seconds, picturesPerSecond: filled.encoded / seconds },
  };
}
