import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type Cooccurrences,
  companionsOf,
  countCooccurrences,
  epochsFor,
  gloveLoss,
  pairWeight,
  startParameters,
  summedVectors,
  trainGlove,
} from '../../lib/embeddings/index.js';
import { createRandom } from '../../lib/engine/random.js';

const close = (a: number, b: number, within: number) =>
  assert.ok(Math.abs(a - b) <= within, `${a} is not within ${within} of ${b}`);

/** the black cat sat on grass · the white cat is walking on road, from 1 */
const cats = [
  [1, 2, 3, 4, 5, 6],
  [1, 7, 3, 8, 9, 5, 10],
];

const lookUp = ({ first, second, counts }: Cooccurrences) => {
  const of = new Map(Array.from(counts, (count, k) => [`${first[k]} ${second[k]}`, count]));
  return (a: number, b: number) => of.get(`${a} ${b}`) ?? 0;
};

describe('co-occurrences', () => {
  test('a meeting counts 1 / distance, in both directions, summed over the captions', () => {
    const count = lookUp(countCooccurrences(cats, { size: 11 }));
    assert.equal(count(1, 2), 1);
    assert.equal(count(1, 3), 1 / 2 + 1 / 2);
    close(count(3, 5), 1 / 2 + 1 / 3, 1e-12);
    assert.equal(count(2, 7), 0);
    assert.equal(count(6, 1), 1 / 5);
  });

  test('they are symmetric, and nothing beyond the window counts', () => {
    const found = countCooccurrences(cats, { size: 11, window: 2 });
    const count = lookUp(found);
    for (let a = 0; a < 11; a++) {
      for (let b = 0; b < 11; b++) close(count(a, b), count(b, a), 1e-12);
    }
    assert.equal(count(1, 4), 0);
    assert.equal(count(1, 3), 1);
    assert.deepEqual(companionsOf(found, 6), [
      { index: 5, count: 1 },
      { index: 4, count: 0.5 },
    ]);
  });
});

describe("GloVe's objective", () => {
  const cooccurrences = countCooccurrences(cats, { size: 11 });

  test('rare pairs weigh little, frequent ones 1', () => {
    assert.equal(pairWeight(100, 100, 0.75), 1);
    assert.equal(pairWeight(250, 100, 0.75), 1);
    close(pairWeight(10, 100, 0.75), 0.1778279410038923, 1e-15);
  });

  test('of a pair whose product and biases hit the logarithm it is zero', () => {
    const pair = {
      ...{ size: 2, counts: Float64Array.of(Math.E) },
      ...{ first: Int32Array.of(0), second: Int32Array.of(1) },
    };
    const parameters = {
      width: 2,
      words: Float64Array.of(0.5, 1, 0, 0),
      contexts: Float64Array.of(0, 0, 1, 0.25),
      wordBiases: Float64Array.of(0.25, 0),
      contextBiases: Float64Array.of(0, 0),
    };
    close(gloveLoss(parameters, pair), 0, 1e-20);
    parameters.wordBiases[0] += 2;
    close(gloveLoss(parameters, pair), 0.5 * pairWeight(Math.E) * 4, 1e-12);
  });

  test('the step of each pair is its numerical gradient', () => {
    const [width, epsilon, learningRate] = [3, 1e-6, 1e-3];
    for (const k of [0, 7, 20]) {
      const pair = {
        size: 11,
        first: cooccurrences.first.slice(k, k + 1),
        second: cooccurrences.second.slice(k, k + 1),
        counts: cooccurrences.counts.slice(k, k + 1),
      };
      const start = startParameters(11, width, createRandom('glove 5'));
      const options = { width, learningRate, seed: 5, epochs: 1, xMax: 3 };
      const { parameters: after } = trainGlove(pair, options);
      for (const name of ['words', 'contexts', 'wordBiases', 'contextBiases'] as const) {
        for (let at = 0; at < start[name].length; at++) {
          const moved = (by: number) => {
            const values = start[name].slice();
            values[at] += by;
            return gloveLoss({ ...start, [name]: values }, pair, options);
          };
          const slope = (moved(epsilon) - moved(-epsilon)) / (2 * epsilon);
          close((start[name][at] - after[name][at]) / learningRate, slope, 1e-8);
        }
      }
    }
  });

  test('falls from epoch to epoch, and the same seed gives the same vectors', () => {
    const options = { width: 8, epochs: 60, seed: 3 };
    const { parameters, losses } = trainGlove(cooccurrences, options);
    assert.equal(losses.length, 60);
    assert.ok(losses[59] < 0.6 * losses[0], `${losses[0]} to ${losses[59]}`);
    for (const at of [10, 20, 40]) assert.ok(losses[at] < losses[at - 10]);
    const again = trainGlove(cooccurrences, options);
    assert.deepEqual(summedVectors(again.parameters), summedVectors(parameters));
    const other = trainGlove(cooccurrences, { ...options, seed: 4 });
    assert.notDeepEqual(summedVectors(other.parameters), summedVectors(parameters));
  });

  test('small texts get more passes', () => {
    const epochs = (length: number) =>
      epochsFor({ ...cooccurrences, counts: new Float64Array(length) });
    assert.deepEqual([0, 6000, 100_000, 310_000, 10_000_000].map(epochs), [100, 100, 60, 19, 15]);
  });

  test('the returned losses are those of the objective, told after each epoch', () => {
    const told: number[] = [];
    const options = { width: 4, epochs: 3, learningRate: 1e-9 };
    const { parameters, losses } = trainGlove(cooccurrences, {
      ...options,
      onEpoch: (epoch, loss) => told.push(epoch, loss),
    });
    assert.deepEqual(told, [1, losses[0], 2, losses[1], 3, losses[2]]);
    close(losses[2] * cooccurrences.counts.length, gloveLoss(parameters, cooccurrences), 1e-6);
  });
});
