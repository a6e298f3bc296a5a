import assert from 'node:assert/strict';
import type { Claims, ShownFigure } from '../executed.js';

/** A histogram's bins, each with its middle and its count, and where its mark stands. */
function histogram({ data, layout }: ShownFigure) {
  const [{ x, y }] = data as { x: number[]; y: number[] }[];
  const bins = x.map((middle, i) => ({ middle, count: y[i] }));
  const [{ x0: mark }] = layout.shapes as { x0: number }[];
  const share = (wanted: (middle: number) => boolean) => {
    const counted = bins.filter(({ middle }) => wanted(middle));
    const all = y.reduce((sum, count) => sum + count, 0);
    return counted.reduce((sum, { count }) => sum + count, 0) / all;
  };
  return { mark, share };
}

/** How far apart the largest and the smallest number of a column are. */
const spread = (values: unknown[]) =>
  Math.max(...(values as number[])) - Math.min(...(values as number[]));

/** What notebook 1 says of its run. */
export const claims: Claims = {
  'each-picture-has-five-captions': ({ table }) => {
    const rows = table('captions', 'pictures');
    assert.deepEqual(
      rows.map(({ captions }) => captions),
      [5],
    );
  },
  'some-name-the-colour': ({ table }) => {
    const rows = table('word', 'captions');
    const times = (word: string) => Number(rows.find((row) => row.word === word)?.captions ?? 0);
    assert.ok(times('grey') > 0 && times('grey') < 5, `${times('grey')}`);
    for (const name of ['cat', 'kitty']) assert.ok(times(name) > 0 && times(name) < 5, name);
  },
  'no-word-unites-all': ({ table }) => {
    const rows = table('captions that share a word', 'pictures');
    assert.ok(rows.some((row) => Number(row['captions that share a word']) < 5 && row.pictures));
  },
  'more-alike-than-strangers': ({ figure, printed }) => {
    const { mark, share } = histogram(figure());
    assert.ok(share((middle) => middle > mark) > 0.95);
    const [, one, two] = /captions of one picture: ([\d.]+), of two: ([\d.]+)/.exec(printed) ?? [];
    assert.ok(Number(one) > 1.5 * Number(two), `${one} and ${two}`);
  },
  'nobody-agrees-fully': ({ figure }) => {
    assert.ok(histogram(figure()).share((middle) => middle > 0.8) < 0.01);
  },
  'a-tail-to-the-right': ({ figure, table }) => {
    const [{ shortest, median, longest }] = table('shortest', 'median', 'longest');
    const middle = Number(median);
    const near = histogram(figure()).share((tokens) => Math.abs(tokens - middle) <= 3);
    assert.ok(near > 0.6, `${near}`);
    assert.ok(Number(longest) - middle > 1.5 * (middle - Number(shortest)));
  },
  'twins-and-full-stops': ({ figure }) => {
    const [{ y: tokens }] = figure().data as { y: string[] }[];
    for (const twin of ['a', 'A', 'the', 'The']) assert.ok(tokens.includes(twin), twin);
    assert.ok(tokens.indexOf('.') >= 0 && tokens.indexOf('.') < 6, 'full stops are near the top');
  },
  'splits-are-alike': ({ table }) => {
    const rows = table('split', 'mean tokens');
    assert.equal(rows.length, 3);
    assert.ok(spread(rows.map((row) => row['mean tokens'])) < 0.4);
  },
  'the-order-is-chance': ({ table, printed }) => {
    const means = table('number', 'mean tokens').map((row) => row['mean tokens']);
    const [, error] = /standard error of such a mean: ([\d.]+)/.exec(printed) ?? [];
    assert.equal(means.length, 5);
    assert.ok(spread(means) < 4 * Number(error), `${spread(means)} and ${error}`);
  },
  'the-longest-say-it-all': ({ table }) => {
    const [{ mean }] = table('shortest', 'mean');
    for (const { tokens } of table('id', 'caption', 'tokens')) {
      assert.ok(Number(tokens) > 2 * Number(mean));
    }
  },
};
