import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, type EpochResult } from '../../lib/model/index.js';
import { said } from '../said.js';

const results = [
  [3, 3.5],
  [2, 3.1],
  [1, 4.2],
].map(([loss, devLoss], i) => ({ epoch: i + 1, loss, devLoss })) as EpochResult[];

test('a blank is not answered yet, whatever the exercise', () => {
  for (const call of [
    () => check.lstmParameters(NaN, 200),
    () => check.lossOfHalfSure(NaN),
    () => check.stepsAsPairs(NaN),
    () => check.epochByTrainingLoss(NaN, results),
    () => check.newMemory(NaN),
  ]) {
    assert.match(said(call), /^Exercise 8\.\d: not answered yet$/);
  }
});

test('exercise 8.4: the training loss chooses the last epoch, and the answer says what that costs', () => {
  assert.match(
    said(() => check.epochByTrainingLoss(3, results)),
    /right\. Its dev loss is 4\.20; after epoch 2 it was 3\.10/,
  );
  assert.match(
    said(() => check.epochByTrainingLoss(2, results)),
    /not yet\. That is the best by the dev loss/,
  );
  assert.match(
    said(() => check.epochByTrainingLoss(1, results)),
    /not yet\. Find the smallest/,
  );
  assert.match(
    said(() => check.epochByTrainingLoss(0, results)),
    /counted from 1 to 3/,
  );
});

test('exercise 8.5: what is kept and what comes in, and a hint for each half of it', () => {
  assert.match(
    said(() => check.newMemory(0.52)),
    /right/,
  );
  for (const [answer, hint] of [
    [0.92, /negative/],
    [0.72, /comes in/],
    [0.04, /other way round/],
    [0.4, /wide open/],
    [1, /Equation \(5\)/],
  ] as const) {
    assert.match(
      said(() => check.newMemory(answer)),
      hint,
    );
  }
});
