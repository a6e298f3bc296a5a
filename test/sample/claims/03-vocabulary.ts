import assert from 'node:assert/strict';
import type { Claims, Seen } from '../executed.js';

/** The most frequent words, the first on top. */
function topIn({ figure }: Pick<Seen, 'figure'>): string[] {
  const [{ y }] = figure().data as { y: string[] }[];
  return y;
}

/** The curve of coverage: the share of the text that so many words cover. */
function coverageIn({ figure }: Pick<Seen, 'figure'>) {
  const [{ x, y }] = figure().data as { x: number[]; y: number[] }[];
  return x.map((words, i) => ({ words, share: y[i] }));
}

const products = ({ table }: Pick<Seen, 'table'>) =>
  table('rank', 'rank × count').map((row) => ({
    rank: Number(row.rank),
    count: Number(row.count),
    product: Number(row['rank × count']),
  }));

const thresholds = ({ table }: Pick<Seen, 'table'>) =>
  table('threshold', 'of all words', 'of the text').map((row) => ({
    threshold: Number(row.threshold),
    words: Number(row['of all words']),
    text: Number(row['of the text']),
  }));

const smallWords = ['the', 'is', 'in', 'on', 'there', 'with', 'and', 'to', 'of'];

/** What notebook 3 says of its run. */
export const claims: Claims = {
  'small-words-first': (seen) => {
    const top = topIn(seen);
    for (const word of ['the', 'in']) assert.ok(top.indexOf(word) >= 0 && top.indexOf(word) < 4);
  },
  'things-come-after': (seen) => {
    const top = topIn(seen);
    assert.ok(top.slice(0, 4).every((word) => smallWords.includes(word)));
    assert.ok(top.slice(4).filter((word) => !smallWords.includes(word)).length > 15);
  },
  'a-small-head': (seen) => {
    const curve = coverageIn(seen);
    const half = curve.find(({ share }) => share >= 0.5)?.words ?? Number.NaN;
    assert.ok(half < 0.05 * curve[curve.length - 1].words, `${half}`);
  },
  'the-tail-adds-nothing': (seen) => {
    const curve = coverageIn(seen);
    const words = curve[curve.length - 1].words;
    const before = curve.filter((point) => point.words <= words / 2).at(-1)?.share ?? 0;
    assert.ok(1 - before < 0.03, `${1 - before}`);
  },
  'product-within-four': (seen) => {
    const common = products(seen).filter(({ rank }) => rank <= 100);
    const values = common.map(({ product }) => product);
    assert.ok(Math.max(...values) < 4 * Math.min(...values));
    assert.ok(common[common.length - 1].count < 0.05 * common[0].count);
  },
  'product-sinks': (seen) => {
    const rows = products(seen);
    const common = rows.filter(({ rank }) => rank <= 100).map(({ product }) => product);
    const rare = rows.filter(({ rank }) => rank > 100).map(({ product }) => product);
    assert.ok(rare.length > 2 && rare.every((product) => product < Math.min(...common)));
  },
  'words-fall-faster': ({ figure }) => {
    const [text, words] = figure().data as { y: number[] }[];
    for (const [i, share] of words.y.slice(1).entries()) {
      assert.ok(1 - share > 5 * (1 - text.y[i + 1]), `${share}`);
    }
  },
  'ten-keeps-nearly-all': (seen) => {
    const ten = thresholds(seen).find(({ threshold }) => threshold === 10);
    assert.ok(ten && ten.words < 50 && ten.text > 94, JSON.stringify(ten));
  },
  'first-words-in-order': ({ table, printed }) => {
    const words = table('index', 'word').map(({ word }) => String(word));
    const captions = printed.slice(printed.indexOf('startseq')).split(/\s+/);
    assert.deepEqual(words, [...new Set(captions)].slice(0, words.length));
  },
  'dev-is-known-too': ({ table }) => {
    const [train, dev] = table('split', 'unknown share').map((row) => Number(row['unknown share']));
    assert.ok(Math.abs(dev - train) < 1.5, `${train} and ${dev}`);
  },
};
