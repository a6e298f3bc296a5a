import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset } from '../../data-understanding/types.js';
import { progressBar } from '../../display/progress.js';
import { addressOf, below, type Place } from '../../outputs/bucket/address.js';
import { getFile } from '../../outputs/bucket/get-file.js';
import { listObjects } from '../../outputs/bucket/objects.js';
import {
  artefactExists,
  readNpyRows,
  refuseOtherInputs,
  shortPath,
  UserError,
  withLock,
  writerName,
} from '../../outputs/index.js';
import { settingsOfPart } from '../exchange/join-features.js';
import * as layout from '../store/layout.js';
import {
  begunFrom,
  type FeatureWriter,
  openFeatureWriter,
  type StoreSettings,
} from '../store/writer.js';
import { NOTE_NAME, type PartNote, ROWS_AT_ONCE, readNote, storedFeatures } from './part-note.js';

/** How the features of one encoder came together. */
export interface JoinedFeatures {
  encoder: string;
  pictures: number;
  missing: number;
  /** The parts that are not there, as `2-of-3`. */
  absent: string[];
}

interface StoredPart {
  place: Place;
  note: PartNote;
}

const PART_NOTE = /^([^/]+)\/(\d{1,5}-of-\d{1,5})\/part\.json$/;

/** The finished parts in a store, by their encoders. */
async function partsIn(features: Place): Promise<Map<string, StoredPart[]>> {
  const found = new Map<string, StoredPart[]>();
  for (const { name } of await listObjects(features)) {
    const [, encoder, part] = PART_NOTE.exec(name) ?? [];
    if (!part || !layout.ENCODER_NAME.test(encoder)) continue;
    const place = below(features, `${encoder}/${part}`);
    const note = await readNote(place);
    if (note) found.set(encoder, [...(found.get(encoder) ?? []), { place, note }]);
  }
  return found;
}

/** More than any row of the index takes. */
const MOST_ROW_BYTES = 2 ** 16;

/** A note that lies about sizes must not fill the disk. */
function refuseLarge({ place, note }: StoredPart, { ids, width, mapShape = [0] }: StoreSettings) {
  const values = width * 4 + mapShape.reduce((product, n) => product * n, 2);
  const most = (ids.length + 1) * (values + MOST_ROW_BYTES);
  for (const [name, { size }] of Object.entries(note.files)) {
    if (size >= 0 && size <= most) continue;
    throw new UserError(`${addressOf(below(place, name))} is said to have ${size} bytes.`);
  }
}

/** Takes over the rows of a part that came whole. */
function takeRows(folder: string, rows: readonly layout.IndexRow[], whole: FeatureWriter): void {
  const { mapShape, marks } = whole.settings;
  const known = new Set(whole.settings.ids);
  const files = [readNpyRows(layout.vectorsPath(folder), '<f4')];
  if (mapShape) files.push(readNpyRows(layout.mapsPath(folder), '<f2'));
  const isWanted = ({ imageId, mark }: layout.IndexRow) =>
    known.has(imageId) && !whole.rows.has(imageId) && (!marks || marks.get(imageId) === mark);
  try {
    const places = rows.map((row, place) => ({ ...row, place })).filter(isWanted);
    for (let start = 0; start < places.length; start += ROWS_AT_ONCE) {
      const some = places.slice(start, start + ROWS_AT_ONCE);
      whole.write(
        some.map(({ imageId, mark, checksums, place, reason }) => {
          if (checksums.length === 0) return { imageId, mark, reason };
          const values = files.map((file) => file.read(place));
          if (values.some((bytes, f) => layout.checksumOf(bytes) !== checksums[f])) {
            throw new UserError(
              `${shortPath(layout.vectorsPath(folder))} is not as it was written: the row of picture ${imageId} was changed.`,
            );
          }
          const [vector, map] = values.map(({ buffer }) => buffer as ArrayBuffer);
          const halves = map && new Uint16Array(map);
          return { imageId, mark, vector: new Float32Array(vector), map: halves };
        }),
      );
    }
  } finally {
    for (const file of files) file.close();
  }
}

/** Brings a part and takes it over; of one whose rows are here already, only its index. */
async function takePart(part: StoredPart, folder: string, whole: FeatureWriter): Promise<void> {
  const { place, note } = part;
  const bring = async (name: string) => {
    try {
      await getFile(below(place, name), join(folder, name), note.files[name]);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      throw new UserError(
        `${error.message} The part is not whole: \`encode --store\` with --shard ${note.part}/${note.parts} puts it there again.`,
      );
    }
  };
  await bring('index.tsv');
  const rows = layout.readRows(readFileSync(layout.indexPath(folder), 'utf8'));
  if (!rows.every(({ imageId }) => whole.rows.has(imageId))) {
    await bring('vectors.npy');
    if (whole.settings.mapShape) await bring('maps.npy');
    takeRows(folder, rows, whole);
  }
  rmSync(folder, { recursive: true, force: true });
}

/** The parts that nobody has put yet, of every number of parts that somebody began with. */
function absentOf(parts: readonly StoredPart[]): string[] {
  const there = new Set(parts.map(({ note }) => writerName(note)));
  const counts = [...new Set(parts.map(({ note }) => note.parts))];
  return counts
    .flatMap((n) => Array.from({ length: n }, (_, i) => writerName({ part: i + 1, parts: n })))
    .filter((name) => !there.has(name));
}

async function joinEncoder(
  dataset: Dataset,
  encoder: string,
  parts: readonly StoredPart[],
): Promise<JoinedFeatures> {
  const [first] = parts;
  const settings = {
    ...settingsOfPart(dataset, addressOf(first.place), first.note.begun),
    marks: dataset.pictureMarks,
  };
  for (const part of parts) {
    const path = addressOf(below(part.place, NOTE_NAME));
    refuseOtherInputs(path, part.note.begun, { ...begunFrom(settings), encoder });
    refuseLarge(part, settings);
  }
  const folder = layout.featuresFolder(dataset, encoder);
  return withLock(layout.writerPath(folder, 'joined'), async () => {
    const whole = openFeatureWriter(folder, settings, 'joined');
    const bar = progressBar(`Taking in ${encoder}`, parts.length, 'parts');
    try {
      for (const part of parts) {
        const local = join(dataset.runFolder, 'from-bucket', encoder, writerName(part.note));
        await takePart(part, local, whole);
        bar.advance(1);
      }
    } catch (error) {
      whole.close();
      throw error;
    } finally {
      bar.done();
    }
    const { rows, missing } = whole.close();
    const pictures = rows.filter(({ reason }) => !reason).length;
    return { encoder, pictures, missing, absent: missing > 0 ? absentOf(parts) : [] };
  });
}

/**
 * Takes into a data set's features what `encodeToBucket` put into a store, each machine its part. One part after another is
 * copied here and taken over, and what was cut short goes on. Features that are finished here stay as they are.
 * @returns how far the features of each encoder in the store are; those without missing ones are finished
 * @throws UserError when the store holds none, a part was made from other inputs, naming both, or is not as it was put
 */
export async function joinFromBucket(dataset: Dataset, store: string): Promise<JoinedFeatures[]> {
  const features = storedFeatures(store, dataset);
  const found = await partsIn(features);
  if (found.size === 0) {
    throw new UserError(
      `${addressOf(features)} holds no features of ${dataset.name} yet: encode --store ${store} puts them there.`,
    );
  }
  const joined: JoinedFeatures[] = [];
  for (const [encoder, parts] of found) {
    if (artefactExists(layout.featuresPath(dataset, encoder))) continue;
    joined.push(await joinEncoder(dataset, encoder, parts));
  }
  return joined;
}
