import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRandom, seedEverything } from '../../lib/engine/index.js';

describe('random streams', () => {
  it('repeat with the same seed and differ with another', () => {
    const draw = (seed: number) => {
      const random = createRandom(seed);
      return Array.from({ length: 5 }, () => random.uniform());
    };
    assert.deepEqual(draw(1), draw(1));
    assert.notDeepEqual(draw(1), draw(2));
  });

  it('shuffle without losing or doubling anything', () => {
    const items = [...'abcdefgh'];
    const shuffled = createRandom(3).shuffled(items);
    assert.notDeepEqual(shuffled, items);
    assert.deepEqual([...shuffled].sort(), items);
  });

  it('have a normal distribution of mean 0 and variance 1', () => {
    const random = createRandom(5);
    const draws = Array.from({ length: 20000 }, () => random.normal());
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
    assert.ok(Math.abs(mean) < 0.03 && Math.abs(variance - 1) < 0.03, `${mean}, ${variance}`);
  });

  it('take over Math.random on request', () => {
    const original = Math.random;
    seedEverything(1);
    const first = Math.random();
    seedEverything(1);
    assert.equal(Math.random(), first);
    Math.random = original;
  });
});
