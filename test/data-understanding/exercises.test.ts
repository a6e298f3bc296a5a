import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  check,
  isBlank,
  judge,
  longestCaption,
  near,
  openDataset,
} from '../../lib/data-understanding/index.js';
import { said } from '../said.js';
import { smallDataset } from './small-dataset.js';

const open = () => openDataset({ name: 'flickr8k', folder: smallDataset() });

test('a blank is not answered yet, whatever the exercise', async () => {
  const dataset = await open();
  for (const call of [
    () => check.trainingCaptions(NaN, dataset),
    () => check.longCaptions(NaN, dataset),
    () => check.shareOfArticles(NaN, dataset),
    () => check.longestCaptionOf('', dataset),
  ]) {
    assert.match(said(call), /^Exercise 1\.\d: not answered yet$/);
  }
  assert.ok(!isBlank(0), 'zero is an answer');
});

test('a hint names the answer it is for, to the letter or as nearly as it says', () => {
  const judgement = {
    correct: (answer: number) => answer === 3,
    praise: '',
    hints: [
      { is: 4, say: 'One too many.' },
      { is: 300, within: 0.01, say: 'In percent.' },
    ],
    otherwise: 'No.',
  };
  const told = (answer: number) => said(() => judge('Exercise', answer, judgement));
  assert.equal(told(4), 'Exercise: not yet. One too many.');
  assert.equal(told(4.001), 'Exercise: not yet. No.');
  assert.equal(told(302.9), 'Exercise: not yet. In percent.');
  assert.equal(told(303.1), 'Exercise: not yet. No.');
});

test('the first hint that fits is given, else the general one', () => {
  const judgement = {
    correct: (answer: number) => answer === 3,
    praise: 'Three it is.',
    hints: [
      { when: (answer: number) => answer < 0, say: 'Negative?' },
      { when: (answer: number) => answer < 3, say: 'Too few.' },
    ],
    otherwise: 'Too many.',
  };
  const told = (answer: number) => said(() => judge('Exercise', answer, judgement));
  assert.equal(told(3), 'Exercise: right. Three it is.');
  assert.equal(told(-1), 'Exercise: not yet. Negative?');
  assert.equal(told(2), 'Exercise: not yet. Too few.');
  assert.equal(told(9), 'Exercise: not yet. Too many.');
  assert.ok(near(0.1234, 0.1236, 0.0005) && !near(0.12, 0.13));
  assert.ok(near(2001, 2000, 0.0006) && !near(2002, 2000, 0.0006), 'relative to what is above 1');
});

test('exercise 1.1 tells pictures, all captions and training captions apart', async () => {
  const dataset = await open();
  assert.match(
    said(() => check.trainingCaptions(3, dataset)),
    /right/,
  );
  assert.match(
    said(() => check.trainingCaptions(2, dataset)),
    /So many pictures/,
  );
  assert.match(
    said(() => check.trainingCaptions(5, dataset)),
    /all captions there are/,
  );
});

test('exercise 1.2 tells "more than" from "at least" and a share from a number', async () => {
  const long = (tokens: number) => Array(tokens).fill('cat').join(' ');
  const folder = smallDataset({
    'Flickr8k.token.txt': `cat1.jpg#0\t${long(15)}\ncat2.jpg#0\t${long(16)}\ncat3.jpg#0\tcat\ncat4.jpg#0\tcat\n`,
  });
  const dataset = await openDataset({ name: 'flickr8k', folder });
  assert.match(
    said(() => check.longCaptions(0.25, dataset)),
    /right. 25\.0 %/,
  );
  assert.match(
    said(() => check.longCaptions(0.5, dataset)),
    /exactly fifteen/,
  );
  assert.match(
    said(() => check.longCaptions(0.75, dataset)),
    /the others/,
  );
  assert.match(
    said(() => check.longCaptions(1.5, dataset)),
    /a share/,
  );
});

test('exercise 1.3 wants both spellings of "a"', async () => {
  const dataset = await open();
  const tokens = 7 + 6 + 7 + 8 + 5;
  assert.match(
    said(() => check.shareOfArticles(2 / tokens, dataset)),
    /right/,
  );
  assert.match(
    said(() => check.shareOfArticles(1 / tokens, dataset)),
    /two tokens/,
  );
});

test('exercise 1.4 takes the id, with or without the ending of its file', async () => {
  const dataset = await open();
  assert.match(
    said(() => check.longestCaptionOf('cat3', dataset)),
    /right. 8 tokens/,
  );
  assert.match(
    said(() => check.longestCaptionOf('cat3.jpg', dataset)),
    /right/,
  );
  assert.match(
    said(() => check.longestCaptionOf('cat1', dataset)),
    /There is a longer one/,
  );
  assert.match(
    said(() => check.longestCaptionOf('dog', dataset)),
    /No picture has the id/,
  );
  assert.match(
    said(() => check.longestCaptionOf(longestCaption(dataset.captions).caption, dataset)),
    /That is the caption/,
  );
  assert.match(
    said(() => check.longestCaptionOf(' cat3 ', dataset)),
    /right/,
  );
});
