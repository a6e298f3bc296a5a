import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  decodeSequence,
  encodeCaption,
  ensureSequences,
  maxCaptionLength,
  padLeft,
  padRight,
  readSequences,
  unknownWords,
  widthTable,
  writeSequences,
} from '../../lib/caption-preprocessing/index.js';
import { openDataset } from '../../lib/data-understanding/index.js';
import { vocabularyOf } from '../../lib/vocabulary/index.js';
import { smallDataset } from '../data-understanding/small-dataset.js';

const vocabulary = vocabularyOf(['startseq', 'the', 'cat', 'endseq']);

test('a caption becomes indices and back; unknown words are dropped', () => {
  const indices = encodeCaption('startseq the purple cat endseq', vocabulary);
  assert.deepEqual(indices, [1, 2, 3, 4]);
  assert.deepEqual(decodeSequence(padLeft(indices, 7), vocabulary), [
    'startseq',
    'the',
    'cat',
    'endseq',
  ]);
  assert.deepEqual(unknownWords('the purple cat', vocabulary), ['purple']);
});

test('padding puts zeros in front or behind, and keeps the end or the beginning of what is too long', () => {
  assert.deepEqual(padLeft([1, 2], 4), [0, 0, 1, 2]);
  assert.deepEqual(padLeft([1, 2, 3], 2), [2, 3]);
  assert.deepEqual(padLeft([], 2), [0, 0]);
  assert.deepEqual(padRight([1, 2], 4), [1, 2, 0, 0]);
  assert.deepEqual(padRight([1, 2, 3], 2), [1, 2]);
});

test('the longest caption is counted in words', () => {
  assert.equal(
    maxCaptionLength(
      new Map([
        ['a', ['one two', 'one']],
        ['b', ['one two three']],
      ]),
    ),
    3,
  );
});

test('sequences.json is read back as it was written, in order, and refused for another threshold', async () => {
  const dataset = {
    ...(await openDataset({ name: 'flickr8k', folder: smallDataset() })),
    runFolder: mkdtempSync(join(tmpdir(), 'captionlab-run-')),
  };
  const sequences = await ensureSequences(dataset, { minCount: 2 });
  assert.equal(sequences.maxLength, 9, 'startseq the white cat is walking on road endseq');
  assert.deepEqual([...sequences.train.keys()], ['cat1', 'cat2']);
  assert.deepEqual(sequences.train.get('cat1'), [
    [1, 2, 3, 4, 5, 6],
    [1, 3, 4, 5, 6],
  ]);
  assert.deepEqual(sequences.dev.get('cat4'), [[1, 2, 4, 6]]);
  assert.deepEqual(await ensureSequences(dataset, { minCount: 2 }), sequences);
  assert.throws(() => readSequences(dataset), /sequences\.json was made with minCount 2/);
  const numbered = {
    maxLength: 2,
    train: new Map([
      ['20', [[1, 2]]],
      ['3', [[1, 2]]],
    ]),
    dev: new Map(),
  };
  writeSequences(dataset, numbered, 2);
  assert.deepEqual([...readSequences(dataset, { minCount: 2 }).train.keys()], ['20', '3']);
});

test('a narrower table cuts captions and holds less padding', () => {
  const sequences = [
    [1, 2],
    [1, 2, 3],
    [1, 2, 3, 4, 5],
  ];
  assert.deepEqual(widthTable(sequences, [3, 5]), [
    {
      'places in a row': 3,
      'captions cut': 1,
      'of all captions': '33.33 %',
      'words cut off': 2,
      'padding, of all places': '11.1 %',
    },
    {
      'places in a row': 5,
      'captions cut': 0,
      'of all captions': '0.00 %',
      'words cut off': 0,
      'padding, of all places': '33.3 %',
    },
  ]);
});
