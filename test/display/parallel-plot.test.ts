import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parallelPlot } from '../../lib/display/index.js';

type Axis = { label: string; values: number[]; tickvals: number[]; ticktext: string[] };

const axesOf = (rows: Record<string, number>[]) =>
  (parallelPlot(rows, { title: 'x' }).data[0] as { dimensions: Axis[] }).dimensions;

test('numbers that stand close to one another get one label, all of them their place', () => {
  const scores = [0.755, 0.347, 0.345, 0.337, 0.053];
  const [axis] = axesOf(scores.map((score) => ({ score })));
  assert.equal(new Set(axis.values).size, 5);
  assert.deepEqual(axis.ticktext, ['0.755', '0.347', '0.053']);
  const range = Math.max(...axis.values) - Math.min(...axis.values);
  for (const [i, place] of axis.tickvals.slice(1).entries())
    assert.ok(axis.tickvals[i] - place > 0.05 * range);
});

test('numbers that stand well apart are all written', () => {
  const [axis] = axesOf([24, 48, 36].map((units) => ({ units })));
  assert.deepEqual(axis.ticktext, ['24', '48', '36']);
});
