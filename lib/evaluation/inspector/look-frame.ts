import type { Dataset } from '../../data-understanding/types.js';
import { openFeatures } from '../../image-encoding/index.js';
import type { TrainedModel } from '../../model/index.js';
import type { LookFrame } from './types.js';

/** How the maps that a model looks at lie over the pictures; undefined where it reads vectors, or its cells are no grid. */
export function lookFrameOf(
  dataset: Dataset,
  { model, inputs }: Pick<TrainedModel, 'model' | 'inputs'>,
): LookFrame | undefined {
  const { pool = 1 } = model;
  const { cells } = model.reads;
  if (cells === 1) return undefined;
  const store = openFeatures(dataset, inputs.features.encoder);
  const { mapShape: [rows, columns] = [], madeFrom } = store;
  store.close();
  if (rows * columns !== cells) return undefined;
  return { rows: rows / pool, columns: columns / pool, fit: String(madeFrom.resize) };
}
