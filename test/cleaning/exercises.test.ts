import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, cleanCaption } from '../../lib/cleaning/index.js';
import { said } from '../said.js';

const captions = new Map([['cat', ['A black cat .', 'The cat on 2 mats']]]);

test('a blank is not answered yet, whatever the exercise', () => {
  for (const call of [
    () => check.whatIsLeft(''),
    () => check.droppedShare(NaN, captions),
    () => check.shorterBy(NaN, captions),
    () => check.otherOrder(''),
  ]) {
    assert.match(said(call), /^Exercise 2\.\d: not answered yet$/);
  }
});

test('exercise 2.1 answers each slip with its rule', () => {
  const told = (answer: string) => said(() => check.whatIsLeft(answer));
  assert.match(told(cleanCaption(check.puzzle)), /right/);
  assert.match(told('4yearold girls tshirt says love dogs'), /digit inside a word/);
  assert.match(told('yearold girls tshirt says love dogs'), /the token it stands in/);
  assert.match(told("girl's tshirt says love dogs"), /still punctuation/);
  assert.match(told('girl tshirt says love dogs'), /grows together/);
  assert.match(told('girls tshirt says i love dogs'), /single character/);
  assert.match(told('Girls tshirt says love dogs'), /capital/);
  assert.match(told('something else'), /token by token/);
});

test('exercises 2.2 and 2.3 tell dropped from rewritten, captions from pictures', () => {
  assert.match(
    said(() => check.droppedShare(3 / 9, captions)),
    /right/,
  );
  assert.match(
    said(() => check.droppedShare(4 / 9, captions)),
    /only rewritten/,
  );
  assert.match(
    said(() => check.droppedShare(2 / 9, captions)),
    /one of three reasons/,
  );
  assert.match(
    said(() => check.shorterBy(1.5, captions)),
    /right/,
  );
  assert.match(
    said(() => check.shorterBy(3, captions)),
    /per picture/,
  );
});

test('exercise 2.4 turns two rules round', () => {
  assert.match(
    said(() => check.otherOrder('dog')),
    /right/,
  );
  assert.match(
    said(() => check.otherOrder('blackandwhite dog')),
    /usual order/,
  );
  assert.match(
    said(() => check.otherOrder('a dog')),
    /Single characters/,
  );
  assert.match(
    said(() => check.otherOrder('black and white dog')),
    /no half tokens/,
  );
});
