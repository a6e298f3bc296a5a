import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, thresholdTable } from '../../lib/vocabulary/index.js';
import { said } from '../said.js';

/** 100 captions: one word 60 times, one 30, ten words 7 times each, and some said once. */
const counts = new Map<string, number>([
  ['startseq', 100],
  ['the', 60],
  ['dog', 30],
  ...Array.from({ length: 10 }, (_, i) => [`word${i}`, 7] as [string, number]),
  ...Array.from({ length: 8 }, (_, i) => [`once${i}`, 1] as [string, number]),
  ['endseq', 100],
]);

test('a blank is not answered yet, whatever the exercise', () => {
  for (const call of [
    () => check.headSize(NaN, counts),
    () => check.coverageThreshold(NaN, counts),
    () => check.softmaxCost(NaN, counts),
    () => check.saidOnce(NaN, counts),
  ]) {
    assert.match(said(call), /^Exercise 3\.\d: not answered yet$/);
  }
});

test('exercise 3.1 tells half of the text from half of the dictionary', () => {
  assert.match(
    said(() => check.headSize(2, counts)),
    /right. 2 words of 20/,
  );
  assert.match(
    said(() => check.headSize(10, counts)),
    /half of the dictionary/,
  );
  assert.match(
    said(() => check.headSize(0.5, counts)),
    /a share/,
  );
  assert.match(
    said(() => check.headSize(1, counts)),
    /the two markers/,
  );
  assert.match(
    said(() => check.headSize(3, counts)),
    /more than half/,
  );
});

test('exercise 3.2 answers whoever counted the markers', () => {
  const flickrLike = new Map([...counts, ['six', 6] as [string, number]]);
  const told = (answer: number) => said(() => check.coverageThreshold(answer, flickrLike));
  assert.ok(thresholdTable(flickrLike, [1])[0].coverage === 1);
  assert.match(told(1), /right. It keeps 100\.0 % of the text; 2 would keep 95\.4 %/);
  assert.match(told(6), /With the two markers counted, yes.*6 keeps 95\.4 %/);
  assert.match(told(7), /too little/);
  assert.match(told(2.5), /whole number/);
});

test('exercise 3.3 wants weights and biases of the words that come back', () => {
  const told = (answer: number) => said(() => check.softmaxCost(answer, counts));
  assert.match(told(10 * 257), /right/);
  assert.match(told(10 * 256), /one more number/);
  assert.match(told(10), /its own column/);
});

test('exercise 3.4 tells a share of the words from a share of the text', () => {
  const told = (answer: number) => said(() => check.saidOnce(answer, counts));
  assert.match(told(8 / 22), /right. 36\.4 % of the words, and 4\.8 % of the text/);
  assert.match(told(8 / 168), /share of the text/);
  assert.match(told(1 - 8 / 22), /keeps/);
  const grammar = new Map([
    ['startseq', 9],
    ['dog', 9],
    ['endseq', 9],
  ]);
  assert.match(
    said(() => check.saidOnce(0, grammar)),
    /right. None at all/,
  );
});
