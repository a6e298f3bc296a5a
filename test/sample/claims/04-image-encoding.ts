import assert from 'node:assert/strict';
import type { Claims } from '../executed.js';
import { printedNumber } from '../printed-number.js';

const ATTRIBUTES = ['subject', 'colour', 'action', 'place'] as const;

/** What notebook 4 claims of its run. */
export const claims: Claims = {
  'by-hand-as-by-the-library': ({ printed }) => {
    assert.ok(printedNumber(printed, /([\d,]+) answers/g) > 10_000);
    assert.equal(printedNumber(printed, /answers, largest difference: (\S+)/g), 0);
  },

  'feature-is-the-average': ({ printed }) => {
    assert.ok(printedNumber(printed, /difference from our own averages: (\S+)/g) < 1e-5);
  },

  'most-values-are-small': ({ printed }) => {
    assert.ok(printedNumber(printed, /(\d+) % are below a third/g) > 60);
  },

  'no-picture-is-at-a-right-angle': ({ table }) => {
    for (const row of table('nearest', 'on average', 'farthest')) {
      assert.ok(Number(row.farthest) > 0.3, `${row.farthest}`);
      assert.ok(Number(row.nearest) > Number(row['on average']) + 0.1);
    }
  },

  'far-above-lot': ({ table }) => {
    for (const row of table('attribute', 'nearest picture', 'drawn by lot')) {
      assert.ok(Number(row['nearest picture']) >= 4 * Number(row['drawn by lot']));
    }
  },

  'not-always-right': ({ table }) => {
    const rows = table('attribute', 'nearest picture');
    assert.equal(rows.length, ATTRIBUTES.length);
    for (const row of rows) assert.ok(Number(row['nearest picture']) < 100);
  },

  'subject-and-place-decide': ({ table }) => {
    const [leftToRight, upwards, byLot] = table('direction', ...ATTRIBUTES);
    const most = (row: typeof leftToRight) =>
      [...ATTRIBUTES].sort((a, b) => Number(row[b]) - Number(row[a]))[0];
    assert.deepEqual([most(leftToRight), most(upwards)], ['subject', 'place']);
    assert.ok(Number(leftToRight.subject) > 3 * Number(byLot.subject));
    assert.ok(Number(upwards.place) > 3 * Number(byLot.place));
  },

  'most-is-not-on-the-map': ({ printed }) => {
    assert.ok(printedNumber(printed, /directions hold (\d+) % of all/g) < 50);
  },

  'one-bad-picture-is-skipped': ({ printed }) => {
    assert.match(printed, /Skipped: package\.json[^\n]*\n[\s\S]*1 encoded, 1 skipped/);
  },
};
