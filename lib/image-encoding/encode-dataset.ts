import { hostname } from 'node:os';
import type { Dataset, ImageId } from '../data-understanding/types.js';
import { progressBar } from '../display/progress.js';
import { runAhead } from '../engine/index.js';
import {
  artefactExists,
  fingerprintOf,
  readArtefactHeader,
  type Shard,
  shortPath,
  UserError,
  withLock,
  withPatientLock,
  writerName,
} from '../outputs/index.js';
import { batchesOf, batchesOfShard, type PictureFile } from './encode.js';
import { type RunnerOptions, startEncoding } from './encode-runner.js';
import type { Encoder } from './encoder.js';
import { pictureMarks } from './picture-marks.js';
import { encodeByQueue, type PartKeeper } from './queue/encode-by-queue.js';
import { featuresFolder, featuresPath, writerPath } from './store/layout.js';
import { encodeAgain, type FeatureStore, isImported, openFeatures } from './store/reader.js';
import { outdatedIn, removeAside, removeStore, setAside, takeOver } from './store/set-aside.js';
import { storeSettings } from './store/settings.js';
import {
  type FeatureWriter,
  openFeatureWriter,
  removeJournals,
  type StoreSettings,
} from './store/writer.js';

/** What can be chosen about encoding a data set. */
export interface EncodeOptions extends RunnerOptions {
  /** Keep the maps too, as float16. */
  maps?: boolean;
  /** Makes them anew, whatever is there. */
  again?: boolean;
  /** Only the `part`-th of `parts` parts of the pictures, counted from 1; other processes do the others. */
  shard?: Shard;
  /** The address of a server of Redis or Valkey: pictures are taken from a queue there, by as many processes as come. */
  queue?: string;
  /** Of a queue: seconds after which a process that says nothing has lost its pictures to others. */
  lease?: number;
  /** Of a queue: where each part goes besides. */
  keeper?: PartKeeper;
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

/** Imported features are complete, or must be completed from where they came: nothing encoded here is mixed with them. */
function refuseToComplete(dataset: Dataset, encoder: string, missing: readonly ImageId[]): void {
  if (missing.length === 0) return;
  throw new UserError(
    `The features by ${encoder} were imported and lack ${missing.length} of ${dataset.imagePaths.size} pictures, as ${missing[0]}. ` +
      `Import those of all pictures in one command, or encode them all here: ${encodeAgain(dataset, encoder)}`,
  );
}

/**
 * Makes ready the place of a store: finished features of pictures that have changed are put aside.
 * @returns the finished features that are as wanted; else there is work to do
 * @throws UserError when they are by other weights, lack the maps that are wanted, or were imported and lack pictures
 */
function findFinished(
  dataset: Dataset,
  encoder: Encoder,
  settings: StoreSettings,
): FeatureStore | undefined {
  const folder = featuresFolder(dataset, encoder.name);
  const path = featuresPath(dataset, encoder.name);
  if (!artefactExists(path)) return undefined;
  const imported = isImported(readArtefactHeader(path).madeFrom);
  const store = openFeatures(dataset, imported ? encoder.name : encoder);
  store.close();
  if (settings.mapShape && !store.mapShape) {
    throw new UserError(
      `${shortPath(path)} was made without maps. To encode anew with them: ${encodeAgain(dataset, encoder.name)} --maps`,
    );
  }
  const [wanted, there] = [settings.mapShape, store.mapShape].map((shape) => shape?.join(' x '));
  if (wanted && wanted !== there) {
    throw new UserError(
      `${shortPath(path)} was made with maps of ${there}, and ${encoder.name} now keeps ${wanted}. To encode anew: ${encodeAgain(dataset, encoder.name)} --maps`,
    );
  }
  settings.mapShape = store.mapShape;
  const { marks = new Map<ImageId, string>() } = settings;
  const isKnown = [...store.marks.values()].some(Boolean);
  if (imported && !isKnown) {
    const missing = settings.ids.filter((id) => !store.marks.has(id));
    refuseToComplete(dataset, encoder.name, missing);
    return store;
  }
  const { changed, added } = outdatedIn(folder, { dataset, marks });
  if (changed.length + added.length === 0) return store;
  if (changed.length > 0) {
    const count = changed.length.toLocaleString('en');
    console.log(`${count} pictures have changed since they were encoded, as ${changed[0]}`);
  }
  setAside(folder);
  return undefined;
}

/** The pictures that have no row yet, in batches: as they always are, and those of batches that have some in others. */
function batchesLeft(dataset: Dataset, { rows }: FeatureWriter, shard: Shard): PictureFile[][] {
  const mine = batchesOfShard(dataset.imagePaths, shard);
  const isMissing = ({ imageId }: PictureFile) => !rows.has(imageId);
  const some = mine
    .filter((batch) => !batch.every(isMissing))
    .flat()
    .filter(isMissing);
  return [
    ...mine.filter((batch) => batch.every(isMissing)),
    ...batchesOf(new Map(some.map(({ imageId, path }) => [imageId, path]))),
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

/** What tells what this process writes from what others do. */
const writerOf = ({ queue, shard }: EncodeOptions) =>
  queue ? `queue-${fingerprintOf(hostname()).slice(0, 6)}-${process.pid}` : writerName(shard);

async function encodeShard(
  dataset: Dataset,
  encoder: Encoder,
  options: EncodeOptions,
  shard: Shard,
): Promise<EncodeSummary> {
  const start = performance.now();
  const folder = featuresFolder(dataset, encoder.name);
  const marks = await pictureMarks(dataset);
  const settings = storeSettings(dataset, encoder, marks, options.maps);
  const { name } = encoder;
  const finished = await withPatientLock(folder, () => {
    if (options.again) removeStore(folder);
    return findFinished(dataset, encoder, settings);
  });
  if (finished) {
    removeJournals(folder);
    const { ids, skipped } = finished;
    const nothing = { encoded: 0, seconds: 0, picturesPerSecond: 0, peakMemoryBytes: 0 };
    return { encoder: name, pictures: ids.length, skipped, missing: 0, ...nothing };
  }
  const writer = openFeatureWriter(folder, settings, writerOf(options));
  try {
    takeOver(writer, { dataset, marks });
    const { queue } = options;
    const filled = queue
      ? await encodeByQueue(dataset, encoder, writer, { ...options, queue })
      : await fillStore(writer, encoder, batchesLeft(dataset, writer, shard), options);
    const { rows, missing } = await withPatientLock(folder, () => writer.close());
    if (missing === 0) removeAside(folder);
    const skipped = rows.filter(({ checksums }) => checksums.length === 0);
    const seconds = (performance.now() - start) / 1000;
    return {
      ...{ encoder: name, pictures: rows.length - skipped.length, skipped, missing, ...filled },
      ...{ seconds, picturesPerSecond: filled.encoded / seconds },
    };
  } catch (error) {
    writer.close();
    throw error;
  }
}

/**
 * Encodes a data set's pictures into their store, `outputs/<dataset>/features/<encoder>/`, from where an earlier run
 * stopped. Pictures whose bytes have changed since are encoded again, the others' features are kept. A picture that cannot
 * be read is named, skipped and counted; it is encoded once its file is another.
 * @throws UserError when the store was made from other inputs, naming both, or another process encodes the same part
 */
export async function encodeDataset(
  dataset: Dataset,
  encoder: Encoder,
  options: EncodeOptions = {},
): Promise<EncodeSummary> {
  const shard = options.shard ?? { part: 1, parts: 1 };
  const path = writerPath(featuresFolder(dataset, encoder.name), writerOf(options));
  return withLock(path, () => encodeShard(dataset, encoder, options, shard));
}
