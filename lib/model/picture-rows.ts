import { tf } from '../engine/index.js';
import type { FeatureSource } from '../generator/index.js';

/** Pictures' vectors, taken by the batch. */
export interface PictureRows {
  /** The vectors of these pictures, `[batch, features]`; the caller disposes them. */
  of(ids: readonly string[]): tf.Tensor2D;
  /** Frees what it keeps in memory. */
  dispose(): void;
}

/** Most bytes of vectors that are kept on the device: 32,000 pictures by InceptionV3. */
const MOST_BYTES = 2 ** 28;

/** Copies the vectors to the device batch by batch: any number of pictures. */
export function copiedRows(features: FeatureSource): PictureRows {
  const { width } = features;
  return {
    of(ids) {
      const rows = new Float32Array(ids.length * width);
      for (const [i, id] of ids.entries()) rows.set(features.of(id), i * width);
      return tf.tensor2d(rows, [ids.length, width]); // [batch, features]
    },
    dispose() {},
  };
}

/** Copies the vectors of all these pictures to the device once, and gathers a batch's there. */
export function keptRows(features: FeatureSource, ids: readonly string[]): PictureRows {
  const all = tf.keep(copiedRows(features).of(ids)); // [pictures, features]
  const places = new Map(ids.map((id, i) => [id, i]));
  return {
    of(wanted) {
      const indices = Int32Array.from(wanted, (id) => places.get(id) as number);
      return tf.tidy(() => tf.gather(all, tf.tensor1d(indices, 'int32'))); // [batch, features]
    },
    dispose: () => all.dispose(),
  };
}

/** The vectors of these pictures: kept on the device where they fit. */
export function pictureRows(features: FeatureSource, ids: readonly string[]): PictureRows {
  const bytes = Float32Array.BYTES_PER_ELEMENT * ids.length * features.width;
  return bytes <= MOST_BYTES ? keptRows(features, ids) : copiedRows(features);
}
