import assert from 'node:assert/strict';
import type { Claims, Seen } from '../executed.js';

const numberAfter = (printed: string, words: RegExp) =>
  Number((words.exec(printed)?.[1] ?? '').replaceAll(',', ''));

const wholeTable = ({ table }: Pick<Seen, 'table'>) =>
  table('part', 'bytes per row', 'all rows, GB').at(-1);

/** What notebook 6 says of its run. */
export const claims: Claims = {
  'fifteen-rows': ({ table }) => {
    assert.equal(table('row', 'picture', 'caption so far').length, 15);
  },
  gigabytes: (seen) => {
    assert.ok(Number(wholeTable(seen)?.['all rows, GB']) > 1);
  },
  'twice-the-rows': ({ table }) => {
    const [three, six] = table('pictures per batch', 'batches per epoch', 'mean rows');
    const near = (value: number, wanted: number) => Math.abs(value / wanted - 1) < 0.02;
    assert.ok(near(Number(six['mean rows']), 2 * Number(three['mean rows'])));
    assert.ok(near(2 * Number(six['batches per epoch']), Number(three['batches per epoch'])));
  },
  'memory-stays-flat': ({ figure, table }) => {
    const [built, drawn] = figure().data as { y: number[] }[];
    const numbers = table('part', 'shape', 'numbers').reduce(
      (sum, row) => sum + Number(row.numbers),
      0,
    );
    const batch = (4 * numbers) / 1e6;
    assert.ok(
      Math.max(...drawn.y) < 3 * batch,
      `${Math.max(...drawn.y)} MB, a batch is ${batch} MB`,
    );
    assert.ok((built.y.at(-1) as number) > 10 * built.y[0], 'the table grows');
  },
  'a-thousand-times-less': ({ printed }) => {
    const drawn = numberAfter(printed, /generator: at most ([\d.]+) MB/);
    const built = numberAfter(printed, /table: ([\d,]+) MB/);
    assert.ok(drawn > 0 && built > 500 * drawn, `${drawn} and ${built}`);
  },
  'no-question-differs': ({ printed }) => {
    const [, pairs, captions, different] =
      /([\d,]+) questions in pairs, ([\d,]+) in captions, (\d+) differ/.exec(printed) ?? [];
    assert.equal(pairs, captions);
    assert.equal(different, '0');
  },
  'a-fraction-of-the-steps': ({ table }) => {
    const [pairs, ...others] = table('way', 'LSTM steps', 'questions');
    for (const row of others) {
      assert.equal(row.questions, pairs.questions);
      assert.ok(Number(row['LSTM steps']) < 0.2 * Number(pairs['LSTM steps']));
    }
  },
};
