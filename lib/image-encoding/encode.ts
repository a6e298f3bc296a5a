import type { ImageId } from '../data-understanding/types.js';
import { progressBar } from '../display/progress.js';
import { runAhead, tf } from '../engine/index.js';
import { BucketError, isOutOfReach } from '../outputs/bucket/trouble.js';
import type { Shard } from '../outputs/index.js';
import type { Encoder } from './encoder.js';
import { type Features, featureTable } from './feature-table.js';
import { fusedForward } from './fused-forward.js';
import { type LayersEncoder, pictureTensor } from './layers-encoder.js';
import { type EncodedPicture, NOT_HAD } from './store/encoded-picture.js';
import { toHalves } from './store/halves.js';
import type { FeatureWriter, WrittenPicture } from './store/writer.js';

/** What came out of encoding many pictures. */
export interface EncodedPictures {
  features: Features;
  /** Pictures that could not be read, and why. They have no features. */
  skipped: { imageId: ImageId; reason: string }[];
}

/**
 * Feature vectors of a batch of pictures.
 * @param inputs preprocessed pictures, each `[height, width, 3]`
 * @returns `[batch, features]`, to be disposed by the caller
 */
export function encodeBatch(encoder: LayersEncoder, inputs: Float32Array[]): tf.Tensor2D {
  return tf.tidy(() => {
    const [, vectors] = fusedForward(encoder.model, pictureTensor(encoder, inputs));
    return vectors as tf.Tensor2D;
  });
}

/** The spatial map of one preprocessed picture before it is averaged: `[height, width, channels]`, to be disposed by the caller. */
export function encodeMap(encoder: LayersEncoder, input: Float32Array): tf.Tensor3D {
  return tf.tidy(() => {
    const [map] = fusedForward(encoder.model, pictureTensor(encoder, [input]));
    return map.squeeze([0]) as tf.Tensor3D; // [height, width, channels]
  });
}

/** A picture and its file. */
export interface PictureFile {
  imageId: ImageId;
  path: string;
}

/** Pictures that go through the network together. */
export const PICTURES_A_BATCH = 8;

/** Batches that are begun: one in the network, one read and waiting for it, one being read. */
export const BATCHES_AHEAD = 3;

/** Pictures in batches, always the same ones together. */
export function batchesOf(paths: Map<ImageId, string>): PictureFile[][] {
  const files = [...paths].map(([imageId, path]) => ({ imageId, path }));
  return Array.from({ length: Math.ceil(files.length / PICTURES_A_BATCH) }, (_, b) =>
    files.slice(b * PICTURES_A_BATCH, (b + 1) * PICTURES_A_BATCH),
  );
}

/** The batches of one of several parts: every so many-th of all. */
export const batchesIn = (batches: readonly PictureFile[][], { part, parts }: Shard) =>
  Array.from(
    { length: Math.max(0, Math.ceil((batches.length - part + 1) / parts)) },
    (_, n) => batches[part - 1 + n * parts],
  );

/** Those of a data set's pictures. */
export const batchesOfShard = (paths: Map<ImageId, string>, shard: Shard) =>
  batchesIn(batchesOf(paths), shard);

/**
 * Reads and encodes one batch of pictures. A picture that cannot be read comes back without features and with the reason.
 * @throws UserError when the bucket that the pictures lie in is out of reach
 * @param maps whether their maps are wanted too
 */
export async function encodeFiles(
  encoder: Encoder,
  files: PictureFile[],
  maps = false,
): Promise<EncodedPicture[]> {
  const read = await Promise.all(
    files.map(async ({ imageId, path }) => {
      try {
        return { imageId, input: await encoder.read(path) };
      } catch (error) {
        if (isOutOfReach(error)) throw error;
        const mark = error instanceof BucketError ? NOT_HAD : undefined;
        return { imageId, reason: (error as Error).message, mark };
      }
    }),
  );
  const inputs = read.flatMap(({ input }) => input ?? []);
  if (inputs.length === 0) return read;
  const encoded = await encoder.run(inputs, maps);
  const mapRows = encoded.maps && toHalves(encoded.maps); // [batch, height, width, channels]
  const mapSize = (mapRows?.length ?? 0) / inputs.length;
  let row = 0;
  return read.map(({ imageId, input, reason, mark }) => {
    if (!input) return { imageId, reason, mark };
    const vector = encoded.vectors.slice(row * encoder.width, (row + 1) * encoder.width);
    const ofMap = mapRows?.slice(row * mapSize, (row + 1) * mapSize);
    row++;
    return { imageId, vector, map: ofMap };
  });
}

/** Encodes batches of pictures into a store, with maps where it holds maps. */
export const encodeInto =
  (encoder: Encoder, writer: FeatureWriter) =>
  async (files: PictureFile[]): Promise<WrittenPicture[]> =>
    writer.write(await encodeFiles(encoder, files, writer.settings.mapShape !== undefined));

/**
 * Encodes pictures, reading the next batch from disk while the network works on this one.
 * A picture that cannot be read is named, skipped and counted; the others go on.
 * @param paths the picture file of each id
 */
export async function encodePictures(
  paths: Map<ImageId, string>,
  encoder: Encoder,
): Promise<EncodedPictures> {
  const ids: ImageId[] = [];
  const vectors: Float32Array[] = [];
  const skipped: EncodedPictures['skipped'] = [];
  const encode = (files: PictureFile[]) => encodeFiles(encoder, files);
  const bar = progressBar('Encoding pictures', paths.size, 'pictures');
  for await (const pictures of runAhead(batchesOf(paths), encode, BATCHES_AHEAD)) {
    for (const { imageId, vector, reason = '' } of pictures) {
      if (!vector) skipped.push({ imageId, reason });
      else {
        ids.push(imageId);
        vectors.push(vector);
      }
    }
    bar.advance(pictures.length);
  }
  bar.done(skipped.length > 0 ? `${skipped.length} could not be read` : '');
  for (const { reason } of skipped) console.warn(`Skipped: ${reason}`);
  const rows = new Float32Array(ids.length * encoder.width); // [pictures, features]
  vectors.forEach((vector, row) => {
    rows.set(vector, row * encoder.width);
  });
  return { features: featureTable(ids, rows, encoder.width, encoder.name), skipped };
}
