import type { tf } from '../../engine/index.js';
import { behindMap } from '../behind-map.js';
import type { CaptionModel } from '../caption-model.js';
import { cellsLeft, poolCells } from './pool-cells.js';

/** What a captioner's file says of it. */
interface PooledTopology {
  pool?: number;
}

/**
 * A captioner of coarse maps as one that reads fine ones: the mean of every `pool` x `pool` cells is what it sees and looks
 * at. Kept features stay as they are, so that runs of several sides may read the same ones.
 */
function pooledCaptioner(inner: CaptionModel, pool: number): CaptionModel {
  const { cells: left, width } = inner.reads;
  const cells = left * pool * pool;
  const read = (maps: tf.Tensor) => poolCells(maps as tf.Tensor3D, pool); // [pictures, left, width]
  const pooled = { name: 'pooled_map', kind: 'AveragePooling2D', outputShape: [null, left, width] };
  return {
    ...{ name: inner.name, vocabularySize: inner.vocabularySize, maxLength: inner.maxLength },
    settings: { ...inner.settings, pool },
    reads: { cells, width },
    pool,
    ...{ trained: inner.trained, pictureLayer: inner.pictureLayer },
    captionLogits: (maps, ...others) => inner.captionLogits(read(maps), ...others),
    begin: (maps) => inner.begin(read(maps)),
    step: (...args) => inner.step(...args),
    graph: () =>
      behindMap(
        [null, cells, width],
        [{ ...pooled, parameters: 0, trainable: false }],
        inner.graph(),
      ),
    async artifacts() {
      const of = await inner.artifacts();
      return { ...of, modelTopology: { ...of.modelTopology, pool } };
    },
    dispose: () => inner.dispose(),
  };
}

/**
 * A new captioner whose maps are pooled before it sees them.
 * @param cells of a map as it comes
 * @param build makes the captioner of maps of so many cells
 * @throws UserError where such a map cannot be pooled so
 */
export const withPooledMaps = (
  cells: number,
  pool: number,
  build: (cells: number) => CaptionModel,
): CaptionModel => pooledCaptioner(build(cellsLeft(cells, pool)), pool);

/**
 * Opens a captioner that may have been kept with a pool before it.
 * @param open opens the captioner without it
 */
export async function openPooled(
  json: string,
  bytes: Uint8Array,
  open: (json: string, bytes: Uint8Array) => Promise<CaptionModel>,
): Promise<CaptionModel> {
  const { pool } = (JSON.parse(json) as { modelTopology: PooledTopology }).modelTopology;
  const inner = await open(json, bytes);
  return pool === undefined ? inner : pooledCaptioner(inner, pool);
}
