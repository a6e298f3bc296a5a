import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  agreementBesideLot,
  agreementByLot,
  decidedTable,
  featureTable,
  shareDecided,
} from '../../lib/image-encoding/index.js';

const subjects: Record<string, string> = { q: 'cat', a: 'cat', b: 'dog', c: 'dog', d: 'dog' };
const labelsOf = (id: string) => ({ subject: subjects[id], place: 'road' });

test('a picture by lot shows the same as often as the candidates do', () => {
  assert.deepEqual(agreementByLot(['q', 'b'], ['a', 'b', 'c', 'd'], labelsOf), {
    subject: (1 / 4 + 3 / 4) / 2,
    place: 1,
  });
});

test('the nearest picture stands beside one drawn by lot', () => {
  const ids = ['q', 'a', 'b', 'c', 'd'];
  const rows = Float32Array.of(1, 0, 1, 0.1, 0, 1, 0, 1, 0, 1);
  const features = featureTable(ids, rows, 2, 'by hand');
  assert.deepEqual(agreementBesideLot(features, ['q'], ids.slice(1), labelsOf), [
    { attribute: 'subject', 'nearest picture': '100.0 %', 'drawn by lot': '25.0 %' },
    { attribute: 'place', 'nearest picture': '100.0 %', 'drawn by lot': '100.0 %' },
  ]);
});

test('an attribute decides all of a direction, a part of it, or nothing', () => {
  const labels = ['x', 'x', 'y', 'y'];
  assert.equal(shareDecided([1, 1, 5, 5], labels), 1);
  assert.equal(shareDecided([1, 5, 1, 5], labels), 0);
  assert.equal(shareDecided([0, 2, 2, 4], labels), 0.5);
  assert.equal(shareDecided([3, 3, 3, 3], labels), 0);
});

test('labels handed out by lot are expected to decide their part, too', () => {
  const rows = decidedTable({ across: [0, 9, 9, 9, 9] }, ['a', 'b', 'c', 'd', 'b'], labelsOf);
  assert.deepEqual(rows, [
    { direction: 'across', subject: '100 %', place: '0 %' },
    { direction: 'labels by lot', subject: '25 %', place: '0 %' },
  ]);
});
