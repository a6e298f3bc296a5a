import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sequencesPath } from '../../lib/caption-preprocessing/index.js';
import type { Dataset } from '../../lib/data-understanding/index.js';
import { embeddingPath } from '../../lib/embeddings/index.js';
import { createRandom, type tf } from '../../lib/engine/index.js';
import {
  featuresPath,
  featureTable,
  type PictureFeatures,
} from '../../lib/image-encoding/index.js';
import {
  type KeepOptions,
  layersOf,
  type ModelInputs,
  type ModelOrLayers,
  steps,
  trainAndKeep,
} from '../../lib/model/index.js';
import { writeArtefact } from '../../lib/outputs/index.js';
import { smallModel } from './small-model.js';

/** A data set whose earlier artefacts are there in name only. */
export function smallDataset(runFolder?: string): Dataset {
  const folder = runFolder ?? mkdtempSync(join(tmpdir(), 'captionlab-'));
  const dataset = { name: 'scenes', text: 'tutorial', runFolder: folder } as Dataset;
  const paths = [sequencesPath(dataset), featuresPath(dataset, 'none'), embeddingPath(dataset)];
  for (const path of paths) writeArtefact(path, 'x', { dataset: 'small' });
  return dataset;
}

/** 20 pictures with two captions each, drawn by lot. */
export function smallInputs(): ModelInputs {
  const random = createRandom('small training');
  const ids = Array.from({ length: 20 }, (_, i) => `picture${i}`);
  const word = () => 3 + random.integer(6);
  const caption = () => [1, ...Array.from({ length: 1 + random.integer(4) }, word), 2];
  const captions = new Map(ids.map((id) => [id, [caption(), caption()]]));
  const rows = Float32Array.from({ length: 20 * 5 }, random.uniform);
  return {
    sequences: { maxLength: 7, train: captions, dev: new Map([...captions].slice(0, 4)) },
    features: featureTable(ids, rows, 5, 'none') as PictureFeatures,
  } as ModelInputs;
}

/** Batches of 2: 20 an epoch, so that losses are read and a checkpoint is written within it. */
export const smallOptions: KeepOptions = {
  ...{ ...steps([2, 0.01], [1, 0.001]), batchSize: 2, seed: 3 },
  keepEverySeconds: 0,
};

/** Trains a small model with dropout and keeps it. */
export async function trainSmall(
  dataset: Dataset,
  options: Partial<KeepOptions> = {},
  units = 6,
): Promise<{ model: tf.LayersModel; losses: number[] }> {
  const model = smallModel({ dropout: 0.5, units });
  model.setUserDefinedMetadata({ units });
  const results = await trainAndKeep(dataset, model, smallInputs(), {
    ...smallOptions,
    ...options,
  });
  return { model, losses: results.flatMap(({ loss, devLoss }) => [loss, devLoss]) };
}

/** Every number of a merge model. */
export const numbersOf = (model: ModelOrLayers) =>
  ('captionLogits' in model ? layersOf(model) : model)
    .getWeights()
    .map((weight) => Array.from(weight.dataSync()));
