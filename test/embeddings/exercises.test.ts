import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { check, makeEmbeddingMatrix, placeWords } from '../../lib/embeddings/index.js';
import { vocabularyOf } from '../../lib/vocabulary/index.js';
import { said } from '../said.js';

const vocabulary = vocabularyOf(['red', 'blue', 'road', 'tshirt', 'grass']);
const matrix = makeEmbeddingMatrix(
  new Map([
    ['red', [1, 0.1, 0]],
    ['blue', [1, 0, 0.1]],
    ['road', [0, 1, 0]],
    ['grass', [0.1, 2, 0]],
  ]),
  vocabulary,
  { width: 3, source: 'by hand' },
);

describe('the exercises of notebook 7', () => {
  test('a blank is no mistake', () => {
    for (const ask of [
      () => check.meetingOf(Number.NaN),
      () => check.weightOfOne(Number.NaN),
      () => check.matrixNumbers(Number.NaN, matrix),
      () => check.nearButDifferent(['', ''], matrix, vocabulary),
    ]) {
      assert.match(said(ask), /not answered yet/);
    }
  });

  test('right answers are told what they teach', () => {
    assert.match(
      said(() => check.meetingOf(0.5)),
      /right/,
    );
    assert.match(
      said(() => check.weightOfOne(0.178)),
      /right/,
    );
    assert.match(
      said(() => check.matrixNumbers(18, matrix)),
      /right/,
    );
    assert.match(
      said(() => check.nearButDifferent(['red', 'blue'], matrix, vocabulary)),
      /right\. 0\.99/,
    );
  });

  test('misconceptions get an answer of their own', () => {
    assert.match(
      said(() => check.meetingOf(2)),
      /farther, the less/,
    );
    assert.match(
      said(() => check.weightOfOne(0.1)),
      /exponent/,
    );
    assert.match(
      said(() => check.matrixNumbers(15, matrix)),
      /index 0/,
    );
    const pair = (a: string, b: string) =>
      said(() => check.nearButDifferent([a, b], matrix, vocabulary));
    assert.match(pair('red', 'red'), /near itself/);
    assert.match(pair('red', 'zebra'), /no "zebra"/);
    assert.match(pair('red', 'tshirt'), /no vector/);
    assert.match(pair('red', 'road'), /cosine is 0\.10/);
  });
});

describe('a map of words', () => {
  test('leaves out words without a vector and lays like words near each other', () => {
    const groups = { colour: ['red', 'blue', 'pink'], place: ['road', 'grass', 'tshirt'] };
    const { places, explained } = placeWords(groups, matrix, vocabulary);
    assert.deepEqual(
      places.map(({ word, group }) => `${word} ${group}`),
      ['red colour', 'blue colour', 'road place', 'grass place'],
    );
    const [red, blue, road] = places;
    assert.ok(
      Math.hypot(red.x - blue.x, red.y - blue.y) < Math.hypot(red.x - road.x, red.y - road.y) / 4,
    );
    assert.ok(explained > 0.99 && explained <= 1 + 1e-9);
  });
});
