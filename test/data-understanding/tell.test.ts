import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { codeExercise, judge } from '../../lib/data-understanding/index.js';
import { wayTo } from '../../lib/data-understanding/tell.js';
import { said } from '../said.js';

describe('the way to an answer', () => {
  const name = 'Exercise 3.2';
  const too = { name, answer: 5, hint: 'Too high.' };
  const low = { name, answer: 2, hint: 'Too low.' };

  it('is told from the second try on: how many, and the hints before this one', () => {
    const all = new Map();
    assert.deepEqual(wayTo({ name, answer: NaN }, all), []);
    assert.deepEqual(wayTo(too, all), []);
    assert.deepEqual(wayTo(low, all), ['2 tries. Hints on the way:', '– Too high.']);
    assert.deepEqual(wayTo({ name, answer: 4, praise: 'Four.' }, all), [
      '3 tries. Hints on the way:',
      '– Too high.',
      '– Too low.',
    ]);
  });

  it('counts an answer once, however often its cell is run', () => {
    const all = new Map();
    for (const _ of [1, 2, 3]) assert.deepEqual(wayTo(too, all), []);
    assert.deepEqual(wayTo({ ...too, answer: 6 }, all), ['2 tries.']);
  });

  it('is another for each exercise', () => {
    const all = new Map();
    wayTo(too, all);
    assert.deepEqual(wayTo({ ...low, name: 'Exercise 3.3' }, all), []);
  });
});

describe('where nbgrader runs the notebook', () => {
  const verdict = (answer: number) => () =>
    judge('Exercise 1', answer, {
      correct: (one) => one === 3,
      praise: 'Three.',
      otherwise: 'No.',
    });
  afterEach(() => {
    delete process.env.NBGRADER_EXECUTION;
  });

  it('what is not right, or not there, ends with an error: so it gets no points', () => {
    process.env.NBGRADER_EXECUTION = 'autograde';
    assert.equal(said(verdict(3)), 'Exercise 1: right. Three.');
    assert.throws(verdict(4), { name: 'UserError', message: 'Exercise 1: not yet. No.' });
    assert.throws(verdict(NaN), { message: 'Exercise 1: not answered yet' });
  });

  it('elsewhere it never does', () => {
    assert.equal(said(verdict(4)), 'Exercise 1: not yet. No.');
    assert.equal(said(verdict(NaN)), 'Exercise 1: not answered yet');
  });
});

describe('the check of a function', () => {
  const check = codeExercise({
    exercise: '1.9',
    name: 'double',
    right: (values: number[]): number[] => values.map((value) => 2 * value),
    cases: [[[1, 2]], [[0.1]], [[]]],
    praise: 'Twice.',
    slips: [
      { wrong: (values) => values.map((value) => value + 1), say: 'Added, not multiplied.' },
      { wrong: (values) => values, say: 'Nothing has changed.' },
    ],
  });
  const told = (written: (values: number[]) => unknown) =>
    said(() => check(written as (values: number[]) => number[]));

  it('calls it in small cases, and forgives a rounding error', () => {
    assert.equal(
      told((values) => values.map((value) => value * 2 + 1e-9)),
      'Exercise 1.9: right. Twice.',
    );
    assert.equal(
      told(() => undefined),
      'Exercise 1.9: not written yet',
    );
  });

  it('knows a mistake by the values it gives, in the cases that are wrong', () => {
    assert.equal(
      told((values) => (values.length === 1 ? [0.2] : values)),
      'Exercise 1.9: not yet. Nothing has changed.\ndouble([1, 2]) gives [1, 2].',
    );
  });

  it('shows the first case that differs where it knows no better', () => {
    assert.equal(
      told(() => [7]),
      'Exercise 1.9: not yet. double([1, 2]) gives [7], and should give [2, 4].',
    );
  });

  it('says how a function fails, and is not harmed by one that changes what it is given', () => {
    assert.match(
      told(() => {
        throw new Error('no idea\nat all');
      }),
      /^Exercise 1\.9: not yet\. double\(\[1, 2\]\) fails: it stops with an error: no idea, and should/,
    );
    assert.match(
      told(async () => []),
      /it gives a promise: it must not be async/,
    );
    const spoil = (values: number[]) => values.splice(0).map((value) => 2 * value);
    assert.equal(told(spoil), 'Exercise 1.9: right. Twice.');
  });
});
