import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openDataset, splitByLot } from '../../lib/data-understanding/index.js';
import { flickr8kNames } from '../../lib/data-understanding/text-files.js';
import { smallDataset } from './small-dataset.js';

const ids = Array.from({ length: 100 }, (_, i) => `picture ${i}`);

test('a tenth is held back to check and a tenth to test, and each picture is in one split', () => {
  const { train, dev, test } = splitByLot(ids);
  assert.deepEqual([train.length, dev.length, test.length], [80, 10, 10]);
  assert.deepEqual([...train, ...dev, ...test].sort(), [...ids].sort());
});

test('the split does not depend on the order of the pictures, but on the seed', () => {
  assert.deepEqual(splitByLot([...ids].reverse()), splitByLot(ids));
  assert.notDeepEqual(splitByLot(ids, { seed: 2 }), splitByLot(ids));
});

test('three pictures are enough, two are not', () => {
  assert.deepEqual(Object.values(splitByLot(ids.slice(0, 3))).flat().length, 3);
  assert.throws(() => splitByLot(ids.slice(0, 2)), /2 captioned picture\(s\) cannot be split/);
});

test("a folder in Flickr8k's layout without the three lists is split, which is said in a line", async (t) => {
  const folder = smallDataset();
  for (const list of ['train', 'dev', 'test'] as const) rmSync(join(folder, flickr8kNames[list]));
  const warn = t.mock.method(console, 'warn', () => undefined);
  const { splits } = await openDataset({ name: 'cats', folder });
  assert.deepEqual([splits.train.length, splits.dev.length, splits.test.length], [2, 1, 1]);
  assert.equal(warn.mock.callCount(), 1);
  assert.match(String(warn.mock.calls[0].arguments[0]), /its 4 pictures are split by lot/);
});
