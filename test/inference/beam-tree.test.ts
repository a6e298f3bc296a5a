import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { beamTree } from '../../lib/inference/index.js';
import {
  beam,
  features,
  maxLength,
  modelThatSays,
  talkativeModel,
  texts,
  vocabulary,
} from './talkative-model.js';

const options = { maxLength, width: 3 };

describe('the tree of a beam search', () => {
  it('holds what the search found, and the way to the best of it', async () => {
    const model = talkativeModel();
    for (const picture of features.slice(0, 10)) {
      const { nodes, captions } = await beamTree(model, vocabulary, picture, options);
      const [found] = await beam(model, {}, [picture]);
      assert.deepEqual(texts(captions), texts(found));
      const way = nodes.filter(({ best }) => best);
      assert.deepEqual(
        way.map(({ word, step }) => [word, step]),
        ['startseq', ...captions[0].words.map(({ word }) => word)].map((word, step) => [
          word,
          step,
        ]),
      );
      assert.equal(way.at(-1)?.logProbability, captions[0].logProbability);
    }
  });

  it('grows every word from one that was kept, and adds up their logarithms', async () => {
    const { nodes } = await beamTree(talkativeModel(), vocabulary, features[0], options);
    assert.deepEqual(nodes[0], {
      ...{ word: 'startseq', probability: 1, logProbability: 0, step: 0, parent: undefined },
      ...{ fate: 'kept', best: true },
    });
    for (const { parent, step, probability, logProbability } of nodes.slice(1)) {
      const before = nodes[parent as number];
      assert.equal(before.fate, 'kept');
      assert.equal(before.step, step - 1);
      assert.ok(Math.abs(before.logProbability + Math.log(probability) - logProbability) < 1e-9);
    }
  });

  it('keeps no more at a step than the beam is wide, the most probable ones', async () => {
    const { nodes } = await beamTree(talkativeModel(), vocabulary, features[3], options);
    for (let step = 1; step <= maxLength; step++) {
      const column = nodes.filter((node) => node.step === step);
      const followed = column.filter(({ fate }) => fate === 'kept');
      assert.ok(followed.length <= 3 && column.length <= 6);
      const dropped = column.filter(({ fate, word }) => fate === 'dropped' && word !== 'endseq');
      for (const { logProbability } of followed)
        assert.ok(dropped.every((other) => other.logProbability <= logProbability));
    }
  });

  it('has a best way too where no caption meets its end', async () => {
    const model = modelThatSays({ cat: 20, endseq: -20 });
    const { nodes, captions } = await beamTree(model, vocabulary, features[0], options);
    assert.equal(captions[0].ended, false);
    assert.equal(nodes.filter(({ best }) => best).length, maxLength + 1);
  });
});
