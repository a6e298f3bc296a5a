import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  attributePairs,
  attributeTable,
  classifyCaption,
  classifyCaptions,
  confusions,
  errorClassTable,
  judgeCaption,
  judgeCaptions,
  labelsIn,
  repeatsItself,
} from '../../lib/evaluation/index.js';
import { COLOURS, type SceneAttributes } from '../../lib/scenes/index.js';

const scene = (
  subject: SceneAttributes['subject'],
  colour: SceneAttributes['colour'],
  action: SceneAttributes['action'],
  place: SceneAttributes['place'],
): SceneAttributes => ({ subject, colour, action, place, sky: 'sunny', boxes: [] });

const truths = new Map([
  ['1', scene('cat', 'black', 'walking', 'grass')],
  ['2', scene('dog', 'brown', 'running', 'snow')],
  ['3', scene('dog', 'white', 'sitting', 'road')],
  ['4', scene('girl', 'red', 'jumping', 'beach')],
]);
const captions = new Map([
  ['1', 'black kitten is strolling on the lawn'],
  ['2', 'black dog runs in the snow'],
  ['3', 'dog is sitting'],
  ['4', 'brown horse is sleeping in the forest'],
]);
const judged = judgeCaptions(captions, truths);

describe('what captions of scenes say', () => {
  test('synonyms are right; what is left out is not said', () => {
    const verdicts = judged.map((one) => Object.values(one.verdicts).join(', '));
    assert.deepEqual(verdicts, [
      'right, right, right, right',
      'right, wrong, right, right',
      'right, not said, right, not said',
      'wrong, wrong, wrong, wrong',
    ]);
  });

  test('the table gives shares of all captions', () => {
    assert.deepEqual(attributeTable(judged), [
      { attribute: 'subject', right: 0.75, wrong: 0.25, 'not said': 0 },
      { attribute: 'colour', right: 0.25, wrong: 0.5, 'not said': 0.25 },
      { attribute: 'action', right: 0.75, wrong: 0.25, 'not said': 0 },
      { attribute: 'place', right: 0.5, wrong: 0.25, 'not said': 0.25 },
      { attribute: 'all four', right: 0.25, wrong: 0.5, 'not said': 0.25 },
    ]);
  });

  test('pictures without a known truth are left out', () => {
    assert.deepEqual(judgeCaptions(new Map([['9', 'dog']]), truths), []);
  });
});

describe('what was taken for what', () => {
  test('as a list, with the pictures', () => {
    assert.deepEqual(confusions(judged, 'colour'), [
      { truth: 'brown', said: 'black', count: 1, imageIds: ['2'] },
      { truth: 'red', said: 'brown', count: 1, imageIds: ['4'] },
    ]);
    assert.deepEqual(confusions(judged, 'subject'), [
      { truth: 'girl', said: 'horse', count: 1, imageIds: ['4'] },
    ]);
  });

  test('as pairs for a plot, labels in the scenes\' own order, "not said" last', () => {
    const pairs = attributePairs(judged, 'colour');
    assert.deepEqual(pairs, [
      { truth: 'black', said: 'black' },
      { truth: 'brown', said: 'black' },
      { truth: 'white', said: 'not said' },
      { truth: 'red', said: 'brown' },
    ]);
    assert.deepEqual(labelsIn(pairs, COLOURS), ['black', 'white', 'brown', 'red', 'not said']);
  });
});

describe('classes of mistakes', () => {
  test('each caption falls into one', () => {
    assert.deepEqual(judged.map(classifyCaption), ['good', 'colour wrong', 'good', 'irrelevant']);
    const judge = (caption: string) =>
      classifyCaption(judgeCaption('1', caption, truths.get('1')!));
    assert.equal(judge('black dog is walking on the grass'), 'subject wrong');
    assert.equal(judge('black cat is sleeping on the grass'), 'action wrong');
    assert.equal(judge('black cat is walking in the snow'), 'place wrong');
    assert.equal(judge('white dog is walking on the grass'), 'several wrong');
    assert.equal(judge('black cat is walking on on the grass'), 'words repeated');
    assert.equal(judge(''), 'irrelevant');
  });

  test('repetition: words twice in a row, a word and itself, the same words again', () => {
    assert.ok(repeatsItself('dog dog runs'));
    assert.ok(repeatsItself('dog on grass on grass'));
    assert.ok(repeatsItself('dog on the road in the snow on the road'));
    assert.ok(repeatsItself('man in helmet and helmet'));
    assert.ok(repeatsItself('boy in red jacket and hat is in red jacket'));
    assert.ok(!repeatsItself('girl on the left and boy on the right'));
    assert.ok(!repeatsItself('dog on the grass with another dog on a ball'));
    assert.ok(!repeatsItself(''));
  });

  test('of a photograph it is guessed from the references, several as one', () => {
    const said = new Map([
      ['a', 'red dog runs on beach'],
      ['b', 'red cat on beach'],
      ['c', 'dog dog'],
    ]);
    const people = new Map(
      [...said.keys()].map((id) => [id, ['A brown dog runs', 'dog on beach']]),
    );
    const classified = classifyCaptions(said, people, new Map());
    assert.deepEqual(
      classified.map((one) => one.class),
      ['colour wrong', 'several wrong', 'words repeated'],
    );
    const right = (caption: string) =>
      classifyCaptions(new Map([['a', caption]]), people, new Map())[0].allRight;
    assert.deepEqual(['puppy running', 'dog', 'animal running'].map(right), [true, false, false]);
  });

  test('the table counts them with an example', () => {
    assert.deepEqual(errorClassTable(classifyCaptions(captions, new Map(), truths)), [
      { class: 'good', captions: 2, share: 0.5, example: captions.get('1') },
      { class: 'colour wrong', captions: 1, share: 0.25, example: captions.get('2') },
      { class: 'irrelevant', captions: 1, share: 0.25, example: captions.get('4') },
    ]);
  });
});
