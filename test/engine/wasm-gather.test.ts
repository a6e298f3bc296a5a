import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { startEngine, tf } from '../../lib/engine/index.js';

process.env.CAPTIONLAB_ENGINE = 'wasm';

describe("WASM's gather", () => {
  before(async () => {
    tf.enableProdMode();
    assert.equal((await startEngine()).name, 'wasm');
  });

  const x = () => tf.range(0, 24).reshape([4, 3, 2]);
  const cases: Record<string, () => tf.Tensor> = {
    'rows, one twice and one never': () => tf.gather(x(), tf.tensor1d([3, 0, 3], 'int32')),
    'rows by a table of indices': () => tf.gather(x(), tf.tensor2d([[1], [2]], [2, 1], 'int32')),
    'no rows': () => tf.gather(x(), tf.tensor1d([], 'int32')),
    'single numbers': () => tf.gather(tf.range(0, 5), tf.tensor1d([4, 1], 'int32')),
    columns: () => tf.gather(x(), tf.tensor1d([2, 0], 'int32'), 1),
    'rows of whole numbers': () => tf.gather(x().toInt(), tf.tensor1d([2, 0], 'int32')),
  };
  for (const [what, compute] of Object.entries(cases)) {
    it(`takes ${what} as the reference does`, async () => {
      const tensors = tf.memory().numTensors;
      const results: unknown[] = [];
      for (const backend of ['wasm', 'cpu']) {
        await tf.setBackend(backend);
        const result = tf.tidy(compute);
        results.push([result.shape, result.dtype, await result.array()]);
        result.dispose();
      }
      await tf.setBackend('wasm');
      assert.deepEqual(results[0], results[1]);
      assert.equal(tf.memory().numTensors, tensors);
    });
  }

  it('refuses an index that no row has', () => {
    for (const index of [-1, 4]) {
      assert.throws(
        () => tf.tidy(() => tf.gather(x(), tf.tensor1d([index], 'int32'))),
        /index value/,
      );
    }
  });
});
