import assert from 'node:assert/strict';
import type { Claims, Seen, ShownRow } from '../executed.js';

const apart = ({ table }: Seen) => table('kind', 'AUROC, how sure');
const ofKind = (rows: ShownRow[], kind: string, column: string) => {
  const row = rows.find((one) => one.kind === kind);
  assert.ok(row, kind);
  return Number(row[column]);
};

/** What notebook 15 says of its run. */
export const claims: Claims = {
  'some-cells-have-one-sex': ({ figure }) => {
    const [{ z }] = figure().data as unknown as { z: number[][] }[];
    for (const row of z) {
      assert.equal(row.filter((share) => share === 1).length, 1, `${row}`);
      assert.equal(row.filter((share) => share === 0).length, 1, `${row}`);
    }
  },
  'open-captions-score-less': ({ table }) => {
    const [said, open] = table('captions', 'BLEU-4', 'CIDEr');
    for (const score of ['BLEU-1', 'BLEU-4', 'CIDEr']) {
      assert.ok(Number(open[score]) < Number(said[score]), score);
    }
  },
  'some-are-learnt-by-heart': ({ table }) => {
    const [row] = table('captions', 'word for word in training');
    assert.ok(Number(row['word for word in training']) > 0.05);
  },
  'sharp-pictures-need-no-shortcut': ({ table }) => {
    for (const row of table('in the picture', 'other')) {
      assert.ok(Number(row.other) < 0.1, JSON.stringify(row));
    }
  },
  'blur-costs-those-who-do-not-fit': ({ table }) => {
    const rows = table('blur', 'against what training says');
    const sum = (column: string) => rows.reduce((all, row) => all + Number(row[column]), 0);
    assert.ok(sum('against what training says') > 1.3 * sum('as in training'));
    for (const column of ['as in training', 'against what training says']) {
      assert.ok(Number(rows.at(-1)?.[column]) > Number(rows[0][column]), column);
    }
  },
  'sureness-is-a-coin': (seen) => {
    const area = ofKind(apart(seen), 'all of them', 'AUROC, how sure');
    assert.ok(area > 0.35 && area < 0.65, `${area}`);
  },
  'surer-of-noise-less-of-blank-sheets': (seen) => {
    const rows = apart(seen);
    assert.ok(ofKind(rows, 'noise', 'AUROC, how sure') < 0.3);
    assert.ok(ofKind(rows, 'blank sheet', 'AUROC, how sure') > 0.6);
    const said = String(rows.find(({ kind }) => kind === 'noise')?.['most often']).split(' ');
    assert.ok(new Set(said).size < said.length / 3, said.join(' '));
  },
  'nearness-tells': (seen) => {
    assert.ok(ofKind(apart(seen), 'all of them', 'AUROC, how near') > 0.9);
  },
};
