import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  besidePath,
  oneField,
  putInPlace,
  writeFileWhole,
  writeNpyRows,
} from '../../outputs/index.js';
import { featuresFingerprint } from '../feature-table.js';
import { toHalves } from '../store/halves.js';
import type { FeatureStore } from '../store/reader.js';
import { type Provenance, provenancePath } from './provenance.js';

/** Fills a .npy file row by row, beside its place until it is whole. */
function writeRows(
  path: string,
  shape: number[],
  descr: '<f4' | '<f2',
  rowOf: (row: number) => Float32Array | Uint16Array,
): void {
  const beside = besidePath(path);
  const file = writeNpyRows(beside, shape, descr);
  for (let row = 0; row < shape[0]; row++) file.write(row, rowOf(row));
  file.close();
  putInPlace(beside, path);
}

/**
 * Writes features for other programs: `vectors.npy`, `[pictures, features]`, and `vectors.txt` with the picture of each row;
 * `maps.npy`, `[pictures, height, width, channels]`, where there are maps. Pictures without features are left out.
 * `vectors.json` says what they were made from, for who imports them again.
 * @returns the files
 */
export function exportFeatures(store: FeatureStore, folder: string): string[] {
  const { ids, width, mapShape } = store;
  mkdirSync(folder, { recursive: true });
  const vectors = join(folder, 'vectors.npy');
  const names = join(folder, 'vectors.txt');
  writeRows(vectors, [ids.length, width], '<f4', (row) => store.of(ids[row]));
  writeFileWhole(names, ids.map((id) => `${oneField(id)}\n`).join(''));
  const provenance: Provenance = {
    madeFrom: store.madeFrom,
    marks: Object.fromEntries(ids.map((id) => [id, store.marks.get(id) ?? ''])),
    vectors: featuresFingerprint(store, ids),
  };
  writeFileWhole(provenancePath(vectors), `${JSON.stringify(provenance)}\n`);
  if (!mapShape) return [vectors, names];
  const maps = join(folder, 'maps.npy');
  writeRows(maps, [ids.length, ...mapShape], '<f2', (row) => toHalves(store.mapOf(ids[row])));
  return [vectors, names, maps];
}
