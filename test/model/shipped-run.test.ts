import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { openCaptioner } from '../../lib/inference/index.js';
import {
  describeRuns,
  isShipped,
  keptCaptioner,
  keptFolder,
  loadModel,
  modelFolder,
  modelPath,
  shippedFolder,
} from '../../lib/model/index.js';
import { readArtefactHeader, writeArtefact } from '../../lib/outputs/index.js';
import { vocabularyPath } from '../../lib/vocabulary/index.js';

let outputs: string;
const scenes = () => ({
  name: 'scenes' as const,
  runFolder: join(outputs, 'scenes'),
  text: 'tutorial' as const,
  run: 'merge-attention',
});

beforeEach(() => {
  outputs = mkdtempSync(join(tmpdir(), 'captionlab-'));
});
afterEach(() => rmSync(outputs, { recursive: true, force: true }));

test('where nothing was trained, the run that comes with captionlab is read where it lies, and that is said', async () => {
  const dataset = scenes();
  assert.ok(isShipped(dataset));
  assert.equal(keptFolder(dataset), shippedFolder(dataset));
  assert.equal(keptCaptioner(dataset), 'merge-attention');
  const log = console.log;
  const lines: string[] = [];
  console.log = (line: string) => lines.push(line);
  try {
    const { model, vocabulary } = await openCaptioner(dataset);
    assert.equal(vocabulary.size, model.vocabularySize);
    assert.deepEqual(
      lines.filter((line) => line.startsWith('Found')),
      [
        'Found lib/model/weights/scenes/merge-attention as it comes with captionlab: trained by `npx captionlab train --dataset scenes --model merge-attention`; train your own to replace it',
      ],
    );
    model.dispose();
  } finally {
    console.log = log;
  }
  assert.deepEqual(describeRuns(dataset), []);
});

test("the user's own run of that name wins, a training that stopped too", () => {
  const dataset = scenes();
  writeArtefact(modelPath(modelFolder(dataset)), '{}', {});
  assert.ok(!isShipped(dataset));
  assert.equal(keptFolder(dataset), modelFolder(dataset));
  rmSync(modelPath(modelFolder(dataset)));
  assert.ok(isShipped(dataset));
  writeArtefact(join(modelFolder(dataset), 'checkpoint-00000001.safetensors'), 'x', { epoch: 1 });
  assert.ok(!isShipped(dataset));
});

test('it is no model of other words, of another data set, of another text rule, or of another name', () => {
  const dataset = scenes();
  assert.ok(!isShipped({ ...dataset, runFolder: join(outputs, 'flickr8k') }));
  assert.ok(!isShipped({ ...dataset, text: 'full' }));
  assert.ok(!isShipped({ ...dataset, run: 'mine' }));
  writeArtefact(vocabularyPath(dataset), '{}', {});
  assert.ok(!isShipped(dataset));
});

test('what is shipped is whole, and its header tells words, encoder and settings', async () => {
  const folder = shippedFolder(scenes());
  assert.equal(basename(folder), 'merge-attention');
  const { madeFrom } = readArtefactHeader(modelPath(folder));
  for (const key of [
    'vocabulary',
    'sequences',
    'features.encoder',
    'features.weights',
    'training.seed',
  ])
    assert.ok(madeFrom[key], key);
  (await loadModel(folder)).dispose();
});
