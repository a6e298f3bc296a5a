import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { startEngine, tf } from '../../lib/engine/index.js';
import { learningTable } from '../../lib/model/index.js';

const keys = [
  [0, 0],
  [2, 0],
  [0, 1],
  [0, 0],
];
const values = [
  [0.3, 0],
  [1, 0.2],
  [0, 2],
  [0.1, 0.1],
];
const names = ['empty', 'cat', 'ball', 'also empty'];

describe('which cells learn from a look', () => {
  before(() => startEngine());

  it('by the formulas is what TensorFlow says, whatever was asked', async () => {
    const queries = { nothing: [0, 0], cat: [2, -1], ball: [-1, 3] };
    const rows = await learningTable(queries, keys, values, { names, right: 1 });
    assert.equal(rows.length, 12);
    for (const row of rows) {
      assert.ok(Math.abs(row['slope of its score'] - row['slope by TensorFlow']) < 1e-6);
    }
    const pulls = rows.map((row) => row['pull on its value'] / row.share);
    assert.ok(Math.abs(pulls[0] - pulls[3]) < 1e-9, 'one gradient for all cells of a look');
  });

  it('shows one row of cells with the same name, and keeps no tensor', async () => {
    const held = tf.memory().numTensors;
    const same = ['empty', 'cat', 'ball', 'empty'];
    const rows = await learningTable({ nothing: [0, 0] }, keys, values, { names: same, right: 0 });
    assert.deepEqual(
      rows.map(({ cell }) => cell),
      ['empty', 'cat', 'ball'],
    );
    assert.equal(tf.memory().numTensors, held);
  });
});
