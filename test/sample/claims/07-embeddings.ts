import assert from 'node:assert/strict';
import type { Claims, ShownFigure, ShownRow } from '../executed.js';
import { printedNumber } from '../printed-number.js';

const [ALONE, SUM] = ['w alone', 'w + w̃'];

/** `cat 0.93, rabbit 0.93` as words with their cosines. */
const listed = (cell: string | number) =>
  String(cell)
    .split(', ')
    .map((one) => one.split(' '))
    .map(([word, cosine]) => ({ word, cosine: Number(cosine) }));

/** The first word of each row's list, by the row's own word. */
const firsts = (rows: ShownRow[], column: string, key = 'word') =>
  new Map(rows.map((row) => [String(row[key]), listed(row[column])[0].word]));

/** A heat map's value for two words. */
function cosineIn({ data: [{ x, z }] }: ShownFigure, a: string, b: string): number {
  const words = x as string[];
  const [row, column] = [a, b].map((word) => words.indexOf(word));
  assert.ok(row >= 0 && column >= 0, `${a} or ${b} is not in the grid`);
  return (z as number[][])[row][column];
}

const isVerb = (word: string) => word.endsWith('ing');
const COLOURS = ['black', 'white', 'brown', 'red', 'yellow'];

/** What notebook 7 claims of its run. */
export const claims: Claims = {
  'most-pairs-never-meet': ({ printed }) => {
    const met = printedNumber(printed, /([\d,]+) of [\d,]+ pairs/g);
    assert.ok(met < printedNumber(printed, /[\d,]+ of ([\d,]+) pairs/g) / 2);
  },

  'colours-before-actions': ({ figure }) => {
    const labels = figure().data[0].y as string[];
    const action = labels.findIndex(isVerb);
    const before = labels.slice(0, action);
    assert.ok(['the', 'is', 'in'].every((word) => before.includes(word)));
    assert.ok(['black', 'white', 'brown', 'grey'].every((word) => before.includes(word)));
    assert.ok(labels.slice(action).filter(isVerb).length >= 3);
  },

  'dog-and-cat-keep-one-company': ({ printed }) => {
    assert.ok(printedNumber(printed, /(\d+) of these 15 companions/g) >= 12);
  },

  'one-step-comes-nearer': ({ table, printed }) => {
    const rows = table('gradient by equation (4)', 'gradient by nudging');
    assert.equal(rows.length, 6);
    for (const row of rows) {
      const apart = Number(row['gradient by equation (4)']) - Number(row['gradient by nudging']);
      assert.ok(Math.abs(apart) < 1e-3, `${apart}`);
    }
    const [before, after, wanted] = [
      /product and biases: (-?[\d.]+)/g,
      /after the step (-?[\d.]+)/g,
      /wanted: log 4 = ([\d.]+)/g,
    ].map((pattern) => printedNumber(printed, pattern));
    assert.ok(before < after && after < wanted);
  },

  'falls-fast-then-slowly': ({ figure }) => {
    const y = figure().data[0].y as number[];
    const last = y.length - 1;
    assert.ok(y[0] - y[10] > 0.5 * (y[0] - y[last]));
    assert.ok(y[last - 10] - y[last] > 0);
    assert.ok(y[last - 10] - y[last] < (y[0] - y[10]) / 10);
  },

  'alone-finds-substitutes': ({ table }) => {
    const first = firsts(table('word', ALONE, SUM), ALONE);
    assert.ok(['cat', 'rabbit', 'cow', 'horse'].includes(first.get('dog') ?? ''));
    assert.equal(first.get('red'), 'blue');
    assert.equal(first.get('black'), 'white');
    assert.ok(isVerb(first.get('running') ?? ''));
    assert.equal(first.get('boy'), 'shirt');
  },

  'the-sum-finds-companions': ({ table }) => {
    const first = firsts(table('word', ALONE, SUM), SUM);
    assert.equal(first.get('dog'), 'grey');
    assert.equal(first.get('boy'), 'shirt');
  },

  'the-is-nearest-to-snow': ({ table }) => {
    const nearest = firsts(table('little word', ALONE, SUM), SUM, 'little word');
    assert.equal(nearest.get('the'), 'snow');
    const row = table('word', 'keeps most company with').find(({ word }) => word === 'the');
    const companions = listed(
      String(row?.['keeps most company with']).replace(/(\d),(\d)/g, '$1$2'),
    );
    const content = companions.find(({ word }) => !['in', 'on', 'is', 'there'].includes(word));
    assert.equal(content?.word, 'snow');
    assert.ok(content && content.cosine > 1000, 'its count');
  },

  'nothing-is-near-to-little-words': ({ table }) => {
    const best = (key: string) => table(key, ALONE, SUM).map((row) => listed(row[ALONE])[0].cosine);
    const [little, others] = [best('little word'), best('word')];
    assert.ok(little.length === 3 && others.length >= 8);
    assert.ok(Math.max(...little) < Math.min(...others), `${little} ${others}`);
  },

  'words-of-a-kind-make-squares': ({ figure }) => {
    const { data } = figure();
    const z = data[0].z as number[][];
    const [within, across]: number[][] = [[], []];
    z.forEach((row, i) => {
      row.forEach((value, j) => {
        if (i === j) return;
        (Math.floor(i / 5) === Math.floor(j / 5) ? within : across).push(value);
      });
    });
    const mean = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
    assert.equal(z.length, 20);
    assert.ok(mean(within) > mean(across) + 0.3, `${mean(within)} ${mean(across)}`);
  },

  'red-is-far-from-brown': ({ figure }) => {
    const shown = figure();
    const others = COLOURS.flatMap((a) =>
      COLOURS.filter((b) => b > a && `${a}${b}` !== 'brownred').map((b) => cosineIn(shown, a, b)),
    );
    assert.equal(others.length, 9);
    assert.ok(cosineIn(shown, 'red', 'brown') < Math.min(...others) - 0.1);
  },

  'opposites-are-near': ({ figure, table }) => {
    assert.ok(cosineIn(figure(), 'black', 'white') > 0.8);
    const rows = table('word', ALONE, SUM);
    const left = rows.find(({ word }) => word === 'left');
    if (left) assert.equal(listed(left[ALONE])[0].word, 'right');
  },

  'groups-stand-together': ({ figure }) => {
    const words = figure().data.flatMap(({ name, x, y }) =>
      (x as number[]).map((across, at) => ({ name, x: across, y: (y as number[])[at] })),
    );
    const alike = words.filter((word) => {
      const [nearest] = words
        .filter((other) => other !== word)
        .sort(
          (a, b) => Math.hypot(a.x - word.x, a.y - word.y) - Math.hypot(b.x - word.x, b.y - word.y),
        );
      return nearest.name === word.name;
    });
    assert.ok(alike.length / words.length > 0.8, `${alike.length} of ${words.length}`);
  },

  'the-plane-leaves-out-most': ({ printed }) => {
    assert.ok(printedNumber(printed, /plane shows (\d+) %/g) < 50);
  },

  'five-analogies-work-alone': ({ table }) => {
    const rows = table('question', 'wanted', ALONE, SUM);
    const right = (column: string) =>
      rows.slice(0, 5).filter((row) => listed(row[column])[0].word === row.wanted).length;
    assert.equal(right(ALONE), 5);
    assert.ok(right(SUM) < 5 && right(SUM) > 0, `${right(SUM)}`);
    assert.equal(rows[5].wanted, 'children (not in the vocabulary)');
  },

  'far-above-lot-and-the-sum-costs': ({ table }) => {
    const rows = table('relation', 'questions', ALONE, SUM, 'by lot');
    for (const row of rows) assert.ok(Number(row[SUM]) < Number(row[ALONE]));
    const enough = rows.filter(({ questions }) => Number(questions) >= 20);
    assert.equal(enough.length, 3);
    for (const row of enough) {
      assert.ok(Number(row[ALONE]) >= 25 && Number(row[ALONE]) <= 50, `${row[ALONE]}`);
      assert.ok(Number(row[ALONE]) > 20 * Number(row['by lot']));
    }
  },

  'two-questions-measure-nothing': ({ table }) => {
    const [row] = table('relation', 'pairs known', 'questions').slice(-1);
    assert.equal(row.questions, 2);
    assert.match(String(row['pairs known']), /^2 of /);
  },

  'only-the-markers-are-missing': ({ table, printed }) => {
    assert.match(printed, /2 words without a vector: startseq endseq/);
    const [row] = table('words', 'with a vector', 'share of the text');
    assert.equal(row.words, row['with a vector']);
    assert.equal(row['share of the text'], 100);
  },
};
