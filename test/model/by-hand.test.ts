import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { createAdam, createRandom, startEngine, tf } from '../../lib/engine/index.js';
import { initialState, lstmStep } from '../../lib/model/caption-pass.js';
import {
  type AdamMemory,
  adamByHand,
  captionGradients,
  checkGradient,
  crossEntropy,
  crossEntropyByHand,
  followAdam,
  gateByWord,
  gateRows,
  handAgainstLayer,
  lstmStepByHand,
  mergeWeights,
  type OpenStep,
  readByHand,
  softmaxByHand,
  softmaxRows,
  steepestWeight,
  teacherForcing,
} from '../../lib/model/index.js';
import type { Vocabulary } from '../../lib/vocabulary/index.js';
import { smallModel } from './small-model.js';
import { numbersOf, smallInputs } from './small-training.js';

const words = ['startseq', 'endseq', 'dog', 'cat', 'runs', 'sits', 'on', 'grass'];
const vocabulary = { words, size: 9, indexOf: new Map() } as unknown as Vocabulary;
const inputs = { ...smallInputs(), vocabulary };
const [id, [sequence]] = [...inputs.sequences.train][1];
const caption = { id, sequence };

/** A small model whose LSTM's numbers are as large as a trained one's, its biases among them. */
function lively(recurrentActivation: 'sigmoid' | 'hardSigmoid' = 'sigmoid'): tf.LayersModel {
  const model = smallModel({ recurrentActivation });
  const { kernel, recurrent, bias } = mergeWeights(model).lstm;
  [kernel, recurrent, bias].forEach((variable, i) => {
    tf.tidy(() => variable.assign(tf.randomNormal(variable.shape, 0, 1.5, 'float32', i + 1)));
  });
  mergeWeights(model).embedding.assign(tf.randomNormal([9, 4], 0, 1, 'float32', 7));
  return model;
}

describe('an LSTM by hand', () => {
  before(() => startEngine());

  for (const activation of ['sigmoid', 'hardSigmoid'] as const) {
    it(`is TensorFlow.js's own layer to 1e-6, word after word (${activation})`, async () => {
      const rows = await handAgainstLayer(lively(activation), [1, 3, 5, 7, 8, 4, 2], vocabulary);
      assert.equal(rows.length, 7);
      for (const row of rows)
        assert.ok(Number(row['largest difference']) < 1e-6, JSON.stringify(row));
      assert.ok(Math.max(...rows.map((row) => row['largest output'])) > 0.3, 'no outputs near 0');
    });
  }

  it('has the memory of the tensor step too, and its gates lie between shut and open', async () => {
    const weights = mergeWeights(lively());
    const [steps] = await readByHand(weights, [[1, 3, 5]]);
    let state = initialState(weights, 1);
    for (const [i, word] of [1, 3, 5].entries()) {
      const x = weights.embedding.gather(tf.tensor1d([word], 'int32')); // [1, embedding]
      const { kernel, bias } = weights.lstm;
      state = lstmStep(weights, tf.matMul(x, kernel as tf.Tensor2D).add(bias), state);
      const cell = await state.cell.data();
      steps[i].cell.forEach((value, unit) => {
        assert.ok(Math.abs(value - cell[unit]) < 1e-6);
      });
      for (const gate of ['input', 'forget', 'output'] as const)
        assert.ok(steps[i][gate].every((value) => value > 0 && value < 1));
    }
  });

  it('takes the columns in the order input, forget, candidate, output', () => {
    const lstm = {
      kernel: [[0, 0, 0, 0]],
      recurrent: [[0, 0, 0, 0]],
      bias: [10, 20, 30, 40],
      gate: (sum: number) => sum / 100,
    };
    const step = lstmStepByHand(lstm, [1], { hidden: [0], cell: [2] });
    assert.deepEqual([step.input, step.forget, step.output], [[0.1], [0.2], [0.4]]);
    assert.deepEqual(step.cell, [0.2 * 2 + 0.1 * Math.tanh(30)]);
    assert.deepEqual(step.hidden, [0.4 * Math.tanh(0.5)]);
  });

  it('leaves no tensor behind', async () => {
    const model = lively();
    const tensors = tf.memory().numTensors;
    await handAgainstLayer(model, [1, 3, 5], vocabulary);
    assert.equal(tf.memory().numTensors, tensors);
  });
});

describe('the gates over captions', () => {
  const step = (forget: number[]): OpenStep => {
    const same = forget.map(() => 0.5);
    return { forget, input: same, output: same, candidate: same, cell: same, hidden: same };
  };
  const steps = [step([0.1, 0.9, 0.5]), step([0.9, 0.8, 0.5]), step([0.2, 0.1, 0.5])];

  it('are a mean of all units, and the units that move most', () => {
    const { rows, values, units } = gateRows(steps, 2);
    assert.deepEqual(rows.slice(0, 3), ['forget: mean', 'forget: unit 2', 'forget: unit 1']);
    assert.deepEqual(values[1], [0.9, 0.8, 0.1]);
    assert.ok(Math.abs(values[0][0] - 0.5) < 1e-12);
    assert.deepEqual(units.slice(0, 2), [
      { gate: 'forget', unit: 2 },
      { gate: 'forget', unit: 1 },
    ]);
    assert.equal(rows.length, 9);
  });

  it('are gathered by word, the most shut first, the rare words left out', () => {
    const read = [
      { sequence: [3, 4, 3], steps },
      { sequence: [5, 4, 4], steps },
    ];
    const rows = gateByWord(read, { gate: 'forget', unit: 1, least: 2 }, vocabulary);
    assert.deepEqual(
      rows.map(({ word, 'times read': times }) => [word, times]),
      [
        ['dog', 2],
        ['cat', 3],
      ],
    );
    assert.deepEqual([rows[1]['least open'], rows[1]['most open']], [0.2, 0.9]);
    assert.ok(Math.abs(rows[0]['on average'] - 0.15) < 1e-12);
  });
});

