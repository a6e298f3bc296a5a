import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Dataset } from '../../lib/data-understanding/index.js';
import { ciderReward, devPart } from '../../lib/evaluation/index.js';
import { featureTable } from '../../lib/image-encoding/index.js';
import { vocabularyOf } from '../../lib/vocabulary/index.js';

const vocabulary = vocabularyOf(
  ['startseq', 'a', 'dog', 'runs', 'with', 'ball', 'cat', 'sleeps', 'endseq'],
  1,
);
const captions = new Map([
  ['one', ['a dog runs with a ball', 'A dog runs .']],
  ['two', ['a cat sleeps', 'a cat sleeps']],
  ['three', ['a dog sleeps', 'a cat runs']],
  ['four', ['a ball', 'nothing but a ball']],
]);
const dataset = (text: 'full' | 'tutorial') =>
  ({
    ...{ text, captions },
    splits: { train: ['one', 'two', 'three'], dev: ['four'], test: [] },
  }) as unknown as Dataset;

describe('what a drawn caption is worth', () => {
  const { name, of } = ciderReward(dataset('full'), vocabulary);
  const worth = (said: string, imageId = 'one') =>
    of(
      imageId,
      said.split(' ').map((word) => vocabulary.indexOf.get(word) as number),
    );

  it('has a name that says how it is counted', () => {
    assert.equal(name, 'CIDEr (coco), endseq counted');
    assert.equal(
      ciderReward(dataset('tutorial'), vocabulary).name,
      'CIDEr (tutorial), endseq counted',
    );
  });

  it('is 10 for what all people said, the end marker included', () => {
    assert.ok(Math.abs(worth('a cat sleeps endseq', 'two') - 10) < 1e-9);
  });

  it('is less for a caption that breaks off, though all of its words are right', () => {
    assert.ok(worth('a cat sleeps', 'two') < 9);
    assert.ok(worth('a dog runs with a') < worth('a dog runs with a ball endseq'));
    assert.ok(worth('a dog runs') < worth('a dog runs endseq'));
  });

  it('is less for an end in the wrong place: after words after which nobody ended', () => {
    assert.ok(worth('a dog runs with a endseq') < worth('a dog runs endseq'));
  });

  it('is what the picture shows, and not another', () => {
    assert.ok(worth('a cat sleeps endseq', 'two') > worth('a cat sleeps endseq', 'one'));
    assert.equal(worth('endseq endseq', 'one'), 0); // every picture's captions end
  });

  it('weighs words by the training captions alone: what only dev says weighs as what nobody says', () => {
    const ofTwo = (word: string) => worth(`a cat ${word} endseq`, 'two');
    assert.equal(ofTwo('ball'), ofTwo('with'));
  });
});

describe('a part of dev', () => {
  it('is spread over all of it, the same every time, and leaves out pictures without features', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const features = featureTable(ids.slice(1), new Float32Array(5), 1, 'none');
    const part = (most: number) =>
      devPart({ splits: { train: [], dev: ids, test: [] } }, { features }, most);
    assert.deepEqual(part(2), ['b', 'd']);
    assert.deepEqual(part(100), ids.slice(1));
  });
});
