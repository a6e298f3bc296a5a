import type { ImageId } from '../data-understanding/types.js';
import { tf } from '../engine/index.js';
import { withFeatures } from './feature-table.js';
import type { VectorsById } from './neighbours.js';

/** A picture and the cosine of the angle between its features and another's. */
export interface Neighbour {
  imageId: ImageId;
  similarity: number;
}

const ROWS_AT_ONCE = 256;
const CANDIDATES_AT_ONCE = 8192;

/** Features of length 1 as rows, `[ids, features]`. */
function unitRows(features: VectorsById, ids: readonly ImageId[]): tf.Tensor2D {
  const { length: width } = features.of(ids[0]);
  const values = new Float32Array(ids.length * width);
  ids.forEach((id, row) => {
    const vector = features.of(id);
    const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0)) || 1;
    for (let i = 0; i < width; i++) values[row * width + i] = vector[i] / length;
  });
  return tf.tensor2d(values, [ids.length, width]); // [ids, features]
}

/**
 * For each of many pictures what `nearestPictures` gives for one: the candidates whose features point most nearly the same
 * way, the nearest first, itself and those without features left out. All cosines of a block are one matrix product.
 */
export async function nearestOfMany(
  features: VectorsById,
  ids: readonly ImageId[],
  among: readonly ImageId[],
  count: number,
): Promise<Map<ImageId, Neighbour[]>> {
  const candidates = withFeatures(among, features);
  const nearest = new Map<ImageId, Neighbour[]>(ids.map((id) => [id, []]));
  for (let from = 0; from < candidates.length; from += CANDIDATES_AT_ONCE) {
    const some = candidates.slice(from, from + CANDIDATES_AT_ONCE);
    const columns = unitRows(features, some); // [some, features]
    for (let start = 0; start < ids.length; start += ROWS_AT_ONCE) {
      const rows = ids.slice(start, start + ROWS_AT_ONCE);
      const most = Math.min(some.length, count + 1); // itself may be among them
      const found = tf.tidy(() =>
        tf.topk(unitRows(features, rows).matMul(columns, false, true), most),
      ); // [rows, most]
      const [places, cosines] = await Promise.all([found.indices.data(), found.values.data()]);
      tf.dispose([found.indices, found.values]);
      rows.forEach((id, row) => {
        const more = Array.from({ length: most }, (_, i) => ({
          imageId: some[places[row * most + i]],
          similarity: cosines[row * most + i],
        })).filter(({ imageId }) => imageId !== id);
        const all = [...(nearest.get(id) as Neighbour[]), ...more];
        nearest.set(id, all.sort((a, b) => b.similarity - a.similarity).slice(0, count));
      });
    }
    columns.dispose();
  }
  return nearest;
}
