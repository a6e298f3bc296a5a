import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepLooks, type SaidWord, withoutLooks } from '../../lib/inference/index.js';

const said = (word: string, ...shares: number[]): SaidWord => ({
  ...{ word, probability: 0.5 },
  ...(shares.length > 0 && { looked: Float32Array.from(shares) }),
});

test('looks are kept in a byte a cell, each map as 255ths of its heaviest share, which is told', () => {
  const kept = keepLooks([said('dog', 0.5, 0.25, 0.25, 0), said('runs', 0.25, 0.25, 0.25, 0.25)]);
  assert.deepEqual(kept?.peaks, [0.5, 0.25]);
  const bytes = [...Buffer.from(kept?.shares ?? '', 'base64')];
  assert.deepEqual(bytes, [255, 128, 128, 0, 255, 255, 255, 255]);
});

test('there is nothing to keep where a captioner does not look', () => {
  assert.equal(keepLooks([said('dog'), said('runs')]), undefined);
  assert.equal(keepLooks([]), undefined);
});

test('words are kept without their maps, and else as they are', () => {
  const alternatives = [said('cat')];
  assert.deepEqual(withoutLooks([{ ...said('dog', 1), alternatives }]), [
    { word: 'dog', probability: 0.5, alternatives },
  ]);
});
