import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset, ImageId } from '../../data-understanding/types.js';
import { progressBar } from '../../display/progress.js';
import { addressOf, below, type Place } from '../../outputs/bucket/address.js';
import {
  bytesAt,
  listObjects,
  objectAt,
  putBytes,
  removeObject,
} from '../../outputs/bucket/objects.js';
import { putFile } from '../../outputs/bucket/put-file.js';
import {
  artefactExists,
  fileFingerprint,
  fingerprintOf,
  refuseOtherInputs,
  type Shard,
  withLock,
  withPatientLock,
  writerName,
} from '../../outputs/index.js';
import { batchesIn, batchesOf, batchesOfShard, type PictureFile } from '../encode.js';
import { type EncodeOptions, type EncodeSummary, encodeDataset } from '../encode-dataset.js';
import type { Encoder } from '../encoder.js';
import { pictureMarks } from '../picture-marks.js';
import { type PartKeeper, partsOf } from '../queue/encode-by-queue.js';
import { type EncodedPicture, NOT_HAD } from '../store/encoded-picture.js';
import { featuresFolder, featuresPath, type IndexRow, readRows } from '../store/layout.js';
import { openFeatures } from '../store/reader.js';
import { storeSettings } from '../store/settings.js';
import {
  begunFrom,
  type FeatureWriter,
  openFeatureWriter,
  type StoreSettings,
} from '../store/writer.js';
import { NOTE_NAME, type PartNote, ROWS_AT_ONCE, readNote, storedFeatures } from './part-note.js';

/** Features on their way to a bucket. */
interface Goods {
  dataset: Dataset;
  encoder: Encoder;
  /** Of the whole of the features. */
  settings: StoreSettings;
  store: string;
}

/** One part of them, and where it goes. */
interface Part extends Goods {
  shard: Shard;
  /** Its pictures. */
  ids: ImageId[];
  place: Place;
}

function partOf(goods: Goods, shard: Shard, files: readonly PictureFile[]): Part {
  const { dataset, encoder, store } = goods;
  const place = below(storedFeatures(store, dataset), `${encoder.name}/${writerName(shard)}`);
  return { ...goods, shard, ids: files.map(({ imageId }) => imageId), place };
}

/**
 * The rows of a part that lies in the bucket whole and of the pictures as they are now; undefined where it does not.
 * @throws UserError when what lies there was made from other inputs, naming both
 */
async function storedRows({ place, settings, ids }: Part): Promise<IndexRow[] | undefined> {
  const note = await readNote(place);
  if (!note) return undefined;
  const anew = `To begin anew, name another --store, or delete ${addressOf(place)}.`;
  refuseOtherInputs(addressOf(below(place, NOTE_NAME)), note.begun, begunFrom(settings), anew);
  for (const [name, { size, etag }] of Object.entries(note.files)) {
    const there = await objectAt(below(place, name));
    if (there?.size !== size || there.etag !== etag) return undefined;
  }
  const { size, sha256 } = note.files['index.tsv'];
  const index = await bytesAt(below(place, 'index.tsv'), size);
  if (fingerprintOf(index) !== sha256) return undefined;
  const rows = readRows(Buffer.from(index).toString());
  const isNow = ({ imageId, mark }: IndexRow, i: number) =>
    imageId === ids[i] && mark === settings.marks?.get(imageId);
  return rows.length === ids.length && rows.every(isNow) ? rows : undefined;
}

type RowOf = (imageId: ImageId) => EncodedPicture;

const rowIn =
  (writer: FeatureWriter): RowOf =>
  (imageId) =>
    writer.rows.has(imageId)
      ? writer.read(imageId)
      : { imageId, reason: 'it was not there, or has changed', mark: NOT_HAD };

/** Does something with the rows of the features here, finished or not. */
function withRows({ dataset, encoder, settings, shard }: Part, work: (rowOf: RowOf) => void): void {
  if (!artefactExists(featuresPath(dataset, encoder.name))) {
    const folder = featuresFolder(dataset, encoder.name);
    const writer = openFeatureWriter(folder, settings, writerName(shard));
    try {
      work(rowIn(writer));
    } finally {
      writer.close();
    }
    return;
  }
  const store = openFeatures(dataset, encoder);
  const reasons = new Map(store.skipped.map(({ imageId, reason }) => [imageId, reason]));
  try {
    work((imageId) => {
      if (reasons.has(imageId)) return { imageId, reason: reasons.get(imageId) };
      const map = settings.mapShape && store.mapHalvesOf(imageId);
      return { imageId, vector: store.of(imageId), map };
    });
  } finally {
    store.close();
  }
}

/** Writes the rows of a part, without those of others, as a finished store of its own. */
function cutOut({ settings, ids }: Part, folder: string, rowOf: RowOf): void {
  rmSync(folder, { recursive: true, force: true });
  const part = openFeatureWriter(folder, { ...settings, ids });
  for (let start = 0; start < ids.length; start += ROWS_AT_ONCE) {
    part.write(ids.slice(start, start + ROWS_AT_ONCE).map(rowOf));
  }
  part.close();
}

