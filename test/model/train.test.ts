import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { startEngine, tf } from '../../lib/engine/index.js';
import { countParameters } from '../../lib/model/count-parameters.js';
import { describeModel } from '../../lib/model/describe.js';
import { buildMergeModel, layersOf } from '../../lib/model/merge/index.js';
import { orthogonalRows } from '../../lib/model/orthogonal.js';
import { trainPairs } from '../../lib/model/pair-training.js';
import { bestEpoch } from '../../lib/model/results.js';
import { loadModel, saveModel } from '../../lib/model/save-model.js';
import { coolDown, scheduleText, steps } from '../../lib/model/schedule.js';
import { meanLoss, train } from '../../lib/model/train.js';
import { clipByNorm } from '../../lib/model/train-step.js';
import { captions, features as rows, smallModel } from './small-model.js';
import { numbersOf } from './small-training.js';

const sequences = new Map(captions.map((caption, i) => [`picture${i}`, [caption]]));
const features = { width: 5, of: (id: string) => Float32Array.from(rows[Number(id.slice(7))]) };
const data = { train: sequences, dev: sequences, features };
const options = { ...steps([60, 0.05]), batchSize: 2 };

describe('training', () => {
  before(() => startEngine());

  it('learns three captions by heart', async () => {
    const model = smallModel();
    const before = await meanLoss(model, sequences, features);
    const results = await train(model, data, options);
    assert.equal(results.length, 60);
    // All begin alike, and which word comes next depends on the picture alone: it can be known for certain.
    assert.ok(results[59].devLoss < 0.05 && before > 2, `${before} to ${results[59].devLoss}`);
    assert.equal(results[59].devLoss, await meanLoss(model, sequences, features));
  });

  it('gives the same losses and weights with the same seed, others with another', async () => {
    const run = async (seed: number) => {
      const model = smallModel({ dropout: 0.5 });
      const results = await train(model, data, { ...options, ...steps([3, 0.01]), seed });
      return { losses: results.map(({ loss }) => loss), weights: numbersOf(model) };
    };
    assert.deepEqual(await run(1), await run(1));
    assert.notDeepEqual((await run(1)).losses, (await run(2)).losses);
  });

  it('follows its schedule', async () => {
    const model = smallModel();
    const results = await train(model, data, steps([1, 1e-3], [2, 1e-4]));
    assert.deepEqual(
      results.map(({ learningRate }) => learningRate),
      [1e-3, 1e-4, 1e-4],
    );
  });

  it('stops early when the dev loss has not become smaller for so many epochs', async () => {
    // The first caption's picture says something else on dev: learning it by heart makes the dev loss larger.
    const dev = new Map([['picture0', [[1, 8, 8, 8, 2]]]]);
    const results = await train(smallModel(), { ...data, dev }, { ...options, patience: 3 });
    const best = bestEpoch(results).epoch;
    assert.equal(results.length, best + 3);
    assert.ok(results.length < 60);
  });

  it('shortens a gradient that is longer than asked, and leaves a shorter one', () => {
    const gradients = { a: tf.tensor1d([3, 0]), b: tf.tensor2d([[0, 4]]) };
    const values = (most: number) =>
      Object.values(clipByNorm(gradients, most)).map((one) => Array.from(one.dataSync()));
    assert.deepEqual(values(2.5), [
      [1.5, 0],
      [0, 2],
    ]);
    assert.deepEqual(values(10), [
      [3, 0],
      [0, 4],
    ]);
  });

  it('learns the same from pairs as from captions', async () => {
    const [one, other] = [smallModel(), smallModel()];
    const schedule = steps([8, 0.01]);
    const byCaption = await train(one, data, { ...schedule, batchSize: 3 });
    const sizes = { ...schedule, picturesPerBatch: 3, maxLength: 7 };
    const byPair = await trainPairs(other, data, sizes);
    byCaption.forEach(({ loss }, epoch) => {
      assert.ok(Math.abs(loss - byPair[epoch]) < 5e-4, `${epoch}: ${loss}, ${byPair[epoch]}`);
    });
    assert.ok(byPair[7] < byPair[0] - 0.1);
  });

  it('gives the same losses from pairs with the same seed, others with another, and leaves no tensor', async () => {
    const run = async (seed: number) => {
      const model = smallModel({ dropout: 0.5 });
      const tensors = tf.memory().numTensors;
      const sizes = { ...steps([3, 0.01]), picturesPerBatch: 2, maxLength: 7 };
      const losses = await trainPairs(model, data, { ...sizes, seed });
      assert.equal(tf.memory().numTensors, tensors);
      return losses;
    };
    const losses = await run(1);
    assert.deepEqual(await run(1), losses);
    assert.notDeepEqual(await run(2), losses);
  });

  it('stops at a loss that is no number, and says where', async () => {
    const broken = { width: 5, of: () => new Float32Array(5).fill(Number.NaN) };
    await assert.rejects(
      train(smallModel(), { ...data, features: broken }, options),
      /The loss is NaN in epoch 1, with the captions of picture/,
    );
  });

  it('leaves no tensor behind', async () => {
    const model = smallModel();
    await train(model, data, { ...options, epochs: 1 });
    const tensors = tf.memory().numTensors;
    await train(model, data, { ...options, epochs: 1 });
    assert.equal(tf.memory().numTensors, tensors);
  });
});

