import assert from 'node:assert/strict';
import { test } from 'node:test';
import { captionOf, check } from '../../lib/inference/index.js';
import { said } from '../said.js';

test('a blank is not answered yet, whatever the exercise', () => {
  for (const call of [
    () => check.timesAsked(NaN),
    () => check.logOfThree(NaN),
    () => check.longerIsWorse(''),
    () => check.leastSure('', captionOf([{ word: 'cat', probability: 1 }])),
    () => check.captionsCompared(NaN),
    () => check.sharpened(NaN),
    () => check.mostProbableOfTwo(NaN),
  ]) {
    assert.match(said(call), /^Exercise 9\.\d: not answered yet$/);
  }
});

test('exercise 9.5: a beam compares every word after each of its captions', () => {
  assert.match(
    said(() => check.captionsCompared(4953)),
    /asked only three times/,
  );
  assert.match(
    said(() => check.captionsCompared(3)),
    /how many are kept/i,
  );
  assert.match(
    said(() => check.captionsCompared(1651)),
    /There are three/,
  );
  assert.match(
    said(() => check.captionsCompared(4956)),
    /Padding is no word/,
  );
  assert.match(
    said(() => check.captionsCompared(1651 ** 3)),
    /one word ahead/,
  );
  assert.match(
    said(() => check.captionsCompared(7)),
    /go on with any word/,
  );
});

test('exercise 9.6: half the temperature squares what words weigh against each other', () => {
  assert.match(
    said(() => check.sharpened(0.941)),
    /sixteen times/,
  );
  assert.match(
    said(() => check.sharpened(0.64)),
    /add up to 1/,
  );
  assert.match(
    said(() => check.sharpened(0.667)),
    /roots/,
  );
  assert.match(
    said(() => check.sharpened(0.4)),
    /exponent/,
  );
  assert.match(
    said(() => check.sharpened(0.5)),
    /divide by their sum/,
  );
});

test('exercise 9.7: the way that begins with the less probable word is the more probable one', () => {
  const says = (answer: number) => said(() => check.mostProbableOfTwo(answer));
  assert.match(says(0.4 * 0.9), /missed the caption/);
  assert.match(says(0.6 * 0.5), /what greedy search finds/);
  assert.match(says(0.4 + 0.9), /multiplied, not added/);
  assert.match(says(0.9), /second word alone/);
  assert.match(says(0.5), /along each of the two ways/);
});