/** Puts the files of a part, and its note last. */
async function putFiles({ settings, shard, place }: Part, folder: string, isShown: boolean) {
  const names = ['vectors.npy', ...(settings.mapShape ? ['maps.npy'] : []), 'index.tsv'];
  const files: PartNote['files'] = {};
  await removeObject(below(place, NOTE_NAME));
  for (const name of names) {
    let bar: ReturnType<typeof progressBar> | undefined;
    const stored = await putFile(join(folder, name), below(place, name), (parts) => {
      if (isShown) bar ??= progressBar(`Putting ${name} of ${writerName(shard)}`, parts, 'parts');
      bar?.advance(1);
    });
    bar?.done();
    files[name] = { ...stored, sha256: await fileFingerprint(join(folder, name)) };
  }
  const note: PartNote = { begun: begunFrom(settings), ...shard, files };
  await putBytes(below(place, NOTE_NAME), Buffer.from(`${JSON.stringify(note, null, 2)}\n`));
}

/**
 * Cuts out a part and puts it into the bucket. Whoever began to put the same part before is gone on with.
 * @returns what cutting it out gave
 */
async function putPart<T>(
  part: Part,
  cut: (folder: string) => T | Promise<T>,
  isShown = true,
): Promise<T> {
  const { dataset, encoder, shard } = part;
  const folder = join(dataset.runFolder, 'to-bucket', encoder.name, writerName(shard));
  return withLock(folder, async () => {
    const result = await cut(folder);
    await putFiles(part, folder, isShown);
    rmSync(folder, { recursive: true, force: true });
    return result;
  });
}

/** Makes parts unfinished: they are put anew. */
async function forgetParts(features: Place): Promise<void> {
  for (const { name } of await listObjects(features)) {
    if (name.endsWith(`/${NOTE_NAME}`)) await removeObject(below(features, name));
  }
}

/** Puts each part that a queue lends into the bucket. */
const keeperOf = (goods: Goods): PartKeeper => ({
  place: goods.store,
  has: async (shard, files) => (await storedRows(partOf(goods, shard, files))) !== undefined,
  async put(shard, files, writer) {
    const part = partOf(goods, shard, files);
    if (await storedRows(part)) return; // another process was thought lost, and was not
    await putPart(part, (folder) => cutOut(part, folder, rowIn(writer)), false);
  },
});

/** Puts what is not in the bucket of features that were finished here. */
async function putFinished(goods: Goods): Promise<void> {
  const batches = batchesOf(goods.dataset.imagePaths);
  const parts = partsOf(batches.length, true);
  for (let part = 1; part <= parts; part++) {
    const shard = { part, parts };
    const one = partOf(goods, shard, batchesIn(batches, shard).flat());
    if (await storedRows(one)) continue;
    await putPart(one, (folder) => withRows(one, (rowOf) => cutOut(one, folder, rowOf)));
  }
}

/**
 * Encodes a data set's pictures, or a part of them, as `encodeDataset` does, and puts what comes out into a bucket, each part
 * in a folder of its own: those of a queue one by one. A part that lies there whole is not encoded again.
 * @throws UserError as `encodeDataset` does, when the part there was made from other inputs, or the bucket cannot be had
 */
export async function encodeToBucket(
  dataset: Dataset,
  encoder: Encoder,
  options: EncodeOptions & { store: string },
): Promise<EncodeSummary> {
  const { name } = encoder;
  const settings = storeSettings(dataset, encoder, await pictureMarks(dataset), options.maps);
  const goods = { dataset, encoder, settings, store: options.store };
  if (options.queue) {
    if (options.again) await forgetParts(below(storedFeatures(options.store, dataset), name));
    const summary = await encodeDataset(dataset, encoder, { ...options, keeper: keeperOf(goods) });
    if (summary.encoded === 0 && summary.missing === 0) await putFinished(goods);
    return summary;
  }
  const shard = options.shard ?? { part: 1, parts: 1 };
  const part = partOf(goods, shard, batchesOfShard(dataset.imagePaths, shard).flat());
  const there = options.again ? undefined : await storedRows(part);
  if (there) {
    console.log(`${addressOf(part.place)} is there already`);
    const skipped = there.filter(({ checksums }) => checksums.length === 0);
    const nothing = { encoded: 0, seconds: 0, picturesPerSecond: 0, peakMemoryBytes: 0 };
    const missing = settings.ids.length - part.ids.length;
    const pictures = there.length - skipped.length;
    return { encoder: name, pictures, skipped, missing, ...nothing };
  }
  return putPart(part, async (folder) => {
    const summary = await encodeDataset(dataset, encoder, options);
    await withPatientLock(featuresFolder(dataset, name), () =>
      withRows(part, (rowOf) => cutOut(part, folder, rowOf)),
    );
    return summary;
  });
}
