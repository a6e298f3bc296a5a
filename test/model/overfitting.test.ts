import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { createRandom, startEngine, tf } from '../../lib/engine/index.js';
import {
  epochLosses,
  fewCurves,
  type ModelInputs,
  meanLoss,
  steps,
  train,
  trainOnFew,
} from '../../lib/model/index.js';
import { smallModel } from './small-model.js';
import { smallInputs } from './small-training.js';

const random = createRandom('overfitting');
const rows = Float32Array.from({ length: 9 * 4 }, random.normal);
const inputs = {
  ...smallInputs(),
  vocabulary: { size: 9 },
  embedding: { rows, width: 4 },
} as unknown as ModelInputs;
const { sequences, features } = inputs;
const data = { train: sequences.train, dev: sequences.dev, features };

describe('a training on few captions', () => {
  before(() => startEngine());

  it('takes as many pictures as it is told, tells every epoch, and measures after it', async () => {
    const told: number[] = [];
    const tensors = tf.memory().numTensors;
    const results = await trainOnFew(inputs, {
      ...{ dropout: 0, pictures: 3, epochs: 60 },
      onEpoch: (soFar) => told.push(soFar.at(-1)?.lossAfter ?? Number.NaN),
    });
    assert.equal(tf.memory().numTensors, tensors);
    assert.deepEqual(
      results.map(({ lossAfter }) => lossAfter),
      told,
    );
    assert.ok(results[59].lossAfter < results[0].lossAfter / 2, 'learns them by heart');
    const { train: losses, dev } = fewCurves('x', results);
    assert.deepEqual([losses.length, dev[0]], [60, results[0].devLoss]);
  });
});

describe('the three reasons for a gap', () => {
  before(() => startEngine());

  it('are told apart on the same captions', async () => {
    const model = smallModel({ dropout: 0.5 });
    const results = await train(model, data, { ...steps([3, 0.02]), batchSize: 4 });
    const tensors = tf.memory().numTensors;
    const measured = await epochLosses({ model, results: results.slice(-1), inputs });
    assert.equal(tf.memory().numTensors, tensors);
    const losses = measured.map((row) => row['loss (nats)']);
    assert.equal(losses[0], results[2].loss);
    assert.equal(losses[3], results[2].devLoss);
    assert.ok(Math.abs(losses[2] - (await meanLoss(model, data.train, features))) < 1e-6);
    assert.ok(Math.abs(losses[1] - losses[2]) > 1e-5, 'dropout changes the loss');
    assert.equal(measured[0].change, '');
    assert.equal(
      Number(measured[2].change.replace('−', '-')),
      Number((losses[2] - losses[1]).toFixed(3)),
    );
  });
});
