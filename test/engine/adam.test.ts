import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { createAdam, startEngine, tf } from '../../lib/engine/index.js';

/** Three gradients of three weights, one of them as small as Adam's epsilon. */
const gradients = [
  [0.1, -0.001, 1e-7],
  [0.2, 0.001, 0],
  [-0.3, 0.002, 1e-6],
];
/** Printed by keras.optimizers.Adam(0.01) of Keras 3 on TensorFlow 2.21, from the weights 0.5, -1 and 2. */
const keras = [
  [0.4900003969669342, -0.9900315999984741, 1.999693512916565],
  [0.4803488254547119, -0.9905567169189453, 1.9994882345199585],
  [0.48101481795310974, -0.996001660823822, 1.997831106185913],
];

/** Printed by keras.optimizers.AdamW(0.01, weight_decay=0.1), the same weights as one row of a matrix. */
const kerasDecayed = [
  [0.48950040340423584, -0.9890316128730774, 1.9976935386657715],
  [0.47935932874679565, -0.9885677099227905, 1.995490550994873],
  [0.4795459508895874, -0.9930241107940674, 1.991837978363037],
];

let made = 0;
const variable = (values: number[]) => tf.variable(tf.tensor1d(values), true, `weight${made++}`);

function assertNear(actual: ArrayLike<number>, expected: number[]) {
  expected.forEach((value, i) => {
    assert.ok(Math.abs(actual[i] - value) < 1e-6, `${Array.from(actual)} is not ${expected}`);
  });
}

describe('Adam', () => {
  before(() => startEngine());

  it("takes Keras's steps, for gradients as small as its epsilon too", () => {
    const weight = variable([0.5, -1, 2]);
    const adam = createAdam([weight]);
    for (const [step, gradient] of gradients.entries()) {
      tf.tidy(() => adam.apply({ [weight.name]: tf.tensor1d(gradient) }, 0.01));
      assertNear(weight.dataSync(), keras[step]);
    }
    adam.dispose();
    weight.dispose();
  });

  it('takes smaller steps for variables that shall learn less, in what decays too', () => {
    const both = [0, 1].map(() =>
      tf.variable(tf.tensor2d([[0.5, -1, 2]]), true, `weight${made++}`),
    );
    const adam = createAdam(both, undefined, 0.1, [1, 0.1]);
    const alone = tf.variable(tf.tensor2d([[0.5, -1, 2]]), true, `weight${made++}`);
    const slow = createAdam([alone], undefined, 0.1);
    for (const gradient of gradients) {
      const grads = () =>
        Object.fromEntries([...both, alone].map(({ name }) => [name, tf.tensor2d([gradient])]));
      tf.tidy(() => {
        adam.apply(grads(), 0.01);
        slow.apply(grads(), 0.001);
      });
    }
    assertNear(both[0].dataSync(), kerasDecayed[gradients.length - 1]);
    assertNear(both[1].dataSync(), Array.from(alone.dataSync()));
    for (const one of [adam, slow]) one.dispose();
    tf.dispose([...both, alone]);
  });

  it("takes the steps of Keras's AdamW where weights decay, and spares biases", () => {
    const bias = variable([0.5, -1, 2]);
    const matrix = tf.variable(tf.tensor2d([[0.5, -1, 2]]), true, `weight${made++}`);
    const adam = createAdam([bias, matrix], undefined, 0.1);
    const tensors = tf.memory().numTensors;
    for (const [step, gradient] of gradients.entries()) {
      const named = () => ({
        [bias.name]: tf.tensor1d(gradient),
        [matrix.name]: tf.tensor2d([gradient]),
      });
      tf.tidy(() => adam.apply(named(), 0.01));
      assertNear(bias.dataSync(), keras[step]);
      assertNear(matrix.dataSync(), kerasDecayed[step]);
    }
    assert.equal(tf.memory().numTensors, tensors);
    adam.dispose();
    tf.dispose([bias, matrix]);
  });

  it('changes every variable by its own gradient', () => {
    const both = [variable([1, 1]), tf.variable(tf.ones([2, 2]), true, `weight${made++}`)];
    const adam = createAdam(both);
    tf.tidy(() =>
      adam.apply(
        {
          [both[1].name]: tf.tensor2d([
            [1, -1],
            [2, -2],
          ]),
          [both[0].name]: tf.tensor1d([-3, 3]),
        },
        0.1,
      ),
    );
    assertNear(both[0].dataSync(), [1.1, 0.9]);
    assertNear(both[1].dataSync(), [0.9, 1.1, 0.9, 1.1]);
    adam.dispose();
    tf.dispose(both);
  });

  it('goes on from its state to the same last bit', async () => {
    const run = async (stopAfter: number) => {
      const weights = [variable([0.5, -1, 2]), variable([3])];
      let adam = createAdam(weights);
      for (const [step, gradient] of gradients.entries()) {
        if (step === stopAfter) {
          const state = await adam.state();
          adam.dispose();
          assert.equal(state.steps, stopAfter);
          adam = createAdam(weights, state);
        }
        const [first, second] = weights.map(({ name }) => name);
        tf.tidy(() =>
          adam.apply(
            { [first]: tf.tensor1d(gradient), [second]: tf.tensor1d([gradient[0]]) },
            0.01,
          ),
        );
      }
      const result = weights.map((weight) => Array.from(weight.dataSync()));
      adam.dispose();
      tf.dispose(weights);
      return result;
    };
    assert.deepEqual(await run(2), await run(-1));
  });

  it('goes on from weights that somebody else has set', () => {
    const weight = variable([1]);
    const adam = createAdam([weight]);
    const step = () => tf.tidy(() => adam.apply({ [weight.name]: tf.tensor1d([1]) }, 0.1));
    step();
    tf.tidy(() => weight.assign(tf.tensor1d([5])));
    step();
    assertNear(weight.dataSync(), [4.9]);
    adam.dispose();
    weight.dispose();
  });

  it('leaves no tensor behind', () => {
    const weight = variable([1]);
    const tensors = tf.memory().numTensors;
    const adam = createAdam([weight]);
    tf.tidy(() => adam.apply({ [weight.name]: tf.tensor1d([1]) }, 0.1));
    adam.dispose();
    assert.equal(tf.memory().numTensors, tensors);
    weight.dispose();
  });
});
