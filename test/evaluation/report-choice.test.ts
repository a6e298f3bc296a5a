import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { InspectedPicture } from '../../lib/evaluation/inspector/types.js';
import { outlined } from '../../lib/evaluation/report-page/many-pictures.js';
import { type Choice, choosePictures } from '../../lib/evaluation/report-page/page/choose.js';
import { inspectedCats } from './inspected-cats.js';

let pictures: InspectedPicture[];
before(async () => {
  ({ pictures } = await inspectedCats());
});

const all: Choice = {
  ...{ search: '', where: 'both', metric: 'CIDEr', order: 'data' },
  classes: new Set(),
};
const chosen = (choice: Partial<Choice>) =>
  choosePictures(pictures, { ...all, ...choice })
    .map((place) => pictures[place].imageId)
    .join(' ');

test('pictures are found by the beginnings of words, all of them, where one looks', () => {
  assert.equal(chosen({}), 'a b c');
  assert.equal(chosen({ search: 'dog' }), 'b');
  assert.equal(chosen({ search: ' DOG  ru ' }), 'b');
  assert.equal(chosen({ search: 'og' }), '');
  assert.equal(chosen({ search: 'white', where: 'people' }), '');
  assert.equal(chosen({ search: 'white', where: 'model' }), 'b');
  assert.equal(chosen({ search: 'two', where: 'model' }), '');
  assert.equal(chosen({ search: 'red bird' }), 'c');
});

test('pictures in any of the classes are shown', () => {
  assert.equal(chosen({ classes: new Set(['good']) }), 'a');
  assert.equal(chosen({ classes: new Set(['good', 'count wrong']) }), 'a b');
  assert.equal(chosen({ classes: new Set(['good']), search: 'dog' }), '');
});

test('orders: by score, by confidence, by length, by what the beam changed', () => {
  assert.equal(chosen({ order: 'best' }), 'a b c');
  assert.equal(chosen({ order: 'worst', metric: 'BLEU-1' }), 'c b a');
  assert.equal(chosen({ order: 'sure' }), 'a b c');
  assert.equal(chosen({ order: 'unsure' }), 'c b a');
  assert.equal(chosen({ order: 'sure-wrong' }), 'b c a');
  assert.equal(chosen({ order: 'longest' }), 'a b c');
  assert.equal(chosen({ order: 'shortest' }), 'c a b');
  assert.equal(chosen({ order: 'beam-gains', metric: 'BLEU-1' }), 'b c a');
  assert.equal(chosen({ order: 'beam-loses', metric: 'BLEU-1' }), 'a c b');
});

test('orders by words: how sure the model is of those searched for, or captions side by side', () => {
  assert.equal(chosen({ search: 'is' }), 'a b');
  assert.equal(chosen({ order: 'word', search: 'is' }), 'b a', 'of a only people say it');
  assert.equal(chosen({ order: 'word', search: 'dog' }), 'b');
  assert.equal(chosen({ order: 'alphabet' }), 'c a b', 'signs before letters');
});

test('pictures are limited to a slice, and to those of which something is named that is not there', () => {
  const slice = (...places: number[]) => ({ label: 'some', places: new Set(places) });
  assert.equal(chosen({ slice: slice(0, 2) }), 'a c');
  assert.equal(chosen({ slice: slice(0, 2), search: 'bird' }), 'c');
  assert.equal(chosen({ slice: slice() }), '');
  const known = pictures.map((one, at) => ({ ...one, absent: [['dog'], ['dog', 'cat'], []][at] }));
  const lacking = (absent: string) => choosePictures(known, { ...all, absent });
  assert.deepEqual([lacking('dog'), lacking('cat'), lacking('cow')], [[0, 1], [1], []]);
});

test('what was taken for something else is found by both', () => {
  const judge = (said?: string) => ({ truth: 'dog', said });
  const judged = (said?: string) =>
    ({ subject: judge(said), colour: judge(), action: judge(), place: judge() }) as const;
  const scenes = [
    { ...pictures[0], judged: judged('cat') },
    { ...pictures[1], judged: judged() },
  ];
  const mistaken = (said?: string) =>
    choosePictures(scenes, { ...all, mistaken: { attribute: 'subject', truth: 'dog', said } });
  assert.deepEqual([mistaken('cat'), mistaken(), mistaken('cow')], [[0], [1], []]);
});

test('of many pictures, whose captions lie beside the page, the same are chosen in the same order', () => {
  const { many, texts } = outlined(pictures);
  const searches = ['', 'cat', 'bro', 'CAT grass', 'c', 'dogs running', 'at'];
  for (const order of [
    'worst',
    'best',
    'sure',
    'longest',
    'alphabet',
    'beam-gains',
    'data',
  ] as const) {
    for (const search of searches) {
      for (const where of ['both', 'model', 'people'] as const) {
        const choice = { ...all, search, order, where };
        const found = choosePictures(pictures, choice, { ...many, texts });
        assert.deepEqual(found, choosePictures(pictures, choice), `${order} ${search} ${where}`);
      }
    }
  }
});
