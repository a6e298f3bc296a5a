import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  alphabeticalVocabulary,
  CATS,
  captionBatches,
  check,
  pairTable,
} from '../../lib/generator/index.js';
import { said } from '../said.js';

const sequences = new Map(
  ['a', 'b', 'c', 'd'].map(
    (id) =>
      [
        id,
        [
          [1, 2, 3],
          [1, 3],
          [1, 2, 2, 3],
        ],
      ] as [string, number[][]],
  ),
);

test('a blank is not answered yet, whatever the exercise', () => {
  for (const call of [
    () => check.rowsOfThirdCat(NaN),
    () => check.batchesAnEpoch(NaN, sequences),
    () => check.smallRow(NaN, 34),
    () => check.targetsOf([]),
  ]) {
    assert.match(said(call), /^Exercise 6\.\d: not answered yet$/);
  }
});

test('exercise 6.1: the third cat makes as many rows as the table says', () => {
  const vocabulary = alphabeticalVocabulary(CATS.train);
  assert.equal(pairTable([CATS.test], vocabulary, 9).length, 8);
  assert.match(
    said(() => check.rowsOfThirdCat(8)),
    /right/,
  );
  assert.match(
    said(() => check.rowsOfThirdCat(7)),
    /that it is over/,
  );
  assert.match(
    said(() => check.rowsOfThirdCat(9)),
    /nothing comes before/,
  );
});

test('exercise 6.2 tells pictures from captions and rows, and counts the last batch', () => {
  assert.match(
    said(() => check.batchesAnEpoch(2, sequences)),
    /right/,
  );
  assert.match(
    said(() => check.batchesAnEpoch(1, sequences)),
    /left over/,
  );
  assert.match(
    said(() => check.batchesAnEpoch(4, sequences)),
    /not three captions/,
  );
  assert.match(
    said(() => check.batchesAnEpoch(8, sequences)),
    /not three rows/,
  );
});

test('exercise 6.3 counts picture, places and answer', () => {
  assert.match(
    said(() => check.smallRow(74, 34)),
    /right. 74 bytes/,
  );
  assert.match(
    said(() => check.smallRow(70, 34)),
    /which picture/,
  );
  assert.match(
    said(() => check.smallRow(72, 34)),
    /the next word/,
  );
});

test('exercise 6.4: the targets are what the batches hold', () => {
  const longer = [9, 10, 1, 2, 8, 4, 3];
  const [batch] = captionBatches(new Map([['cat', [[9, 10, 1, 2, 3], longer]]]), { batchSize: 2 });
  const targets = [...batch.targets.subarray(0, batch.steps)];
  assert.deepEqual(targets, [10, 1, 2, 3, 0, 0]);
  assert.match(
    said(() => check.targetsOf(targets)),
    /right/,
  );
  assert.match(
    said(() => check.targetsOf([9, 10, 1, 2, 3, 0])),
    /startseq/,
  );
  assert.match(
    said(() => check.targetsOf([10, 1, 2, 3])),
    /six steps/,
  );
  assert.match(
    said(() => check.targetsOf([0, 0, 10, 1, 2, 3])),
    /stand behind/,
  );
  assert.match(
    said(() => check.targetsOf([10, 1, 2, 0, 0, 0])),
    /ends the caption/,
  );
});
