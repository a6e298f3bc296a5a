import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  photographSlices,
  type SlicedPicture,
  type SliceKind,
  sceneSlices,
  scoreCaptions,
  slicesOf,
} from '../../lib/evaluation/index.js';
import type { SceneAttributes } from '../../lib/scenes/index.js';

/** Ten pictures: what is said of the first five is right, of the others wrong. */
const references = new Map(
  Array.from({ length: 10 }, (_, at) => [`p${at}`, [`a dog runs over hill ${at}`]]),
);
const candidates = new Map(
  Array.from(references, ([id, [text]], at) => [id, at < 5 ? text : 'a cat sits on some grass']),
);
const scored = scoreCaptions(candidates, references).pictures;
const pictures: SlicedPicture[] = Array.from(references.values(), (all) => ({ references: all }));

const halves: SliceKind = {
  kind: 'half',
  namesOf: (all) => all.map((_, at) => [at < 5 ? 'first' : 'second', ...(at === 0 ? ['one'] : [])]),
};

describe('slices', () => {
  test('have the scores of their own captions, each between the ends of its interval', () => {
    const [first, second, ...none] = slicesOf(scored, pictures, [halves]);
    assert.deepEqual(none, [], 'a slice of one picture says nothing');
    assert.deepEqual([first.name, first.places], ['first', [0, 1, 2, 3, 4]]);
    const mean = scored.slice(0, 5).reduce((sum, one) => sum + one.scores.CIDEr, 0) / 5;
    assert.ok(Math.abs(first.scores.CIDEr - mean) < 1e-9);
    assert.ok(first.scores['BLEU-4'] > 0.99 && second.scores['BLEU-4'] < 0.01);
    assert.ok(first.intervals.CIDEr.low <= mean && mean <= first.intervals.CIDEr.high + 1e-9);
  });

  test('are the same for the same seed, and none where a kind has no two', () => {
    assert.deepEqual(slicesOf(scored, pictures, [halves]), slicesOf(scored, pictures, [halves]));
    const all: SliceKind = { kind: 'all', namesOf: (some) => some.map(() => ['all']) };
    assert.deepEqual(slicesOf(scored, pictures, [all]), []);
  });

  test('stand in their own order, or the largest first', () => {
    const named = (names: string[], order?: string[]): string[] => {
      const kind: SliceKind = { kind: 'k', namesOf: () => names.map((name) => [name]), order };
      return slicesOf(scored, pictures, [kind]).map(({ name }) => name);
    };
    const names = [...Array(5).fill('two'), ...Array(5).fill('one')];
    assert.deepEqual(named(names), ['two', 'one']);
    assert.deepEqual(named(names, ['one', 'two']), ['one', 'two']);
  });
});

const namesBy = (kinds: readonly SliceKind[], kind: string, ...all: SlicedPicture[]) =>
  kinds.find((one) => one.kind.startsWith(kind))?.namesOf(all);

describe('pictures are put into slices', () => {
  test('by the truth where it is known', () => {
    const scene: SceneAttributes = {
      ...{ subject: 'dog', colour: 'black', action: 'running', place: 'snow', sky: 'sunny' },
      ...{ object: 'ball', boxes: [] },
    };
    const picture = { references: ['a cat in a field'], truth: scene };
    const of = (kind: string) => namesBy(sceneSlices, kind, picture);
    assert.deepEqual(
      [of('subject'), of('colour'), of('place'), of('how many')],
      [[['dog']], [['black']], [['snow']], [['two']]],
    );
  });

  test('by the words of two people where there is none', () => {
    const picture = {
      references: ['A man and a dog in the snow', 'the guy sits', 'A brown dog , a brown hat'],
    };
    const of = (kind: string) => namesBy(photographSlices, kind, picture);
    assert.deepEqual(
      [of('subject'), of('colour'), of('place'), of('how many')],
      [[['man', 'dog']], [[]], [[]], [['one']]],
    );
    assert.deepEqual(namesBy(photographSlices, 'place', { references: ['a dog in the snow'] }), [
      ['snow'],
    ]);
    const many = { references: ['two dogs', 'a dog and a cat', 'the dog'] };
    assert.deepEqual(namesBy(photographSlices, 'how many', many), [['several']]);
  });

  test('by the length of what people say, in three parts', () => {
    const of = (words: number) => ({ references: [Array(words).fill('word').join(' ')] });
    assert.deepEqual(namesBy(sceneSlices, 'length', of(9), of(3), of(6)), [
      ['long (beyond)'],
      ['short (to 3.0 words)'],
      ['middle (to 6.0)'],
    ]);
  });
});
