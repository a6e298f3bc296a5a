import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  missTable,
  pointingByKind,
  pointingMisses,
  pointingOf,
} from '../../lib/evaluation/index.js';
import { captionOf, type FoundCaption } from '../../lib/inference/index.js';
import { PICTURE_SIZE, type SceneAttributes } from '../../lib/scenes/types.js';

const SIDE = 4;

/** A caption during which the captioner looks at one cell a word, in a map of 4 x 4. */
function looking(words: Record<string, number>): FoundCaption {
  return captionOf(
    Object.entries(words).map(([word, cell]) => {
      const looked = new Float32Array(SIDE * SIDE).fill(0.01);
      looked[cell] = 0.85;
      return { word, probability: 0.5, looked };
    }),
  );
}

const quarter = PICTURE_SIZE / 2;

/** A scene whose subject fills a quarter of the picture: the upper left one, or the lower right. */
const scene = (subject: string, lowerRight = false) => {
  const corner = lowerRight ? quarter : 0;
  const box = { what: subject, x: corner, y: corner, width: quarter, height: quarter };
  return { subject, boxes: [box] } as unknown as SceneAttributes;
};

describe('pointing', () => {
  it('counts the heaviest cell at the word that names the subject, and no other word', () => {
    const captions = new Map([
      ['on it', looking({ black: 15, cat: 5, sits: 15 })],
      ['beside it', looking({ black: 0, cat: 15, sits: 0 })],
    ]);
    const truths = new Map([
      ['on it', scene('cat')],
      ['beside it', scene('cat')],
    ]);
    const { captions: count, hits, accuracy, chance } = pointingOf(captions, truths);
    assert.deepEqual([count, hits, accuracy, chance], [2, 1, 0.5, 0.25]);
  });

  it('leaves out captions whose subject is wrong or unsaid, and what nobody knows the truth of', () => {
    const captions = new Map([
      ['right', looking({ dog: 0 })],
      ['wrong', looking({ cat: 0 })],
      ['unsaid', looking({ something: 0 })],
      ['unknown', looking({ dog: 0 })],
    ]);
    const truths = new Map(['right', 'wrong', 'unsaid'].map((id) => [id, scene('dog')]));
    assert.equal(pointingOf(captions, truths).captions, 1);
  });

  it('is compared with the looks of other captions: who always looks at one place is no better by them', () => {
    const truths = new Map([
      ['a', scene('dog')],
      ['b', scene('dog', true)],
    ]);
    const good = new Map([
      ['a', looking({ dog: 0 })],
      ['b', looking({ dog: 15 })],
    ]);
    assert.deepEqual(
      [pointingOf(good, truths).accuracy, pointingOf(good, truths).shuffled],
      [1, 0],
    );
    const blind = new Map(['a', 'b'].map((id) => [id, looking({ dog: 0 })]));
    assert.deepEqual(
      [pointingOf(blind, truths).accuracy, pointingOf(blind, truths).shuffled],
      [0.5, 0.5],
    );
  });

  it('is nothing where the captioner does not look', () => {
    const caption = captionOf([{ word: 'dog', probability: 1 }]);
    assert.equal(pointingOf(new Map([['a', caption]]), new Map([['a', scene('dog')]])).captions, 0);
  });

  it('asks words for colours and deeds about the subject, and only where they are true', () => {
    const truths = new Map([
      ['a', { ...scene('cat'), colour: 'black', action: 'sitting' } as SceneAttributes],
      ['b', { ...scene('cat'), colour: 'white', action: 'walking' } as SceneAttributes],
    ]);
    const captions = new Map([
      ['a', looking({ black: 0, cat: 5, sits: 15 })],
      ['b', looking({ black: 0, cat: 5, walks: 1 })],
    ]);
    const of = (kind: 'colour' | 'action' | 'object') => {
      const { captions: count, hits } = pointingOf(captions, truths, kind);
      return [count, hits];
    };
    assert.deepEqual(
      [of('colour'), of('action'), of('object')],
      [
        [1, 1],
        [2, 1],
        [0, 0],
      ],
    );
  });

  it('says how far a miss is, and whether it lies on something else', () => {
    const ball = { what: 'ball', x: 3 * (PICTURE_SIZE / 4), y: 0, width: 40, height: 60 };
    const one = scene('cat');
    const truths = new Map([
      ['near', one],
      ['ball', { ...one, boxes: [...one.boxes, ball] } as SceneAttributes],
      ['far', one],
      ['hit', one],
    ]);
    const captions = new Map([
      ['near', looking({ cat: 2 })],
      ['ball', looking({ cat: 3 })],
      ['far', looking({ cat: 15 })],
      ['hit', looking({ cat: 1 })],
    ]);
    const misses = pointingMisses(captions, truths);
    assert.deepEqual(
      misses.map(({ id, away, onOther }) => [id, Number(away.toFixed(2)), onOther]),
      [
        ['far', 2.12, false],
        ['ball', 1.5, true],
        ['near', 0.5, false],
      ],
    );
  });

  it('leaves out kinds of words that are hardly said, and counts where the misses went', () => {
    const ids = Array.from({ length: 20 }, (_, i) => `${i}`);
    const truths = new Map(ids.map((id) => [id, scene('dog')]));
    const captions = new Map(ids.map((id, i) => [id, looking({ dog: [0, 2, 15][i % 3] })]));
    assert.deepEqual(
      pointingByKind(captions, truths).map(({ kind }) => kind),
      ['subject'],
    );
    assert.deepEqual(missTable(captions, truths), [
      {
        'kind of word': 'subject',
        looks: 20,
        missed: 13,
        'just beside': 7,
        'on something else': 0,
        elsewhere: 6,
      },
    ]);
  });
});
