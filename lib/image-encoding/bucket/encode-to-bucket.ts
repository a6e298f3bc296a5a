import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset, ImageId } from '../../data-understanding/types.js';
import { progressBar } from '../../display/progress.js';
import { addressOf, below, type Place } from '../../outputs/bucket/address.js';
import { bytesAt, objectAt, putBytes, removeObject } from '../../outputs/bucket/objects.js';
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
import { batchesOfShard } from '../encode.js';
import { type EncodeOptions, type EncodeSummary, encodeDataset } from '../encode-dataset.js';
import type { Encoder } from '../encoder.js';
import { pictureMarks } from '../picture-marks.js';
import { type EncodedPicture, NOT_HAD } from '../store/encoded-picture.js';
import { featuresFolder, featuresPath, type IndexRow, readRows } from '../store/layout.js';
import { openFeatures } from '../store/reader.js';
import { storeSettings } from '../store/settings.js';
import { begunFrom, openFeatureWriter, type StoreSettings } from '../store/writer.js';
import { NOTE_NAME, type PartNote, ROWS_AT_ONCE, readNote, storedFeatures } from './part-note.js';

/** One part of a data set's features, and where it goes. */
interface Part {
  dataset: Dataset;
  encoder: Encoder;
  shard: Shard;
  /** Of the whole of the features. */
  settings: StoreSettings;
  /** Its pictures. */
  ids: ImageId[];
  place: Place;
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

/** Writes the rows of a part, without those of others, as a finished store of its own. */
function cutOut({ dataset, encoder, shard, settings, ids }: Part, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  const isFinished = artefactExists(featuresPath(dataset, encoder.name));
  const store = isFinished ? openFeatures(dataset, encoder) : undefined;
  const whole = isFinished
    ? undefined
    : openFeatureWriter(featuresFolder(dataset, encoder.name), settings, writerName(shard));
  const reasons = new Map(store?.skipped.map(({ imageId, reason }) => [imageId, reason]));
  const rowOf = (imageId: ImageId): EncodedPicture => {
    if (whole?.rows.has(imageId)) return whole.read(imageId);
    if (!store) return { imageId, reason: 'it was not there, or has changed', mark: NOT_HAD };
    if (reasons.has(imageId)) return { imageId, reason: reasons.get(imageId) };
    const map = settings.mapShape && store.mapHalvesOf(imageId);
    return { imageId, vector: store.of(imageId), map };
  };
  try {
    const part = openFeatureWriter(folder, { ...settings, ids });
    for (let start = 0; start < ids.length; start += ROWS_AT_ONCE) {
      part.write(ids.slice(start, start + ROWS_AT_ONCE).map(rowOf));
    }
    part.close();
  } finally {
    store?.close();
    whole?.close();
  }
}

/** Puts the files of a part, and its note last. */
async function putPart({ settings, shard, place }: Part, folder: string): Promise<void> {
  const names = ['vectors.npy', ...(settings.mapShape ? ['maps.npy'] : []), 'index.tsv'];
  const files: PartNote['files'] = {};
  await removeObject(below(place, NOTE_NAME));
  for (const name of names) {
    let bar: ReturnType<typeof progressBar> | undefined;
    const stored = await putFile(join(folder, name), below(place, name), (parts) => {
      bar ??= progressBar(`Putting ${name} of ${writerName(shard)}`, parts, 'parts');
      bar.advance(1);
    });
    bar?.done();
    files[name] = { ...stored, sha256: await fileFingerprint(join(folder, name)) };
  }
  const note: PartNote = { begun: begunFrom(settings), ...shard, files };
  await putBytes(below(place, NOTE_NAME), Buffer.from(`${JSON.stringify(note, null, 2)}\n`));
}

/**
 * Encodes a data set's pictures, or a part of them, as `encodeDataset` does, and puts what comes out into a bucket, each part
 * in a folder of its own. A part that lies there whole is not encoded again.
 * @throws UserError as `encodeDataset` does, when the part there was made from other inputs, or the bucket cannot be had
 */
export async function encodeToBucket(
  dataset: Dataset,
  encoder: Encoder,
  options: EncodeOptions & { store: string },
): Promise<EncodeSummary> {
  const shard = options.shard ?? { part: 1, parts: 1 };
  const { name } = encoder;
  const settings = storeSettings(dataset, encoder, await pictureMarks(dataset), options.maps);
  const batches = batchesOfShard(dataset.imagePaths, shard);
  const ids = batches.flat().map(({ imageId }) => imageId);
  const place = below(storedFeatures(options.store, dataset), `${name}/${writerName(shard)}`);
  const part = { dataset, encoder, shard, settings, ids, place };
  const there = options.again ? undefined : await storedRows(part);
  if (there) {
    console.log(`${addressOf(place)} is there already`);
    const skipped = there.filter(({ checksums }) => checksums.length === 0);
    const nothing = { encoded: 0, seconds: 0, picturesPerSecond: 0, peakMemoryBytes: 0 };
    const missing = settings.ids.length - ids.length;
    const pictures = there.length - skipped.length;
    return { encoder: name, pictures, skipped, missing, ...nothing };
  }
  const folder = join(dataset.runFolder, 'to-bucket', name, writerName(shard));
  return withLock(folder, async () => {
    const summary = await encodeDataset(dataset, encoder, options);
    await withPatientLock(featuresFolder(dataset, name), () => cutOut(part, folder));
    await putPart(part, folder);
    rmSync(folder, { recursive: true, force: true });
    return summary;
  });
}
