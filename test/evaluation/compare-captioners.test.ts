import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { trainedCaptioners } from '../../lib/evaluation/index.js';

test('captioners are compared that have a run of their name; the others are told', () => {
  const runFolder = mkdtempSync(join(tmpdir(), 'captionlab-'));
  const dataset = { runFolder, text: 'tutorial' } as const;
  assert.deepEqual(trainedCaptioners(dataset).trained, []);
  const sample = { ...dataset, runFolder: join(runFolder, 'scenes') }; // some come along with it
  assert.ok(trainedCaptioners(sample).trained.includes('transformer'));
  assert.ok(trainedCaptioners(sample).missing.includes('merge'));
  for (const folder of ['model', 'runs/transformer/model', 'runs/wide/model']) {
    mkdirSync(join(runFolder, folder), { recursive: true });
  }
  const { trained, missing } = trainedCaptioners(dataset);
  assert.deepEqual(trained, ['merge', 'transformer']);
  assert.ok(missing.includes('merge-attention') && !missing.includes('wide'));
});
