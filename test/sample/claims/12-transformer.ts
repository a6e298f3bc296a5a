import assert from 'node:assert/strict';
import type { Claims, Seen } from '../executed.js';

type Nearest = Pick<Seen, 'figure' | 'table'>;

/** The cells of the nearest heatmap. */
const cellsOf = ({ figure }: Nearest) => figure().data[0].z as number[][];
const numberIn = (row: Record<string, number | string>, column: string) => Number(row[column]);
const order = ({ table }: Nearest, placed: string, hidden: string) => {
  const row = table('positions added', 'largest difference').find(
    (one) => one['positions added'] === placed && one['later words hidden'] === hidden,
  );
  assert.ok(row);
  return numberIn(row, 'largest difference');
};

/** Where a row's interval begins and ends. */
const endsOf = (row: Record<string, number | string>) =>
  String(row['CIDEr, 95 %']).split(' to ').map(Number);

/** What notebook 12 says of its run. */
export const claims: Claims = {
  'cat-looks-at-black': (seen) => {
    const [, cat] = cellsOf(seen);
    assert.ok(cat[0] > 0.9, `${cat}`);
    for (const row of cellsOf(seen)) {
      assert.ok(Math.abs(row.reduce((sum, share) => sum + share, 0) - 1) < 1e-3);
    }
  },
  'hand-and-tensors-agree': ({ table }) => {
    for (const row of table('sees, by hand', 'sees, by tensors')) {
      assert.equal(row['sees, by hand'], row['sees, by tensors']);
    }
  },
  'black-looks-ahead': (seen) => assert.ok(cellsOf(seen)[0][1] > 0.9),
  'black-sees-only-itself': (seen) => {
    const shares = cellsOf(seen);
    assert.deepEqual(shares[0], [1, 0, 0]);
    assert.equal(shares[1][2], 0);
  },
  'without-mask-the-loss-is-lower': ({ figure }) => {
    const [masked, maskedDev, open, openDev] = figure().data.map(({ y }) => (y as number[]).at(-1));
    assert.ok((open as number) < (masked as number) / 2, `${open} and ${masked}`);
    assert.ok((openDev as number) < (maskedDev as number) / 2, `${openDev} and ${maskedDev}`);
  },
  'without-mask-no-captions': ({ table }) => {
    const [masked, open] = table('mask', 'CIDEr').map(({ CIDEr }) => Number(CIDEr));
    assert.ok(masked > 0.5 && open < 0.05, `${masked} and ${open}`);
  },
  'without-positions-no-order': (seen) => assert.ok(order(seen, 'no', 'no') < 0.001),
  'the-mask-tells-order': (seen) => assert.ok(order(seen, 'no', 'yes') > 0.1),
  'the-cache-says-the-same': ({ table }) => {
    for (const row of table('words read, kept', 'largest difference')) {
      assert.ok(numberIn(row, 'largest difference') < 1e-4);
    }
  },
  'anew-takes-longer': ({ table }) => {
    const rows = table('words read, anew', 'milliseconds, anew');
    for (const row of rows) {
      const length = numberIn(row, 'words in the caption');
      assert.equal(numberIn(row, 'words read, anew'), (length * (length + 1)) / 2);
    }
    const longest = rows[rows.length - 1];
    assert.ok(numberIn(longest, 'milliseconds, kept') < numberIn(longest, 'milliseconds, anew'));
  },
  'heads-differ': ({ table }) => {
    const before = table('layer', 'head').map((row) => numberIn(row, 'at the word before'));
    const [least, most] = [Math.min(...before), Math.max(...before)];
    assert.ok(most > 2 * least, `${least} and ${most}`);
  },
  'no-word-looks-ahead': (seen) => {
    const cells = cellsOf(seen);
    for (const [word, row] of cells.entries()) {
      assert.ok(row.slice(word + 1).every((share) => share === 0));
    }
  },
  'pointing-beats-chance': ({ table }) => {
    const [row] = table('accuracy', 'chance', 'shuffled');
    const [chance, shuffled, accuracy] = ['chance', 'shuffled', 'accuracy'].map((column) =>
      numberIn(row, column),
    );
    assert.ok(accuracy > shuffled && shuffled > chance, JSON.stringify(row));
  },
  'intervals-hold-what-they-are-of': ({ table }) => {
    const rows = table('captioner', 'CIDEr (coco)', '95 %');
    assert.ok(rows.some(({ captioner }) => captioner === 'transformer'));
    for (const row of rows) {
      const pairs = [
        ['CIDEr (coco)', '95 %'],
        ['difference', '95 % of the difference'],
      ];
      for (const [value, interval] of pairs) {
        const ends = String(row[interval] ?? '').match(/^(\S+) to (\S+)$/);
        if (!ends) continue;
        const [low, high] = ends.slice(1).map((end) => Number(end.replaceAll('−', '-')));
        assert.ok(low < numberIn(row, value) && numberIn(row, value) < high, JSON.stringify(row));
      }
    }
  },
  'three-ideas-are-sure': ({ figure }) => {
    const ends = figure().data.map(({ x, error_x }) => {
      const { array, arrayminus } = error_x as { array: number[]; arrayminus: number[] };
      const [value] = x as number[];
      return [value - arrayminus[0], value + array[0]];
    });
    assert.equal(ends.filter(([low]) => low > 0).length, 3);
    assert.ok(ends.every(([, high]) => high > 0));
  },
  'together-is-best': ({ table }) => {
    const rows = table('captioner', 'CIDEr', 'CIDEr, 95 %');
    const [low] = endsOf(rows[rows.length - 1]);
    for (const row of rows.slice(0, 6)) assert.ok(numberIn(row, 'CIDEr') < low);
  },
  'alone-they-overlap': ({ table }) => {
    const rows = table('captioner', 'CIDEr', 'CIDEr, 95 %').slice(0, 6);
    const lows = rows.map((row) => endsOf(row)[0]);
    for (const row of rows) assert.ok(Math.max(...lows) < endsOf(row)[1]);
  },
};
