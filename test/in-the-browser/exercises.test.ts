import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check } from '../../lib/in-the-browser/index.js';
import { said } from '../said.js';

test('a blank is not answered yet, whatever the exercise', () => {
  for (const call of [
    () => check.sizeOfInception(NaN),
    () => check.levelError(NaN),
    () => check.picturesLeave(''),
    () => check.bitsForLevels(NaN),
  ]) {
    assert.match(said(call), /^Exercise 13\.\d: not answered yet$/);
  }
});

test('exercise 13.1: two bytes a weight', () => {
  const says = (answer: number) => said(() => check.sizeOfInception(answer));
  assert.match(says(43.6), /right\. Two bytes/);
  assert.match(says(348.8), /megabits/);
  assert.match(says(87.2), /32 bits/);
  assert.match(says(21.8), /How many bytes/);
  assert.match(says(1), /not yet/);
});

test('exercise 13.2: half of the distance between two levels', () => {
  const says = (answer: number) => said(() => check.levelError(answer));
  assert.match(says(1 / 255), /right/);
  assert.match(says(2 / 255), /goes to the nearer/);
  assert.match(says(0.5), /Divide/);
});

test('exercise 13.3: the policy forbids it, and what it does not forbid is said', () => {
  assert.match(
    said(() => check.picturesLeave('No')),
    /default-src 'none'.*refuses to fetch.*lead you to another page/,
  );
  assert.match(
    said(() => check.picturesLeave('yes')),
    /Content-Security-Policy/,
  );
});

test('exercise 13.4: the fewest bits whose half gap is small enough', () => {
  const furthest = (bits: number) => 1 / (2 ** bits - 1);
  assert.ok(furthest(10) <= 0.001 && furthest(9) > 0.001);
  const says = (answer: number) => said(() => check.bitsForLevels(answer));
  assert.match(says(10), /1,023 gaps/);
  assert.match(says(9), /half of that/);
  assert.match(says(11), /nearer level/);
  assert.match(says(1000), /How many bits/);
  assert.match(says(3), /power of 2/);
});
