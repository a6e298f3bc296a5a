import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import {
  lstmLast,
  lstmSequence,
  type RecurrentActivation,
  startEngine,
  tf,
} from '../../lib/engine/index.js';

const [steps, batch, width, units] = [5, 3, 4, 6];
const numbers = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 0.7, 'float32', seed);

/** The states of a whole batch of sequences `[steps, batch, units]`, from x `[steps, batch, width]`. */
type Lstm = (x: tf.Tensor, parameters: tf.Tensor[]) => tf.Tensor;

const ours =
  (recurrentActivation: RecurrentActivation, ofInput: boolean): Lstm =>
  (x, [kernel, recurrent, bias]) =>
    lstmSequence(
      {
        x: x as tf.Tensor3D,
        kernel: kernel as tf.Tensor2D,
        recurrent: recurrent as tf.Tensor2D,
        bias: bias as tf.Tensor1D,
      },
      { recurrentActivation, ofInput },
    );

/** The layer of TensorFlow.js, its weights replaced by those given. */
function theLayers(recurrentActivation: RecurrentActivation): Lstm {
  const layer = tf.layers.lstm({
    ...{ units, recurrentActivation, returnSequences: true },
    recurrentInitializer: 'glorotUniform',
  });
  tf.tidy(() => layer.apply(tf.zeros([1, 1, width])) as tf.Tensor); // builds it
  const cell = layer.cell as unknown as Record<string, { read(): tf.Tensor }>;
  return (x, parameters) => {
    ['kernel', 'recurrentKernel', 'bias'].forEach((name, i) => {
      cell[name].read = () => parameters[i];
    });
    const states = layer.apply(x.transpose([1, 0, 2])) as tf.Tensor;
    return states.transpose([1, 0, 2]);
  };
}

/** States, and the gradients of a sum in which every state counts differently. */
function everything(lstm: Lstm, ofInput: boolean): number[][] {
  return tf
    .tidy(() => {
      const x = numbers([steps, batch, width], 1);
      const parameters = [
        numbers([width, 4 * units], 2),
        numbers([units, 4 * units], 3),
        numbers([4 * units], 4),
      ];
      const weighted = numbers([steps, batch, units], 5);
      const loss = (given: tf.Tensor, ...rest: tf.Tensor[]) =>
        lstm(given, rest).mul(weighted).sum();
      const gradients = ofInput
        ? tf.grads(loss)([x, ...parameters])
        : tf.grads((...rest: tf.Tensor[]) => loss(x, ...rest))(parameters);
      return [lstm(x, parameters), ...gradients];
    })
    .map((tensor) => Array.from(tensor.dataSync()));
}

describe('an LSTM over whole sequences', () => {
  before(() => startEngine());

  for (const activation of ['sigmoid', 'hardSigmoid'] as const) {
    for (const ofInput of [true, false]) {
      it(`has the states and gradients of the layer (${activation}, ${ofInput ? 'with' : 'without'} its input's)`, () => {
        const expected = everything(theLayers(activation), ofInput);
        const actual = everything(ours(activation, ofInput), ofInput);
        assert.equal(actual.length, ofInput ? 5 : 4);
        for (const [i, values] of expected.entries()) {
          const largest = Math.max(...values.map(Math.abs));
          const worst = Math.max(...values.map((value, j) => Math.abs(value - actual[i][j])));
          assert.ok(
            largest > 0.1 && worst < 3e-6 * Math.max(1, largest),
            `${i}: ${worst} of ${largest}`,
          );
        }
      });
    }
  }

  it('runs as the engine can do it fast and as any engine can, with the same result', async () => {
    const fast = everything(ours('sigmoid', true), true);
    const engine = tf.getBackend();
    await tf.setBackend('cpu');
    const plain = everything(ours('sigmoid', true), true);
    await tf.setBackend(engine);
    for (const [i, values] of plain.entries()) {
      values.forEach((value, j) => {
        assert.ok(Math.abs(value - fast[i][j]) < 1e-5, `${i}: ${value}, ${fast[i][j]}`);
      });
    }
  });

  for (const activation of ['sigmoid', 'hardSigmoid'] as const) {
    it(`has the memory and the gradients after the last word of sequences of different lengths (${activation})`, () => {
      const alive = [3, 3, 1, 1]; // lengths 4, 2 and 2
      const places = [0, 1, 2, 3, 4, 5, 6, 9];
      const parameters = () => [
        numbers([width, 4 * units], 2),
        numbers([units, 4 * units], 3),
        numbers([4 * units], 4),
      ];
      const everyLast = (last: (x: tf.Tensor, rest: tf.Tensor[]) => tf.Tensor) =>
        tf
          .tidy(() => {
            const x = numbers([4 * 3, width], 1); // a row for each step of each sequence
            const given = [x, ...parameters()];
            const weighted = numbers([3, units], 5);
            const loss = (one: tf.Tensor, ...rest: tf.Tensor[]) =>
              last(one, rest).mul(weighted).sum();
            return [last(x, given.slice(1)), ...tf.grads(loss)(given)];
          })
          .map((tensor) => Array.from(tensor.dataSync()));
      const expected = everyLast((x, rest) => {
        const hidden = ours(activation, true)(x.reshape([4, 3, width]), rest); // [steps, batch, units]
        return hidden.reshape([12, units]).gather(tf.tensor1d([9, 4, 5], 'int32'));
      });
      const actual = everyLast((x, [kernel, recurrent, bias]) =>
        lstmLast(
          {
            x: x.gather(tf.tensor1d(places, 'int32')) as tf.Tensor2D,
            kernel: kernel as tf.Tensor2D,
            recurrent: recurrent as tf.Tensor2D,
            bias: bias as tf.Tensor1D,
          },
          alive,
          { recurrentActivation: activation, ofInput: true },
        ),
      );
      for (const [i, values] of expected.entries()) {
        const worst = Math.max(...values.map((value, j) => Math.abs(value - actual[i][j])));
        assert.ok(worst < 3e-6, `${i}: ${worst}`);
      }
    });
  }

  it('reads a caption of one word', () => {
    const one = tf.tidy(() => {
      const parameters = [numbers([width, 4 * units], 2), numbers([units, 4 * units], 3)];
      const bias = tf.zeros([4 * units]);
      const x = numbers([1, batch, width], 1);
      const [dKernel, dRecurrent] = tf.grads((kernel: tf.Tensor, recurrent: tf.Tensor) =>
        ours('sigmoid', false)(x, [kernel, recurrent, bias]).sum(),
      )(parameters);
      return {
        kernel: dKernel.abs().max().dataSync()[0],
        recurrent: dRecurrent.abs().max().dataSync()[0],
      };
    });
    assert.ok(one.kernel > 0);
    assert.equal(one.recurrent, 0);
  });

  it('leaves no tensor behind', () => {
    const run = () => everything(ours('sigmoid', true), true);
    run();
    const tensors = tf.memory().numTensors;
    tf.tidy(() => {
      run();
    });
    assert.equal(tf.memory().numTensors, tensors);
  });
});
