import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { catsFolder } from '../evaluation/inspected-cats.js';
import { typed } from './typed.js';

test('captionlab web says what to run first where no model has been trained, and knows its options', async () => {
  const env = {
    CAPTIONLAB_OUTPUTS: mkdtempSync(join(tmpdir(), 'captionlab-')),
    CAPTIONLAB_ENGINE: 'cpu',
  };
  const words = ['web', '--dataset', 'flickr8k', '--data', catsFolder()];
  const untrained = await typed(words, env);
  assert.equal(untrained.code, 1);
  assert.match(untrained.stderr, /no model has been trained on flickr8k yet.*captionlab train/);
  const unread = await typed([...words, '--samples', 'nowhere.jpg'], env);
  assert.equal(unread.code, 1);
  assert.match(unread.stderr, /^captionlab: nowhere\.jpg cannot be read as a picture .*\n$/);
  for (const port of ['none', '99999', '1.5']) {
    const wrong = await typed(['web', '--port', port], env);
    assert.equal(wrong.code, 2, port);
  }
});
