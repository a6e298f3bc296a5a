import assert from 'node:assert/strict';
import type { Claims, Seen } from '../executed.js';

const indicesIn = ({ table }: Pick<Seen, 'table'>) =>
  table('word', 'index').map(({ index }) => Number(index));

/** A row of the table of widths, by its width; the widest where none is given. */
function widthIn({ table }: Pick<Seen, 'table'>, width?: number) {
  const rows = table('places in a row', 'captions cut', 'of all captions');
  const row = width ? rows.find((one) => one['places in a row'] === width) : rows.at(-1);
  assert.ok(row, `no row of width ${width}`);
  return row;
}

/** What notebook 5 says of its run. */
export const claims: Claims = {
  'indices-are-not-places': (seen) => {
    const indices = indicesIn(seen);
    const steps = indices.slice(1).map((index, i) => index - indices[i]);
    assert.ok(steps.filter((step) => step < 0).length >= 2, indices.join(' '));
    assert.ok(steps.filter((step) => step > 1).length >= 2, indices.join(' '));
  },
  'same-word-same-index': ({ table }) => {
    const rows = table('word', 'index').filter(({ word }) => word === 'the');
    assert.equal(rows.length, 2);
    assert.equal(rows[0].index, rows[1].index);
  },
  'the-caption-comes-back': ({ table, printed }) => {
    const words = table('word', 'index').map(({ word }) => word);
    assert.equal(printed.trim().split('\n').at(-1), words.join(' '));
  },
  'unknown-words-leave-no-trace': ({ printed }) => {
    assert.match(
      printed,
      /unknown: juggles, zeppelins\nread: {4}startseq the dog on the grass endseq/,
    );
  },
  'a-few-set-the-width': ({ figure }) => {
    const { data, layout } = figure();
    const [{ x, y }] = data as { x: number[]; y: number[] }[];
    const [{ x0: longest }] = layout.shapes as { x0: number }[];
    const share = (wanted: (words: number) => boolean) =>
      x.reduce((sum, words, i) => sum + (wanted(words) ? y[i] : 0), 0) /
      y.reduce((sum, count) => sum + count, 0);
    assert.ok(share((words) => words > 0.8 * longest) < 0.01);
    assert.ok(share((words) => words < 0.6 * longest) > 0.8);
  },
  'the-longest-gets-shorter': ({ table }) => {
    const [cleaned, read] = table('version', 'words', 'caption');
    assert.ok(Number(read.words) < Number(cleaned.words));
  },
  'places-never-filled': ({ printed }) => {
    const [, caption, sequence] =
      /longest caption: (\d+) words; longest sequence: (\d+) indices/.exec(printed) ?? [];
    const places = Number(caption) - Number(sequence);
    assert.ok(places >= 1 && places <= 4, `${places}`);
  },
  'half-of-it-is-padding': (seen) => {
    const widest = widthIn(seen);
    assert.equal(widest['captions cut'], 0);
    assert.ok(Number(widest['padding, of all places']) > 50);
  },
  'fifteen-cuts-a-few': (seen) => {
    const share = Number(widthIn(seen, 15)['of all captions']);
    assert.ok(share > 100 / 18 && share < 100 / 12, `${share}`);
  },
  'ten-cuts-half': (seen) => {
    const share = Number(widthIn(seen, 10)['of all captions']);
    assert.ok(share > 43 && share < 57, `${share}`);
  },
  'a-faint-echo': ({ figure }) => {
    const [inFront, behind] = figure().data as { y: number[] }[];
    assert.equal(Math.max(...inFront.y), inFront.y.at(-1));
    assert.ok((behind.y.at(-1) as number) < 0.01);
  },
  'all-end-at-the-right': ({ figure }) => {
    const [{ z }] = figure().data as { z: number[][] }[];
    assert.equal(z.length, 40);
    for (const row of z) assert.equal(row.at(-1), Math.max(...row), 'the end marker is last');
    const empty = z.flatMap((row) => row.slice(0, row.length / 2)).filter((kind) => kind === 0);
    assert.ok(empty.length > 0.8 * 40 * Math.floor(z[0].length / 2), 'the left half is empty');
  },
};
