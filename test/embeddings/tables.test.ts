import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  analogyScores,
  analogyTable,
  coverageOf,
  makeEmbeddingMatrix,
  neighbourTable,
  scoreAnalogies,
} from '../../lib/embeddings/index.js';
import { vocabularyOf } from '../../lib/vocabulary/index.js';

const vocabulary = vocabularyOf([
  'startseq',
  'endseq',
  'man',
  'woman',
  'boy',
  'girl',
  'road',
  'ink',
]);
const vectors = new Map([
  ['man', [1, 0, 1]],
  ['woman', [1, 0, -1]],
  ['boy', [0.1, 1, 1]],
  ['girl', [0.1, 1, -1]],
  ['road', [-1, -1, 0.1]],
]);
const matrix = makeEmbeddingMatrix(vectors, vocabulary, { width: 3, source: 'by hand' });

test('words and answers that the vocabulary lacks are named, not left out', () => {
  assert.deepEqual(neighbourTable(['man', 'lad'], { ours: matrix }, vocabulary, 1), [
    { word: 'man', ours: 'boy 0.55' },
    { word: 'lad', ours: 'not in the vocabulary: lad' },
  ]);
  const rows = analogyTable(
    [
      ['man', 'woman', 'boy', 'girl'],
      ['man', 'men', 'boy', 'boys'],
    ],
    { ours: matrix },
    vocabulary,
  );
  assert.match(rows[0].ours, /^girl [01]\.\d\d, /);
  assert.equal(rows[1].ours, 'not in the vocabulary: men');
  assert.equal(rows[1].wanted, 'boys (not in the vocabulary)');
});

test('pairs of a relation are asked in every order, and counted beside a word drawn by lot', () => {
  const pairs: [string, string][] = [
    ['man', 'woman'],
    ['boy', 'girl'],
    ['men', 'women'],
  ];
  assert.deepEqual(scoreAnalogies(pairs, matrix, vocabulary), { questions: 2, right: 2 });
  const mixed: [string, string][] = [
    ['man', 'woman'],
    ['boy', 'road'],
  ];
  assert.deepEqual(scoreAnalogies(mixed, matrix, vocabulary), { questions: 2, right: 1 });
  assert.deepEqual(analogyScores({ sexes: pairs }, { ours: matrix }, vocabulary), [
    { relation: 'sexes', 'pairs known': '2 of 3', questions: 2, ours: '100 %', 'by lot': '20.0 %' },
  ]);
  const [none] = analogyScores({ numbers: [['one', 'ones']] }, { ours: matrix }, vocabulary);
  assert.equal(none.ours, 'none');
});

test('coverage counts words and what is said in them, markers aside', () => {
  const captions = new Map([['a', ['startseq man man woman ink lad endseq']]]);
  assert.deepEqual(coverageOf(matrix, vocabulary, captions), {
    ...{ words: 3, withVector: 2 },
    ofText: 3 / 4,
  });
});