describe('a loss by hand', () => {
  before(() => startEngine());

  it('is the loss of training', async () => {
    const logits = [2, -1, 0.5, 4, 300];
    for (const right of [1, 2, 3]) {
      const loss = crossEntropyByHand(softmaxByHand(logits.slice(0, 4)), right);
      const row = tf.tensor2d([logits.slice(0, 4)]);
      const [expected] = await crossEntropy(row, tf.tensor1d([right], 'int32')).data();
      assert.ok(Math.abs(loss - expected) < 1e-6, `${loss}, ${expected}`);
    }
    assert.ok(Math.abs(softmaxByHand(logits).reduce((a, b) => a + b) - 1) < 1e-12);
    assert.deepEqual(softmaxByHand([1000, 1000]), [0.5, 0.5], 'and large logits do not overflow');
  });

  it('is asked place by place, the right words given', async () => {
    const rows = await teacherForcing(smallModel(), inputs, caption);
    const text = sequence.map((index) => words[index - 1]);
    assert.deepEqual(
      rows.map((row) => row['is given']),
      text.slice(0, -1),
    );
    assert.deepEqual(
      rows.map((row) => row['should say']),
      text.slice(1),
    );
    for (const row of rows)
      assert.ok(Math.abs(row['loss (nats)'] + Math.log(row['gives it (%)'] / 100)) < 1e-9);
  });

  it('shows the likeliest words, the right one, and that all make 1', () => {
    const rows = softmaxRows([0, 3, 1, 2, -1, 0, 0, 0, 0], 4, { vocabulary }, 2);
    assert.deepEqual(
      rows.map(({ word }) => word),
      ['startseq', 'dog', 'cat (right)', 'all 9'],
    );
    assert.ok(Math.abs(rows[3].probability - 1) < 1e-12);
  });
});

describe('a gradient by trying', () => {
  before(() => startEngine());

  it('is that of backpropagation in every part of the model', async () => {
    const model = lively();
    for (const variable of mergeWeights(model).trained) {
      const weight = await steepestWeight(model, inputs, caption, () => variable);
      const [row] = await checkGradient(model, inputs, caption, weight, [0.01]);
      assert.ok(Math.abs(Number(row.analytic)) > 1e-4, `${variable.name} has no gradient`);
      assert.ok(row['relative difference (%)'] < 2, `${variable.name} ${JSON.stringify(row)}`);
    }
  });

  it('is found wrong where it is that of another weight', async () => {
    const model = lively();
    const { variable, place } = await steepestWeight(model, inputs, caption, (w) => w.lstm.kernel);
    const [row] = await checkGradient(model, inputs, caption, { variable, place }, [0.01]);
    const gradients = captionGradients(model, inputs, caption);
    const others = (await gradients[variable.name].data()).filter((_, i) => i !== place);
    for (const other of others)
      assert.ok(Math.abs(other - Number(row.numeric)) > 0.01 * Math.abs(Number(row.numeric)));
  });

  it('leaves weights and tensors as they were', async () => {
    const model = lively();
    const [numbers, tensors] = [numbersOf(model), tf.memory().numTensors];
    const weight = await steepestWeight(model, inputs, caption, (w) => w.lstm.recurrent);
    await checkGradient(model, inputs, caption, weight, [1, 0.01]);
    await followAdam(model, inputs, caption, weight, { learningRate: 0.01, steps: 3 });
    assert.deepEqual(numbersOf(model), numbers);
    assert.equal(tf.memory().numTensors, tensors);
  });
});

describe('Adam by hand', () => {
  before(() => startEngine());

  it('is the optimizer that training uses, step after step', async () => {
    const random = createRandom('adam');
    const variable = tf.variable(tf.tensor1d([0.3, -2]), true, `adam_by_hand_${random.uniform()}`);
    const adam = createAdam([variable]);
    let hand: AdamMemory[] = [0.3, -2].map((weight) => ({ weight, mean: 0, square: 0 }));
    for (let step = 1; step <= 6; step++) {
      const gradients = [random.normal(), 1e-4 * random.normal()].map(Math.fround);
      adam.apply({ [variable.name]: tf.tensor1d(gradients) }, 0.05);
      hand = hand.map((one, i) => adamByHand(one, gradients[i], { learningRate: 0.05, step }));
      const values = await variable.data();
      hand.forEach(({ weight }, i) => {
        assert.ok(Math.abs(weight - values[i]) < 1e-6, `${weight}, ${values[i]} after ${step}`);
      });
    }
    assert.ok(Math.abs(hand[0].weight - 0.3) > 0.02, 'the weight has moved');
    adam.dispose();
  });

  it('is followed in a model', async () => {
    const model = lively();
    const weight = await steepestWeight(model, inputs, caption, (w) => w.nextWord.kernel);
    const rows = await followAdam(model, inputs, caption, weight, { learningRate: 0.02, steps: 3 });
    assert.equal(rows.length, 3);
    assert.ok(Math.abs(Math.abs(Number(rows[0]['moved by'])) - 0.02) < 1e-4, 'first by the rate');
    for (const row of rows) assert.ok(Number(row.difference) < 1e-6, JSON.stringify(row));
  });
});
