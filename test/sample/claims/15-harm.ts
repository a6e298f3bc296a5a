import assert from 'node:assert/strict';
import { strangeKinds } from '../../../lib/harm/index.js';
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
    assert.ok(Number(row['word for word in training']) > 0.1);
  },
  'the-kinds-differ': (seen) => {
    const rows = apart(seen);
    const areas = strangeKinds.map((kind) => ofKind(rows, kind, 'AUROC, how sure'));
    assert.ok(Math.max(...areas) - Math.min(...areas) > 0.2, `${areas}`);
  },
};
