import assert from 'node:assert/strict';
import type { Claims, Seen, ShownRow } from '../executed.js';

const numbersOf = (row: ShownRow) => Object.values(row).map(Number);
/** The nine numbers of the nearest grid above. */
const nine = ({ table }: Pick<Seen, 'table'>) =>
  table('left', 'middle', 'right').flatMap(({ left, middle, right }) => [left, middle, right]);
const shares = (seen: Pick<Seen, 'table'>) => nine(seen).map(Number);
const bars = ({ figure }: Pick<Seen, 'figure'>) => {
  const [{ x, y, orientation }] = figure().data;
  const [values, names] = (orientation === 'h' ? [x, y] : [y, x]) as [number[], string[]];
  return new Map(names.map((name, i) => [name, Number(values[i])]));
};
const bar = (seen: Pick<Seen, 'figure'>, name: string) => {
  const value = bars(seen).get(name);
  assert.ok(value !== undefined, name);
  return value;
};
const fall = ({ table }: Pick<Seen, 'table'>, cells: number, which: string) => {
  const row = table('cells covered', 'which').find(
    (one) => one['cells covered'] === cells && one.which === which,
  );
  assert.ok(row, which);
  return Number(row['fell by, %']);
};

const slope = (row: ShownRow) => Number(row['slope of its score']);
/** The bars of the nearest figure by kind of word: its own looks, and those of other pictures. */
const kinds = ({ figure }: Pick<Seen, 'figure'>) =>
  figure().data.map(({ x, y }) => {
    const shares = x as number[];
    return new Map((y as string[]).map((kind, i) => [kind, shares[i]]));
  });

/** What notebook 11 says of its run. */
export const claims: Claims = {
  'nearly-all-to-the-cat': (seen) => assert.ok(shares(seen)[1] > 0.99),
  'without-the-root-one-cell': ({ table }) => {
    const rows = table('numbers of a query', 'greatest share without the root');
    const widest = rows.at(-1) as ShownRow;
    assert.ok(Number(widest['greatest share without the root']) > 0.9);
  },
  'with-the-root-it-stays': ({ table }) => {
    const column = table('greatest share with it').map((row) =>
      Number(row['greatest share with it']),
    );
    assert.ok(Math.max(...column) - Math.min(...column) < 0.05, `${column}`);
  },
  'the-toy-learns': ({ table }) => {
    const [row] = table('before training', 'after training');
    assert.ok(Number(row['after training']) > 0.98 && Number(row['before training']) < 0.7);
  },
  'it-looks-at-the-tree': (seen) => {
    const looked = shares(seen);
    const grid = seen.shown
      .map((html) => html.match(/(?:·|(?:red|green|blue) (?:cat|ball|tree|house))(?=<\/t[dh]>)/g))
      .filter((found) => found?.length === 9)
      .at(-1);
    assert.ok(grid);
    assert.equal(
      looked.indexOf(Math.max(...looked)),
      grid.findIndex((one) => one.endsWith('tree')),
    );
  },
  'the-diagonal-wins': ({ table }) => {
    table('asked for', 'cat', 'ball').forEach((row) => {
      const { 'asked for': name, ...scores } = row;
      assert.equal(Number(row[String(name)]), Math.max(...numbersOf(scores)), `${name}`);
    });
  },
  'one-pass-is-the-same': ({ printed }) => {
    const [, difference] = printed.match(/difference of a probability: (\S+)/) ?? [];
    assert.ok(Number(difference) < 1e-5, difference);
  },
  'most-lie-on-it': (seen) => {
    const own = bar(seen, 'its own look');
    assert.ok(own > 0.85 && own < 0.95, `${own}`);
  },
  'far-above-chance': (seen) => {
    const times = bar(seen, 'its own look') / bar(seen, 'chance');
    assert.ok(times > 2.5 && times < 3.5, `${times}`);
  },
  'shuffled-beats-chance': (seen) => {
    const shuffled = bar(seen, 'shuffled');
    assert.ok(
      shuffled > bar(seen, 'chance') && shuffled < bar(seen, 'its own look'),
      `${shuffled}`,
    );
  },
  'the-look-is-spread': ({ shown }) => {
    const greatest = shown.flatMap((html) =>
      [...html.matchAll(/Most of the look, (\d+) %/g)].map(([, share]) => Number(share)),
    );
    assert.ok(greatest.length > 20);
    const small = greatest.filter((share) => share <= 33).length;
    assert.ok(small > 0.9 * greatest.length, `${greatest}`);
  },
  'one-cell-matters-a-little': (seen) => {
    const [own, other] = [fall(seen, 1, 'looked at most'), fall(seen, 1, 'others, by lot')];
    assert.ok(own > 2 * other && own > 2 && own < 10, `${own} and ${other}`);
  },
  'ten-cells-matter-more': (seen) => {
    const [own, other] = [fall(seen, 10, 'looked at most'), fall(seen, 10, 'others, by lot')];
    assert.ok(own > 33 && other < 10, `${own} and ${other}`);
  },
  'the-sample-cannot-tell': ({ table }) => {
    const [merge, looks] = table('run', 'CIDEr (coco)', 'difference');
    assert.ok(Number(looks['CIDEr (coco)']) > Number(merge['CIDEr (coco)']));
    const [low, high] = String(looks['95 %']).split(' to ').map(Number);
    assert.ok(low < 0 && high > 0, `${low} to ${high}`);
  },
  'the-cat-ought-to-rise': ({ table }) => {
    for (const query of ['nothing', 'the ball']) {
      const rows = table('asked for', 'slope of its score').filter(
        (row) => row['asked for'] === query,
      );
      const [lowest] = rows.sort((a, b) => slope(a) - slope(b));
      assert.ok(lowest.cell === 'cat' && slope(lowest) < 0, query);
    }
  },
  'slopes-agree': ({ table }) => {
    for (const row of table('slope of its score', 'slope by TensorFlow')) {
      assert.ok(Math.abs(slope(row) - Number(row['slope by TensorFlow'])) < 1e-6);
    }
  },
  'sure-and-wrong-hardly-learns': ({ table }) => {
    const [open, sure] = table('asked for', 'slope of its score').filter(
      ({ cell }) => cell === 'cat',
    );
    assert.ok(slope(sure) / slope(open) < 0.01);
    assert.ok(Number(sure.share) < 0.001);
  },
  'every-kind-beats-shuffled': (seen) => {
    const [own, shuffled] = kinds(seen);
    assert.ok(own.size >= 3);
    for (const [kind, share] of own) assert.ok(share > Number(shuffled.get(kind)), kind);
  },
  'deeds-gain-least': (seen) => {
    const [own, shuffled] = kinds(seen);
    const gain = (kind: string) => Number(own.get(kind)) - Number(shuffled.get(kind));
    for (const kind of [...own.keys()].filter((one) => one !== 'action')) {
      assert.ok(gain('action') < gain(kind), kind);
    }
  },
  'most-misses-are-near': ({ table }) => {
    const rows = table('kind of word', 'missed', 'just beside');
    for (const row of rows) assert.ok(Number(row['just beside']) > Number(row.missed) / 2);
    assert.ok(rows.some((row) => Number(row['on something else']) > 0));
  },
  'deeds-stray': ({ table }) => {
    const rows = table('kind of word', 'looks', 'elsewhere');
    const stray = (row: ShownRow) => Number(row.elsewhere) / Number(row.looks);
    const [deeds, ...others] = rows.sort((a, b) => stray(b) - stray(a));
    assert.equal(deeds['kind of word'], 'action');
    assert.ok(stray(deeds) > stray(others[0]));
  },
};
