import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ALIGNMENT, alignCaptions, alignmentF } from '../../lib/evaluation/index.js';

const words = (text: string) =>
  text
    .toLowerCase()
    .split(' ')
    .filter((word) => word !== '');
const close = (a: number, b: number, within = 1e-12) =>
  assert.ok(Math.abs(a - b) <= within, `${a} is not within ${within} of ${b}`);
/** 10 P R / (R + 9 P) times 1 - 0.5 (c / m)³. */
const expected = (matches: number, said: number, wanted: number, chunks: number) => {
  const [precision, recall] = [matches / said, matches / wanted];
  const mean = (10 * precision * recall) / (recall + 9 * precision);
  return mean * (1 - 0.5 * (chunks / matches) ** 3);
};

describe('aligned words', () => {
  test('equal words first, then equal stems', () => {
    const pairs = alignCaptions(words('dogs running run'), words('a dog runs running'));
    assert.deepEqual(pairs, [
      [0, 1],
      [1, 3],
      [2, 2],
    ]);
  });

  test('each at most once, the last of several with the last', () => {
    assert.deepEqual(alignCaptions(words('the the'), words('the cat')), [[1, 0]]);
    assert.deepEqual(alignCaptions(words('cat'), words('cat and cat')), [[0, 2]]);
    assert.deepEqual(alignCaptions(words('snow'), words('cat')), []);
  });
});

describe('the alignment score', () => {
  test('carries a name that is not METEOR', () => {
    assert.equal(ALIGNMENT, 'alignment F (exact, stem)');
  });

  test('by hand: five of seven words in three pieces, and the caption itself in one', () => {
    const candidate = words('a black cat sits on the road');
    const reference = words('on grass a black cat is sitting');
    close(alignmentF(candidate, [reference]), expected(5, 7, 7, 3));
    close(alignmentF(candidate, [candidate]), 1 - 0.5 / 7 ** 3);
  });

  test('takes the best reference; order costs, a missing word costs more', () => {
    const candidate = words('a dog runs');
    const references = ['a cat', 'a dog runs there'].map(words);
    close(alignmentF(candidate, references), alignmentF(candidate, [references[1]]));
    const turned = alignmentF(words('runs dog a'), [candidate]);
    close(turned, 0.5);
    assert.ok(turned < alignmentF(words('a dog'), [candidate]));
    assert.equal(alignmentF([], [candidate]), 0);
  });

  test('as NLTK 3.10 computes METEOR without WordNet', () => {
    const candidate = words(
      'It is a guide to action which ensures that the military always obeys the commands of the party',
    );
    const references = [
      'It is a guide to action that ensures that the military will forever heed Party commands',
      'It is the guiding principle which guarantees the military forces always being under the command of the Party',
      'It is the practical guide for the army always to heed the directions of the party',
    ].map(words);
    const values = [0.6944444444444445, 0.625, 0.5114197530864197];
    for (const [at, value] of values.entries()) {
      close(alignmentF(candidate, [references[at]]), value);
    }
    close(alignmentF(candidate, references), values[0]);
    const bad =
      'It is to insure the troops forever hearing the activity guidebook that party direct';
    close(alignmentF(words(bad), references), 0.3035391371738569);
  });
});
