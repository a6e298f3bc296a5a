import type { ImageId } from '../data-understanding/types';
import { progressBar } from '../display/progress';
import { tf } from '../engine';
import type { Encoder } from './encoder';
import { type Features, featureTable } from './feature-table';
import { preprocess, readPicture } from './picture';

/** What came out of encoding many pictures. */
export interface EncodedPictures {
  features: Features;
  /** Pictures that could not be read, and why. They have no features. */
  skipped: { imageId: ImageId; reason: string }[];
}

interface Batch {
  ids: ImageId[];
  inputs: Float32Array[];
}

/**
 * Feature vectors of a batch of pictures.
 * @param inputs preprocessed pictures, each `[inputSize, inputSize, 3]`
 * @returns `[batch, width]`, to be disposed by the caller
 */
export function encodeBatch(encoder: Encoder, inputs: Float32Array[]): tf.Tensor2D {
  return tf.tidy(() => {
    const [, vectors] = encoder.model.predict(pictureTensor(encoder, inputs)) as tf.Tensor[];
    return vectors as tf.Tensor2D;
  });
}

/** The spatial map of one preprocessed picture before it is averaged: `[side, side, width]`, to be disposed by the caller. */
export function encodeMap(encoder: Encoder, input: Float32Array): tf.Tensor3D {
  return tf.tidy(() => {
    const [map] = encoder.model.predict(pictureTensor(encoder, [input])) as tf.Tensor[];
    return map.squeeze([0]) as tf.Tensor3D;
  });
}

function pictureTensor({ inputSize }: Encoder, inputs: Float32Array[]): tf.Tensor4D {
  const shape = [inputSize, inputSize, 3] as [number, number, number];
  return tf.stack(inputs.map((input) => tf.tensor3d(input, shape))) as tf.Tensor4D;
}

/**
 * Encodes pictures in batches, reading the next batch from disk while the network works on this one.
 * A picture that cannot be read is named, skipped and counted; the others go on.
 * @param paths the picture file of each id
 */
export async function encodePictures(
  paths: Map<ImageId, string>,
  encoder: Encoder,
  batchSize = 32,
): Promise<EncodedPictures> {
  const ids = [...paths.keys()];
  const rows = new Float32Array(ids.length * encoder.width);
  const encodedIds: ImageId[] = [];
  const skipped: EncodedPictures['skipped'] = [];

  const readBatch = async (start: number): Promise<Batch> => {
    const wanted = ids.slice(start, start + batchSize);
    const read = await Promise.all(
      wanted.map(async (imageId) => {
        try {
          const path = paths.get(imageId) as string;
          return preprocess(await readPicture(path, encoder.inputSize, encoder.resize));
        } catch (error) {
          skipped.push({ imageId, reason: (error as Error).message });
          return undefined;
        }
      }),
    );
    return {
      ids: wanted.filter((_, i) => read[i]),
      inputs: read.filter((input): input is Float32Array => input !== undefined),
    };
  };

  const bar = progressBar('Encoding pictures', ids.length, 'pictures');
  let next = readBatch(0);
  for (let start = 0; start < ids.length; start += batchSize) {
    const batch = await next;
    next = readBatch(start + batchSize); // an empty batch after the last
    if (batch.ids.length > 0) {
      const encoded = encodeBatch(encoder, batch.inputs);
      rows.set(await encoded.data(), encodedIds.length * encoder.width);
      encoded.dispose();
      encodedIds.push(...batch.ids);
    }
    bar.advance(Math.min(batchSize, ids.length - start));
  }
  bar.done(skipped.length > 0 ? `${skipped.length} could not be read` : '');
  for (const { reason } of skipped) console.warn(`Skipped: ${reason}`);
  const whole = rows.subarray(0, encodedIds.length * encoder.width);
  return { features: featureTable(encodedIds, whole, encoder.width, encoder.name), skipped };
}