describe('a schedule', () => {
  it('is told in words', () => {
    assert.equal(scheduleText(steps([20, 1e-3], [10, 1e-4])), '20 x 0.001, 10 x 0.0001');
  });

  it("cools down in its last third, as the tutorial's does", () => {
    assert.equal(scheduleText(coolDown(30, 1e-3)), '20 x 0.001, 10 x 0.0001');
    assert.equal(scheduleText(coolDown(2, 0.5)), '2 x 0.5');
  });
});

describe("the tutorial's model", () => {
  before(() => startEngine());

  it('has 1,813,268 parameters, 1,482,868 of them trained', () => {
    const embedding = new Float32Array(1652 * 200);
    const model = buildMergeModel({ vocabularySize: 1652, maxLength: 34, embedding });
    assert.deepEqual(countParameters(model), { all: 1813268, trained: 1482868, frozen: 330400 });
    const byLayer = describeModel(model).layers.filter(({ parameters }) => parameters > 0);
    assert.deepEqual(
      Object.fromEntries(byLayer.map(({ name, parameters }) => [name, parameters])),
      {
        word_embedding: 330400,
        picture_dense: 524544,
        caption_lstm: 467968,
        decoder_dense: 65792,
        next_word: 424564,
      },
    );
  });

  it('is two branches that meet', () => {
    const { layers } = describeModel(smallModel());
    const merge = layers.find(({ name }) => name === 'merge');
    assert.deepEqual(merge?.inputs, ['picture_dense', 'caption_lstm']);
    assert.deepEqual(merge?.outputShape, [null, 6]);
  });

  it('starts from the same weights with the same seed', () => {
    assert.deepEqual(numbersOf(smallModel({ seed: 2 })), numbersOf(smallModel({ seed: 2 })));
    assert.notDeepEqual(numbersOf(smallModel({ seed: 2 })), numbersOf(smallModel({ seed: 3 })));
  });

  it('starts its LSTM from rows of length 1 at right angles', () => {
    const rows = orthogonalRows(3, 12, 1);
    const dot = (a: number, b: number) =>
      Array.from({ length: 12 }, (_, i) => rows[a * 12 + i] * rows[b * 12 + i]).reduce(
        (sum, x) => sum + x,
      );
    assert.ok(Math.abs(dot(1, 1) - 1) < 1e-6 && Math.abs(dot(0, 2)) < 1e-6);
  });
});

describe('a saved model', () => {
  before(() => startEngine());
  const folder = () => join(mkdtempSync(join(tmpdir(), 'captionlab-')), 'model');

  it('comes back as it was, a frozen embedding frozen', async () => {
    const path = folder();
    const model = smallModel({ embedding: new Float32Array(36).fill(0.1) });
    await saveModel(model, path, { seed: 1 });
    const loaded = await loadModel(path, { seed: 1 });
    assert.deepEqual(numbersOf(loaded), numbersOf(model));
    assert.deepEqual(countParameters(layersOf(loaded)), countParameters(model));
  });

  it('is refused when it was made from something else, with the names of both', async () => {
    const path = folder();
    await saveModel(smallModel(), path, { encoder: 'scenes-cnn' });
    await assert.rejects(
      loadModel(path, { encoder: 'inception-v3' }),
      /model\.json was made with encoder scenes-cnn, but encoder is now inception-v3/,
    );
  });

  it('is refused when it was cut short', async () => {
    const path = folder();
    await saveModel(smallModel(), path, {});
    const file = join(path, 'weights.bin');
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, 100));
    await assert.rejects(loadModel(path), {
      name: 'UserError',
      message: new RegExp(
        `weights\\.bin has 100 bytes instead of ${bytes.length}: it was cut short`,
      ),
    });
  });
});
