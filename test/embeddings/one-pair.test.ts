import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  companyTable,
  pairError,
  pairGradient,
  pairLoss,
  pairStep,
  pairTable,
  trainGlove,
} from '../../lib/embeddings/index.js';
import { startParameters } from '../../lib/embeddings/train-glove.js';
import { createRandom } from '../../lib/engine/random.js';

const close = (a: number, b: number, within = 1e-9) =>
  assert.ok(Math.abs(a - b) <= within, `${a} is not within ${within} of ${b}`);

const random = createRandom('pair');
const numbers = (length: number) => Array.from({ length }, () => random.normal());
const pairs = [0.5, 4, 30].map((count) => ({
  count,
  pair: {
    word: numbers(3),
    context: numbers(3),
    wordBias: random.normal(),
    contextBias: random.normal(),
  },
}));

describe('one pair of words', () => {
  test('is without error where the product and the biases are the logarithm of the count', () => {
    const pair = { word: [1, 2], context: [0.5, 0.25], wordBias: 0.5, contextBias: -0.5 };
    close(pairError(pair, Math.E), 0);
    close(pairLoss({ ...pair, wordBias: 1.5 }, Math.E * 100), 0.5 * (1 - Math.log(100)) ** 2);
  });

  test('has the gradient that finite differences find', () => {
    const h = 1e-5;
    for (const { pair, count } of pairs) {
      const slopes = pairGradient(pair, count);
      const slope = (change: (by: number) => typeof pair) =>
        (pairLoss(change(h), count) - pairLoss(change(-h), count)) / (2 * h);
      const added = (values: number[], at: number, by: number) =>
        values.map((value, i) => (i === at ? value + by : value));
      pair.word.forEach((_, d) => {
        close(
          slopes.word[d],
          slope((by) => ({ ...pair, word: added(pair.word, d, by) })),
          1e-6,
        );
        const context = (by: number) => ({ ...pair, context: added(pair.context, d, by) });
        close(slopes.context[d], slope(context), 1e-6);
      });
      const wordBias = (by: number) => ({ ...pair, wordBias: pair.wordBias + by });
      close(slopes.wordBias, slope(wordBias), 1e-6);
      const contextBias = (by: number) => ({ ...pair, contextBias: pair.contextBias + by });
      close(slopes.contextBias, slope(contextBias), 1e-6);
    }
  });

  test('moves by a step as in the training of all pairs, towards less error', () => {
    const met = { size: 2, first: Int32Array.of(0), second: Int32Array.of(1) };
    const counts = Float64Array.of(4);
    const start = startParameters(2, 3, createRandom('glove 7'));
    const { parameters } = trainGlove({ ...met, counts }, { width: 3, seed: 7, epochs: 1 });
    const pair = {
      word: Array.from(start.words.slice(0, 3)),
      context: Array.from(start.contexts.slice(3)),
      wordBias: start.wordBiases[0],
      contextBias: start.contextBiases[1],
    };
    const next = pairStep(pair, 4);
    next.word.forEach((value, d) => {
      close(value, parameters.words[d]);
    });
    next.context.forEach((value, d) => {
      close(value, parameters.contexts[3 + d]);
    });
    close(next.wordBias, parameters.wordBiases[0]);
    close(next.contextBias, parameters.contextBiases[1]);
    assert.ok(Math.abs(pairError(next, 4)) < Math.abs(pairError(pair, 4)));
  });

  test('is a table with a row for each number, in which both gradients agree', () => {
    const rows = pairTable(pairs[1].pair, 4);
    assert.equal(rows.length, 8);
    for (const row of rows) {
      close(Number(row['gradient by equation (4)']), Number(row['gradient by nudging']), 2e-4);
    }
  });
});

test('the company in one caption is 1 / distance, summed where a word stands twice', () => {
  assert.deepEqual(companyTable('little dog near big dog'), [
    { word: 'little', little: '0.00', dog: '1.25', near: '0.50', big: '0.33' },
    { word: 'dog', little: '1.25', dog: '0.67', near: '1.50', big: '1.50' },
    { word: 'near', little: '0.50', dog: '1.50', near: '0.00', big: '1.00' },
    { word: 'big', little: '0.33', dog: '1.50', near: '1.00', big: '0.00' },
  ]);
});
