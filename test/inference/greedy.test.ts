import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  captionOf,
  type FoundCaption,
  greedySteps,
  tutorialSearch,
  tutorialSlice,
} from '../../lib/inference/index.js';
import {
  assertNoTensorLeft,
  features,
  greedy,
  maxLength,
  modelThatSays,
  talkativeModel,
  texts,
  vocabulary,
} from './talkative-model.js';

describe('greedy search', () => {
  it("says what the tutorial's loop says, which reads the whole prefix for every word", async () => {
    const model = talkativeModel();
    const carried = await greedy(model);
    const reread: FoundCaption[] = [];
    for (const row of features)
      reread.push(await tutorialSearch(model, vocabulary, row, maxLength));
    assert.deepEqual(texts(carried), texts(reread));
    assert.ok(new Set(texts(carried)).size > 3, 'the captions should differ between pictures');
    for (const [i, { logProbability }] of carried.entries()) {
      assert.ok(Math.abs(logProbability - reread[i].logProbability) < 1e-4);
    }
  });

  it('says the same in batches of any size', async () => {
    const model = talkativeModel();
    const one = await greedy(model, { batchSize: 1 });
    const many = await greedy(model, { batchSize: 7 });
    assert.deepEqual(texts(one), texts(many));
  });

  it('stops at the greatest length where no end marker comes, and says so', async () => {
    const model = modelThatSays({ cat: 20 });
    const [found] = await greedy(model, {}, features.slice(0, 1));
    assert.equal(found.ended, false);
    assert.equal(found.caption, Array(maxLength).fill('cat').join(' '));
  });

  it('never says padding, however probable', async () => {
    const model = modelThatSays({ padding: 20, endseq: 10 });
    const [found] = await greedy(model, {}, features.slice(0, 1));
    assert.equal(found.caption, '');
    assert.equal(found.ended, true);
  });

  it('tells its alternatives at each step, the chosen word first, probabilities falling', async () => {
    const model = talkativeModel();
    const [found] = await greedy(model, {}, features.slice(0, 1));
    const steps = await greedySteps(model, vocabulary, features[0], { maxLength, count: 3 });
    assert.deepEqual(
      steps.map(({ word }) => word),
      found.words.map(({ word }) => word),
    );
    for (const { word, alternatives } of steps) {
      assert.equal(alternatives.length, 3);
      assert.equal(alternatives[0].word, word);
      assert.ok(alternatives[0].probability >= alternatives[1].probability);
      assert.ok(alternatives[1].probability >= alternatives[2].probability);
    }
  });

  it('leaves no tensor behind', async () => {
    const model = talkativeModel();
    await assertNoTensorLeft(() => greedy(model));
    await assertNoTensorLeft(() => greedySteps(model, vocabulary, features[0], { maxLength }));
    await assertNoTensorLeft(() => tutorialSearch(model, vocabulary, features[0], maxLength));
  });
});

describe('the end of a caption', () => {
  const said = (text: string) => text.split(' ').map((word) => ({ word, probability: 0.5 }));

  it('is the end marker, which is no word of it', () => {
    const found = captionOf(said('black cat sat endseq'));
    assert.equal(found.caption, 'black cat sat');
    assert.ok(Math.abs(found.logProbability - 4 * Math.log(0.5)) < 1e-12);
    assert.equal(tutorialSlice(found), found.caption);
  });

  it("costs a real word in the tutorial's slice where no end marker came, and none here", () => {
    const found = captionOf(said('black cat sat on grass'));
    assert.equal(found.caption, 'black cat sat on grass');
    assert.equal(tutorialSlice(found), 'black cat sat on');
  });
});
