import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRandom } from '../../lib/engine/index.js';
import { bestWords } from '../../lib/inference/best-words.js';

describe('the best words over several rows', () => {
  it('are the first of all when all are sorted, ties in the order of row and index', () => {
    const random = createRandom(3);
    for (let round = 0; round < 200; round++) {
      const rows = Array.from({ length: 1 + random.integer(4) }, () => ({
        probabilities: Float32Array.from({ length: 30 }, () => random.choice([0, 0.1, 0.2, 1e-30])),
        before: random.choice([0, -0.5, -60]),
      }));
      const penalty = random.choice([undefined, new Float32Array(30).fill(1, 10)]);
      const count = 1 + random.integer(60);
      const all = rows.flatMap(({ probabilities, before }, row) =>
        [...probabilities].map((probability, word) => {
          return { row, word, rank: before + Math.log(probability) - (penalty?.[word] ?? 0) };
        }),
      );
      const sorted = all.filter(({ rank }) => rank > -Infinity).sort((a, b) => b.rank - a.rank);
      assert.deepEqual(bestWords(rows, count, penalty), sorted.slice(0, count));
    }
  });

  it('are none of no rows', () => {
    assert.deepEqual(bestWords([], 3), []);
  });
});
