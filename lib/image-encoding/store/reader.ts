import { existsSync } from 'node:fs';
import type { Dataset, ImageId } from '../../data-understanding/types.js';
import {
  artefactExists,
  type MadeFrom,
  type NpyRows,
  readArtefact,
  readArtefactHeader,
  readNpyRows,
  shortPath,
  UserError,
} from '../../outputs/index.js';
import type { Encoder } from '../encoder.js';
import { type Features, featureTable } from '../feature-table.js';
import { fromHalves } from './halves.js';
import * as layout from './layout.js';
import { isMirroredName, plainName } from './mirrored-name.js';

/** What features must have in common with the encoder that they are used with. */
export type EncoderMark = Pick<Encoder, 'name' | 'fingerprint' | 'resize'>;

/** What the header of features says. */
export const featuresMadeFrom = ({ name, fingerprint, resize }: EncoderMark): MadeFrom => ({
  ...{ encoder: name, weights: fingerprint, resize },
});

/** Whether features came from elsewhere, so that nothing is known of the weights that made them but the encoder's name. */
export const isImported = ({ weights }: MadeFrom) => String(weights).startsWith('imported');

/** How to make a data set's features anew. */
export const encodeAgain = ({ name }: Pick<Dataset, 'name'>, encoder: string) =>
  `npx captionlab encode --dataset ${name} ${encoderWords(encoder)} --again`;

/** How an encoder is named to `captionlab encode`. */
const encoderWords = (encoder: string) =>
  `--encoder ${plainName(encoder)}${isMirroredName(encoder) ? ' --flips' : ''}`;

/** A finished store, open: each picture's features are read when they are asked for. */
export interface FeatureStore {
  /** The pictures that have features, in the order of the rows. */
  ids: ImageId[];
  skipped: { imageId: ImageId; reason: string }[];
  /** What tells the bytes of each picture from any others; empty where they were not seen. */
  marks: ReadonlyMap<ImageId, string>;
  /** Numbers in a vector. */
  width: number;
  encoder: string;
  madeFrom: MadeFrom;
  /** Shape of a map, `[height, width, channels]`, where there are maps. */
  mapShape?: number[];
  /** A picture's vector, `[features]`. */
  of(imageId: ImageId): Float32Array;
  /** A picture's map, `[height, width, channels]`, row by row. */
  mapOf(imageId: ImageId): Float32Array;
  /** The bits of its values, in float16. Throws as `mapOf` does. */
  mapHalvesOf(imageId: ImageId): Uint16Array;
  /** Tells a picture's map from any other. */
  mapChecksumOf(imageId: ImageId): string;
  /** Closes its files. */
  close(): void;
}

/**
 * Opens the finished features that one encoder made of a data set.
 * @param encoder the encoder that must have made them, or its name alone where its weights are not at hand
 * @throws UserError when they are another encoder's, naming both, or a file is not whole; `of` and `mapOf`
 * throw one for a picture without features and for a row that is not as it was written
 */
export function openFeatures(dataset: Dataset, encoder: EncoderMark | string): FeatureStore {
  const name = typeof encoder === 'string' ? encoder : encoder.name;
  const folder = layout.featuresFolder(dataset, name);
  const index = layout.indexPath(folder);
  const expected = typeof encoder === 'string' ? { encoder: name } : featuresMadeFrom(encoder);
  if (!artefactExists(index)) {
    throw new UserError(
      `${shortPath(index)} is not there yet: npx captionlab encode --dataset ${dataset.name} ${encoderWords(name)} makes it.`,
    );
  }
  const anew = `To make them anew: ${encodeAgain(dataset, name)}`;
  const rows = layout.readRows(readArtefact(index, expected, anew).toString());
  const vectors = readNpyRows(layout.vectorsPath(folder), '<f4');
  const hasMaps = existsSync(layout.mapsPath(folder));
  const maps = hasMaps ? readNpyRows(layout.mapsPath(folder), '<f2') : undefined;
  const places = new Map(rows.map((row, place) => [row.imageId, { ...row, place }]));

  const bytesOf = (imageId: ImageId, file: NpyRows, f: 0 | 1): ArrayBuffer => {
    const row = places.get(imageId);
    if (!row || row.checksums.length === 0) {
      const why = row ? `it could not be read: ${row.reason}` : 'it was not among those encoded.';
      throw new UserError(`Picture ${imageId} has no features by ${name}: ${why}`);
    }
    const bytes = file.read(row.place);
    if (layout.checksumOf(bytes) !== row.checksums[f]) {
      const path = f === 0 ? layout.vectorsPath(folder) : layout.mapsPath(folder);
      throw new UserError(
        `${shortPath(path)} is not as it was written: the row of picture ${imageId} was changed. ${anew}`,
      );
    }
    return bytes.buffer as ArrayBuffer;
  };
  const mapHalvesOf = (imageId: ImageId): Uint16Array => {
    if (!maps) {
      throw new UserError(
        `${shortPath(folder)} holds no maps. To keep them: ${encodeAgain(dataset, name)} --maps`,
      );
    }
    return new Uint16Array(bytesOf(imageId, maps, 1));
  };
  return {
    ids: rows.filter(({ checksums }) => checksums.length > 0).map(({ imageId }) => imageId),
    skipped: rows.filter(({ checksums }) => checksums.length === 0),
    marks: new Map(rows.map(({ imageId, mark }) => [imageId, mark])),
    width: vectors.shape[1],
    encoder: name,
    madeFrom: readArtefactHeader(index).madeFrom,
    mapShape: maps?.shape.slice(1),
    of: (imageId) => new Float32Array(bytesOf(imageId, vectors, 0)),
    mapOf: (imageId) => fromHalves(mapHalvesOf(imageId)),
    mapHalvesOf,
    mapChecksumOf: (imageId) => places.get(imageId)?.checksums[1] ?? '',
    close() {
      vectors.close();
      maps?.close();
    },
  };
}

/**
 * All vectors of a data set's finished features, in memory. Throws as `openFeatures` does, whichever row is not whole.
 */
export function readFeatures(dataset: Dataset, encoder: EncoderMark | string): Features {
  const store = openFeatures(dataset, encoder);
  try {
    const { ids, width } = store;
    const rows = new Float32Array(ids.length * width);
    ids.forEach((id, row) => {
      rows.set(store.of(id), row * width);
    });
    return featureTable(ids, rows, width, store.encoder);
  } finally {
    store.close();
  }
}
