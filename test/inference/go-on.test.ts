import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goOn } from '../../lib/inference/index.js';
import {
  assertNoTensorLeft,
  features,
  greedy,
  maxLength,
  talkativeModel,
  vocabulary,
} from './talkative-model.js';

const textOf = ({ words }: { words: { word: string }[] }) => words.map(({ word }) => word);

test('a caption that begins with nothing is that of greedy search, to the bit', async () => {
  const model = talkativeModel();
  const found = await assertNoTensorLeft(() =>
    goOn(model, vocabulary, features, [[]], { maxLength }),
  );
  assert.deepEqual(
    found.map(([one]) => one),
    await greedy(model),
  );
});

test('a greedy caption given back has its own log probability, whole or begun', async () => {
  const model = talkativeModel();
  const [said] = await greedy(model, {}, features.slice(0, 1));
  const words = textOf(said);
  const [found] = await goOn(model, vocabulary, features.slice(0, 1), [words, words.slice(0, 2)], {
    maxLength,
  });
  for (const one of found) {
    assert.deepEqual(textOf(one), words);
    assert.ok(Math.abs(one.logProbability - said.logProbability) < 1e-5);
  }
});

test('words that the model would not say are said, each with the probability that it gives them', async () => {
  const model = talkativeModel();
  const [picture] = features;
  const beginning = ['road', 'road', 'cat', 'endseq'];
  const [[forced]] = await goOn(model, vocabulary, [picture], [beginning], {
    ...{ maxLength, alternatives: vocabulary.words.length },
  });
  assert.deepEqual(textOf(forced), beginning);
  assert.equal(forced.caption, 'road road cat');
  assert.ok(forced.ended);
  for (const { word, probability, alternatives = [] } of forced.words) {
    assert.equal(alternatives.find((one) => one.word === word)?.probability, probability);
  }
  const [greedyOne] = await greedy(model, {}, [picture]);
  assert.ok(forced.logProbability < greedyOne.logProbability);
});

test('a word that the model does not know is named', async () => {
  await assert.rejects(
    goOn(talkativeModel(), vocabulary, features.slice(0, 1), [['elephant']], { maxLength }),
    /does not know the word "elephant"/,
  );
});
