import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Dataset, openDataset } from '../../lib/data-understanding/index.js';
import { createRandom, startEngine } from '../../lib/engine/index.js';
import { ensureModelInputs, steps, trainAndKeep } from '../../lib/model/index.js';
import { buildMergeModel } from '../../lib/model/merge/index.js';
import {
  type PlannedScene,
  planScenes,
  type Split,
  typicalCaption,
  writeScenes,
} from '../../lib/scenes/index.js';
import { ensureVocabulary } from '../../lib/vocabulary/index.js';

const SEED = 8;
const sizes: Record<Split, number> = { train: 90, dev: 5, test: 12 };

/** Word vectors drawn by lot: good enough for a few words, and made in no time. */
function randomVectors(words: readonly string[]): string {
  const random = createRandom('word vectors');
  const vector = () => Array.from({ length: 200 }, () => random.normal().toFixed(3)).join(' ');
  return words.map((word) => `${word} ${vector()}\n`).join('');
}

/** The plainest caption of a picture, five times: no two ways to begin between which a small model might hesitate. */
const plainly = ({ id, scene }: PlannedScene) =>
  [0, 1, 2, 3, 4].map((i) => `${id}.jpg#${i}\t${typicalCaption(scene)}\n`);

/**
 * A hundred scenes, and a small model that has learnt to caption them well enough to say different things of different
 * pictures: drawn, encoded and trained as the notebooks do it, in seconds.
 */
export async function trainSmallCaptioner(): Promise<Dataset> {
  const outputs = mkdtempSync(join(tmpdir(), 'captionlab-'));
  const folder = mkdtempSync(join(tmpdir(), 'captionlab-'));
  process.env.CAPTIONLAB_OUTPUTS = outputs;
  process.env.ENCODER = '';
  process.env.GLOVE = join(outputs, 'vectors.txt');
  const plan = planScenes(SEED);
  const some = (Object.keys(sizes) as Split[]).flatMap((split) =>
    plan.filter((planned) => planned.split === split).slice(0, sizes[split]),
  );
  await writeScenes(folder, some, SEED);
  writeFileSync(join(folder, 'Flickr8k.token.txt'), some.flatMap(plainly).join(''));
  await startEngine();
  const dataset = await openDataset({ name: 'scenes', folder });
  const vocabulary = await ensureVocabulary(dataset);
  writeFileSync(process.env.GLOVE, randomVectors(vocabulary.words));
  const inputs = await ensureModelInputs(dataset);
  const { features, sequences, embedding } = inputs;
  const model = buildMergeModel({
    vocabularySize: vocabulary.size,
    maxLength: sequences.maxLength,
    featureWidth: features.width,
    units: 64,
    embedding: embedding.rows,
    dropout: 0.2,
  });
  const training = { ...steps([5, 0.006]), batchSize: 16, seed: 1 };
  await trainAndKeep(dataset, model, inputs, training);
  return dataset;
}
