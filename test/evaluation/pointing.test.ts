import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pointingOf } from '../../lib/evaluation/index.js';
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
});
