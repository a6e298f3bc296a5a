import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  photographMeasurements,
  testedOnPhotographs,
  triedOnPhotographs,
} from '../../lib/evaluation/index.js';

const measured = photographMeasurements();

test('what an idea brought is the score with it less the score without it, within its interval', () => {
  assert.ok(measured.trials.length > 5);
  for (const { before, after, difference, interval } of measured.trials) {
    assert.ok(Math.abs(after - before - difference) < 1e-9);
    assert.ok(interval.low <= difference && difference <= interval.high);
  }
});

test('ideas stand in order of what they brought', () => {
  const values = triedOnPhotographs(measured).map(({ value }) => value);
  assert.deepEqual(
    values,
    [...values].sort((a, b) => b - a),
  );
});

test('each captioner has its scores on test, with the protocol and an interval that holds them', () => {
  const rows = testedOnPhotographs(measured);
  for (const name of ['merge', 'attention', 'merge-attention', 'transformer']) {
    assert.ok(rows.some(({ captioner }) => captioner === name));
  }
  for (const row of rows) {
    assert.equal(row.protocol, 'coco');
    const [low, high] = row['CIDEr, 95 %'].split(' to ').map(Number);
    assert.ok(low < row.CIDEr && row.CIDEr < high);
    assert.ok(row['BLEU-4'] < row['BLEU-1']);
  }
});
