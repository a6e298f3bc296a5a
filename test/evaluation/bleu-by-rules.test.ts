import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bleuByRules, protocols, scoreCaptions } from '../../lib/evaluation/index.js';

const captions = new Map([
  ['a', 'black cat sat on road'],
  ['b', 'the dog is running on road'],
]);
const references = new Map([
  ['a', ['The black cat sat on grass.', 'A cat on the grass']],
  ['b', ['The dog is running on a road .', 'Dog']],
  ['not captioned', ['A boy']],
]);

describe('the same captions by seven ways of counting BLEU', () => {
  const rows = bleuByRules(captions, references);
  const [coco, own, blanks, capitals, cut, tutorial, markers] = rows;

  test('the named protocols have the scores that they have elsewhere', () => {
    const kept = new Map([...references].filter(([id]) => captions.has(id)));
    const score = (name: keyof typeof protocols) =>
      scoreCaptions(captions, kept, protocols[name]).corpus;
    for (const [row, name] of [
      [coco, 'coco'],
      [tutorial, 'tutorial'],
      [markers, 'markers'],
    ] as const) {
      assert.equal(row['BLEU-1'], score(name)['BLEU-1']);
      assert.equal(row['BLEU-4'], score(name)['BLEU-4']);
    }
  });

  test('what is done to the texts costs or brings words', () => {
    const penalty = Math.exp(1 - 12 / 11);
    assert.ok(
      Math.abs(coco['BLEU-1'] - (10 / 11) * penalty) < 1e-8,
      '10 of 11 words match, 12 were due',
    );
    assert.ok(blanks['BLEU-1'] < coco['BLEU-1'], '"grass." is not "grass"');
    assert.ok(capitals['BLEU-1'] < blanks['BLEU-1'], '"The" is not "the"');
    assert.ok(cut['BLEU-1'] < coco['BLEU-1']);
    assert.ok(markers['BLEU-1'] > tutorial['BLEU-1']);
  });

  test("the mean of the captions' own BLEU is not the collection's", () => {
    assert.notEqual(own['BLEU-4'], coco['BLEU-4']);
    const { pictures } = scoreCaptions(captions, references);
    const mean = (pictures[0].scores['BLEU-4'] + pictures[1].scores['BLEU-4']) / 2;
    assert.equal(own['BLEU-4'], mean);
  });
});
