import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  check,
  fadingMemory,
  padRight,
  type Sequences,
} from '../../lib/caption-preprocessing/index.js';
import { vocabularyOf } from '../../lib/vocabulary/index.js';
import { said } from '../said.js';

const vocabulary = vocabularyOf(['startseq', 'the', 'cat', 'endseq']);
const caption = 'startseq the purple cat endseq';
const ofLengths = (...lengths: number[]): Sequences => ({
  maxLength: 20,
  train: new Map([['cat', lengths.map((length) => new Array(length).fill(1))]]),
  dev: new Map(),
});

test('a blank is not answered yet, whatever the exercise', () => {
  for (const call of [
    () => check.encodedByHand([], caption, vocabulary),
    () => check.tooLong([]),
    () => check.fading(NaN),
    () => check.longerThanFifteen(NaN, ofLengths(3)),
  ]) {
    assert.match(said(call), /^Exercise 5\.\d: not answered yet$/);
  }
});

test('exercise 5.1 knows forgotten markers, zeros for unknown words, and counting from 0', () => {
  const told = (...answer: number[]) =>
    said(() => check.encodedByHand(answer, caption, vocabulary));
  assert.match(told(1, 2, 3, 4), /right/);
  assert.match(told(2, 3), /a beginning and an end/);
  assert.match(told(1, 2, 0, 3, 4), /Zero is padding/);
  assert.match(told(0, 1, 2, 3), /count from 0/);
  assert.match(told(1, 2, 3), /3 numbers, and 4/);
});

test('exercise 5.2: the end is kept', () => {
  assert.match(
    said(() => check.tooLong([8, 9])),
    /right/,
  );
  assert.match(
    said(() => check.tooLong([7, 8])),
    /keep the beginning/,
  );
  assert.match(
    said(() => check.tooLong([0, 7, 8, 9])),
    /two numbers, always/,
  );
});

test('exercise 5.3: after seven zeros less than a hundredth is left', () => {
  const memory = fadingMemory(padRight([1], 8));
  assert.ok(memory[6] > 0.01 && memory[7] < 0.01);
  assert.match(
    said(() => check.fading(7)),
    /right/,
  );
  assert.match(
    said(() => check.fading(6)),
    /still more/,
  );
});

test('exercise 5.4 tells "more than" from "at least"', () => {
  const sequences = ofLengths(14, 15, 16, 16, 18);
  assert.match(
    said(() => check.longerThanFifteen(3, sequences)),
    /right/,
  );
  assert.match(
    said(() => check.longerThanFifteen(4, sequences)),
    /exactly 15/,
  );
  assert.match(
    said(() => check.longerThanFifteen(0.6, sequences)),
    /their share/,
  );
});
