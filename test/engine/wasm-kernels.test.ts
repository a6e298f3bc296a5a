import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type LstmInputs, lstmSequence, startEngine, tf } from '../../lib/engine/index.js';

process.env.CAPTIONLAB_ENGINE = 'wasm';

/** The same computation on WASM and on TensorFlow.js's reference backend. */
async function onBoth(compute: () => tf.Tensor): Promise<[number[], number[]]> {
  const results: number[][] = [];
  for (const backend of ['wasm', 'cpu']) {
    await tf.setBackend(backend);
    const result = tf.tidy(compute);
    results.push([...result.dataSync()]);
    result.dispose();
  }
  await tf.setBackend('wasm');
  return [results[0], results[1]];
}

function assertClose(actual: number[], expected: number[], tolerance = 1e-4) {
  assert.equal(actual.length, expected.length);
  const worst = Math.max(...actual.map((value, i) => Math.abs(value - expected[i])));
  assert.ok(worst < tolerance, `differs by ${worst}`);
}

const numbers = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, 'float32', seed);

describe('the WASM kernels', () => {
  before(async () => {
    tf.enableProdMode();
    assert.equal((await startEngine()).name, 'wasm');
  });

  for (const [transposeA, transposeB] of [
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ]) {
    it(`multiply matrices as the reference does, transposed ${transposeA}, ${transposeB}`, async () => {
      const [wasm, cpu] = await onBoth(() => {
        const a = numbers(transposeA ? [2, 5, 7] : [2, 7, 5], 1);
        const b = numbers(transposeB ? [1, 3, 5] : [1, 5, 3], 2);
        return tf.matMul(a, b, transposeA, transposeB);
      });
      assertClose(wasm, cpu);
    });
  }

  it('train an embedding: the gradient of gather sums the rows of a word that occurs twice', async () => {
    const [wasm, cpu] = await onBoth(() => {
      const words = tf.tensor1d([2, 0, 2], 'int32');
      const weights = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
      return tf.grad((x: tf.Tensor) => tf.mul(tf.gather(x, words), weights).sum())(
        tf.zeros([3, 2]),
      );
    });
    assert.deepEqual(wasm, [3, 4, 0, 0, 6, 8]);
    assert.deepEqual(cpu, wasm);
  });

  for (const pad of ['same', 'valid'] as const) {
    for (const stride of [1, 2]) {
      it(`give a convolution's gradients as the reference does, ${pad} padding, stride ${stride}`, async () => {
        const [wasm, cpu] = await onBoth(() => {
          const x = numbers([2, 7, 6, 3], 3) as tf.Tensor4D;
          const filter = numbers([3, 3, 3, 4], 4) as tf.Tensor4D;
          const convolve = (a: tf.Tensor, b: tf.Tensor) =>
            tf
              .conv2d(a as tf.Tensor4D, b as tf.Tensor4D, stride, pad)
              .square()
              .sum();
          return tf.concat(
            tf
              .grads(convolve)([x, filter])
              .map((grad) => grad.flatten()),
          );
        });
        assertClose(wasm, cpu, 1e-5 * Math.max(...cpu.map(Math.abs)));
      });
    }
  }

  for (const axis of [0, 1, [0, 1], -1]) {
    for (const keepDims of [false, true]) {
      it(`sum over axis ${axis} as the reference does, ${keepDims ? 'keeping' : 'dropping'} it`, async () => {
        const [wasm, cpu] = await onBoth(() => {
          const sum = numbers([4, 3, 2], 5).sum(axis, keepDims);
          return tf.concat([sum.flatten(), tf.tensor1d(sum.shape)]);
        });
        assertClose(wasm, cpu, 1e-6);
      });
    }
  }

  it('lose nothing of an LSTM when the heap grows in the middle of it', (t) => {
    const states = () =>
      tf.tidy(() => {
        const [x, kernel, recurrent] = [
          numbers([3, 2, 4], 7),
          numbers([4, 20], 8),
          numbers([5, 20], 9),
        ];
        const inputs = { x, kernel, recurrent, bias: tf.zeros([20]) } as LstmInputs;
        const options = { recurrentActivation: 'sigmoid', ofInput: false } as const;
        return [...lstmSequence(inputs, options).dataSync()];
      });
    const expected = states();
    const backend = tf.backend() as BackendWasm;
    const sigmoid = tf.getKernel('Sigmoid', 'wasm');
    const compute = sigmoid.kernelFunc;
    let grown = 0;
    // The sigmoids of the first gates and of the first cells leave another heap behind.
    t.mock.method(sigmoid, 'kernelFunc', (given: Parameters<typeof compute>[0]) => {
      const result = compute(given) as tf.TensorInfo;
      if (grown === 2) return result;
      const view = backend.typedArrayFromHeap(result);
      tf.zeros([2 ** (24 + grown++)]).dispose();
      assert.equal(view.length, 0);
      return result;
    });
    assert.deepEqual(states(), expected);
    assert.equal(grown, 2);
  });

  it('leave no tensor behind', async () => {
    const x = tf.ones([4, 3]);
    const tensors = tf.memory().numTensors;
    tf.tidy(() =>
      tf
        .grad((a: tf.Tensor) => tf.matMul(a, a, true, false).sum())(x)
        .dataSync(),
    );
    assert.equal(tf.memory().numTensors, tensors);
  });
});
