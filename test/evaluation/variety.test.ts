import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { distinctShare, varietyOf } from '../../lib/evaluation/index.js';

describe('variety', () => {
  test('counts different captions, words and pairs, and captions learned by heart', () => {
    const captions = new Map([
      ['1', 'dog runs'],
      ['2', 'dog runs'],
      ['3', 'cat sleeps here'],
    ]);
    const train = new Map([['x', ['A dog runs .', 'The brown cat']]]);
    assert.deepEqual(varietyOf(captions, train), {
      ...{ captions: 3, different: 2, 'in training': 0.667 },
      ...{ words: 5, 'of all words': 0.6 },
      ...{ 'distinct-1': 0.714, 'distinct-2': 0.75, length: 2.333 },
    });
  });

  test('distinct-n is 1 when nothing is said twice, and small for one caption said of all', () => {
    const words = ['a', 'black', 'cat', 'sits'];
    for (const n of [1, 2, 3]) assert.equal(distinctShare([words], n), 1);
    assert.equal(distinctShare(new Array(100).fill(words), 2), 0.01);
    assert.equal(distinctShare([['cat']], 2), 0);
  });
});
