import { tf } from '../engine/index.js';
import type { FeatureSource } from '../generator/index.js';

/** Pictures' vectors, taken by the batch. */
export interface PictureRows {
  /** The vectors of these pictures, `[batch, width]`, or their maps, `[batch, cells, width]`; the caller disposes them. */
  of(ids: readonly string[]): tf.Tensor;
  /** Frees what it keeps in memory. */
  dispose(): void;
}

/** Most bytes of vectors that are kept on the device: 32,000 pictures by InceptionV3. */
const MOST_BYTES = 2 ** 28;

/** Copies the vectors to the device batch by batch: any number of pictures. */
export function copiedRows(features: FeatureSource): PictureRows {
  const { width, cells = 1 } = features;
  const size = cells * width;
  return {
    of(ids) {
      const rows = new Float32Array(ids.length * size);
      for (const [i, id] of ids.entries()) rows.set(features.of(id), i * size);
      return tf.tensor(rows, cells === 1 ? [ids.length, width] : [ids.length, cells, width]);
    },
    dispose() {},
  };
}

/** Copies the vectors of all these pictures to the device once, and gathers a batch's there. */
export function keptRows(features: FeatureSource, ids: readonly string[]): PictureRows {
  const all = tf.keep(copiedRows(features).of(ids)); // [pictures, …]
  const places = new Map(ids.map((id, i) => [id, i]));
  return {
    of(wanted) {
      const indices = Int32Array.from(wanted, (id) => places.get(id) as number);
      return tf.tidy(() => tf.gather(all, tf.tensor1d(indices, 'int32'))); // [batch, …]
    },
    dispose: () => all.dispose(),
  };
}

/** The vectors of these pictures: kept on the device where they fit. */
export function pictureRows(features: FeatureSource, ids: readonly string[]): PictureRows {
  const bytes =
    Float32Array.BYTES_PER_ELEMENT * ids.length * (features.cells ?? 1) * features.width;
  return bytes <= MOST_BYTES ? keptRows(features, ids) : copiedRows(features);
}
