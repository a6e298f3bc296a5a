import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check } from '../../lib/in-the-browser/index.js';
import { said } from '../said.js';

test('a blank is not answered yet, whatever the exercise', () => {
  for (const call of [
    () => check.sizeOfInception(NaN),
    () => check.levelError(NaN),
    () => check.picturesLeave(''),
  ]) {
    assert.match(said(call), /^Exercise 11\.\d: not answered yet$/);
  }
});

test('exercise 11.1: two bytes a weight', () => {
  const says = (answer: number) => said(() => check.sizeOfInception(answer));
  assert.match(says(43.6), /right\. Two bytes/);
  assert.match(says(348.8), /megabits/);
  assert.match(says(87.2), /32 bits/);
  assert.match(says(21.8), /How many bytes/);
  assert.match(says(1), /not yet/);
});

test('exercise 11.2: half of the distance between two levels', () => {
  const says = (answer: number) => said(() => check.levelError(answer));
  assert.match(says(1 / 255), /right/);
  assert.match(says(2 / 255), /goes to the nearer/);
  assert.match(says(0.5), /Divide/);
});

test('exercise 11.3: the policy forbids it, and what it does not forbid is said', () => {
  assert.match(
    said(() => check.picturesLeave('No')),
    /default-src 'none'.*refuses to fetch.*lead you to another page/,
  );
  assert.match(
    said(() => check.picturesLeave('yes')),
    /Content-Security-Policy/,
  );
});
