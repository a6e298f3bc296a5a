import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { catsFolder } from '../evaluation/inspected-cats.js';
import { typed } from './typed.js';

test('captionlab inspect says what to run first where no model has been trained, and knows its options', async () => {
  const env = {
    CAPTIONLAB_OUTPUTS: mkdtempSync(join(tmpdir(), 'captionlab-')),
    CAPTIONLAB_ENGINE: 'cpu',
  };
  const words = ['inspect', '--dataset', 'flickr8k', '--data', catsFolder()];
  const untrained = await typed(words, env);
  assert.equal(untrained.code, 1);
  assert.match(untrained.stderr, /no model has been trained on flickr8k yet.*captionlab train/);
  for (const wrong of [
    ['--port', '99999'],
    ['--split', 'all'],
  ])
    assert.equal((await typed([...words, ...wrong], env)).code, 2, wrong.join(' '));
});
