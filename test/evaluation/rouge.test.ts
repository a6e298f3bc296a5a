import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { commonSubsequence, rougeL, rougeTable } from '../../lib/evaluation/index.js';

const words = (text: string) => text.split(' ').filter((word) => word !== '');
const close = (a: number, b: number, within = 1e-12) =>
  assert.ok(Math.abs(a - b) <= within, `${a} is not within ${within} of ${b}`);
/** (1 + 1.2²) P R / (R + 1.2² P) */
const mixed = (precision: number, recall: number) =>
  (2.44 * precision * recall) / (recall + 1.44 * precision);

describe('the longest common subsequence', () => {
  test('keeps the order and may skip', () => {
    assert.equal(commonSubsequence(words('the black cat sat on grass'), words('the cat sat')), 3);
    assert.equal(commonSubsequence(words('sat cat the'), words('the cat sat')), 1);
    assert.equal(commonSubsequence(words('a b a b'), words('b a b a')), 3);
    assert.equal(commonSubsequence([], words('the cat')), 0);
  });

  test('stands in the table with its words, as long as it is counted', () => {
    const captions = ['a b a b c', 'b a b a', 'c c', 'a x b', ''];
    for (const one of captions) {
      rougeTable(one, captions).forEach((row, at) => {
        const length = commonSubsequence(one.split(' '), captions[at].split(' '));
        assert.equal(row.words, length);
        const common = row['longest common row'].split(' ').filter((word) => word !== '');
        if (one !== '') assert.equal(common.length, length);
        assert.equal(commonSubsequence(common, words(one)), common.length);
        assert.equal(commonSubsequence(common, words(captions[at])), common.length);
      });
    }
    const [row] = rougeTable('the black cat sat on the road', ['the black cat sat on grass']);
    assert.deepEqual([row.precision, row.recall], [0.714, 0.833]);
  });

  test('is the same from both sides, and a caption is its own', () => {
    const [a, b] = [words('a dog runs and a dog sits'), words('the dog sits and a dog runs')];
    assert.equal(commonSubsequence(a, b), commonSubsequence(b, a));
    assert.equal(commonSubsequence(a, a), a.length);
  });
});

describe('ROUGE-L', () => {
  const candidate = words('the black cat sat on the road');

  test('of an empty caption is 0, and 1 where a reference is empty too', () => {
    assert.equal(rougeL([], [words('the cat')]), 0);
    assert.equal(rougeL([], [words('the cat'), []]), 1);
    assert.equal(rougeL(words('cat'), [[]]), 0);
  });

  test('of the black cat: 5 of 7 words, 5 of 6', () => {
    close(rougeL(candidate, [words('the black cat sat on grass')]), mixed(5 / 7, 5 / 6));
  });

  test('precision and recall are taken from the best reference each', () => {
    const long = words('the big black cat sat down on all the road in the rain');
    const short = words('cat sat');
    close(rougeL(candidate, [long]), mixed(7 / 7, 7 / 13));
    close(rougeL(candidate, [short]), mixed(2 / 7, 2 / 2));
    close(rougeL(candidate, [long, short]), mixed(7 / 7, 2 / 2));
  });

  test('1 for a reference itself, 0 with nothing in common or nothing said', () => {
    close(rougeL(candidate, [candidate]), 1);
    assert.equal(rougeL(words('snow'), [candidate]), 0);
    assert.equal(rougeL([], [candidate]), 0);
    assert.equal(rougeL(candidate, [[]]), 0);
  });
});
