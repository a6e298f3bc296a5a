import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  chanceRow,
  check,
  easeOf,
  foundFirst,
  lessEase,
  lessQuery,
  medianRank,
  queryOf,
  rankAmong,
  ranksOf,
  recallAt,
  recallRow,
  recallTable,
  scoresByWords,
  textIndex,
} from '../../lib/searching-pictures/index.js';
import { vocabulary } from '../inference/talkative-model.js';
import { said } from '../said.js';

const pictures = [
  { imageId: 'a', texts: ['two dogs run on the beach'] },
  { imageId: 'b', texts: ['a man is running on the beach', 'a man in a red shirt runs'] },
  { imageId: 'c', texts: ['a man is sitting in a boat'] },
];
const ids = pictures.map(({ imageId }) => imageId);

describe('searching words', () => {
  const index = textIndex(pictures);
  const found = (query: string) => index.search(query).map(({ imageId }) => imageId);

  it('finds words of one stem, whatever their letters', () => {
    assert.deepEqual(found('Dog').sort(), ['a']);
    assert.deepEqual(found('runs').sort(), ['a', 'b']);
  });

  it('puts first what has the rarer words', () => {
    assert.equal(found('a man in a boat')[0], 'c');
    assert.equal(found('a man running in a red shirt')[0], 'b');
    assert.deepEqual(found('giraffe'), []);
  });
});

describe('ranks', () => {
  it('count what is better, and of equals stand in their middle', () => {
    assert.equal(rankAmong([3, 1, 2], 0), 1);
    assert.equal(rankAmong([3, 1, 2], 1), 3);
    assert.equal(rankAmong([0, 0, 0, 5], 0), 3);
  });

  it('make recall and the median', () => {
    const ranks = ranksOf(new Float32Array([3, 1, 2, 0, 9, 5]), [0, 0]);
    assert.deepEqual(ranks, [1, 3]);
    assert.equal(recallAt(ranks, 1), 0.5);
    assert.equal(medianRank(ranks), 2);
    const row = recallRow('any', [1, 1, 6, 20], ['a', 'a', 'b', 'c']);
    assert.deepEqual([row['recall@1'], row['recall@5'], row['recall@10']], [0.5, 0.5, 0.75]);
    const [low, high] = row['recall@10, 95 %'].split(' to ').map(Number);
    assert.ok(low < 0.75 && high === 1);
  });

  it('by lot are as good as the pictures are few', () => {
    const row = chanceRow(8);
    assert.deepEqual([row['recall@1'], row['recall@10'], row['median rank']], [1 / 8, 1, 4.5]);
  });

  it('of a table are counted for each query against its own picture', () => {
    const queries = [
      { imageId: 'c', text: 'boat', sequence: [] },
      { imageId: 'a', text: 'man', sequence: [] },
    ];
    const scores = scoresByWords({ ids, queries }, pictures);
    const [lot, row] = recallTable({ ids, queries }, [{ search: 'words', scores }]);
    assert.equal(lot['recall@1'], 1 / 3);
    assert.equal(row['recall@1'], 0.5);
    assert.equal(row['median rank'], 2); // 1, and 3 for the one picture without a man
  });
});

describe('likelihoods', () => {
  const logs = new Float32Array([-1, -9, -3, -3, -8, -6]); // 2 queries, 3 pictures

  it('less what a picture gives to any caption no longer favour the easy one', () => {
    const ease = easeOf(new Float32Array([-2, -8, -4, -2, -10, -4]), 3);
    assert.deepEqual([...ease], [-2, -9, -4]);
    assert.deepEqual([...lessEase(logs, ease)], [1, 0, 1, -1, 1, -2]);
    assert.deepEqual(foundFirst(logs, ids)[0], { imageId: 'a', queries: 2 });
    assert.equal(foundFirst(lessEase(logs, ease), ids)[0].queries, 1);
  });

  it('less the mean of a query leave the order of the pictures as it is', () => {
    const less = lessQuery(logs, 3);
    for (const right of [0, 1, 2]) {
      assert.deepEqual(ranksOf(less, [right, right]), ranksOf(logs, [right, right]));
    }
  });
});

describe('a query', () => {
  it('is cleaned as the captions are, and refused where the model knows none of its words', () => {
    const { text, sequence } = queryOf('The black CAT!', { text: 'tutorial' }, vocabulary);
    assert.equal(text, 'the black cat');
    assert.deepEqual(sequence, [1, 2, 3, 8]);
    assert.throws(
      () => queryOf('giraffe', { text: 'tutorial' }, vocabulary),
      /no word of "giraffe"/,
    );
  });
});

describe('the exercises of notebook 14', () => {
  it('know right answers and misconceptions', () => {
    const recall = (answer: number) => said(() => check.recallOfTen(answer));
    assert.match(recall(Number.NaN), /not answered yet/);
    assert.match(recall(0.6), /right/);
    assert.match(recall(6), /Of how many/);
    assert.match(recall(60), /percent/);
    assert.match(recall(0.5), /fifth picture/);
    assert.match(recall(0.1), /share of the queries/);
    assert.match(recall(0.9), /Count the ranks/);
    const order = (answer: string) => said(() => check.orderChanges(answer));
    assert.match(order('No'), /right\. For one query/);
    assert.match(order('yes'), /What does it depend on/);
    const rows = [chanceRow(200), recallRow('any', [1, 20], ['a', 'b'])];
    const times = (answer: number) => said(() => check.timesLot(answer, rows));
    assert.match(times(10), /right/);
    assert.match(times(0.5), /That is its recall/);
    assert.match(times(0.45), /difference/);
    assert.match(times(0.1), /other way round/);
    assert.match(times(3), /Divide/);
  });
});
