import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { createRandom, startEngine, tf } from '../../lib/engine/index.js';
import type { ModelSettings } from '../../lib/model/caption-model.js';
import { loadModel, modelFolder } from '../../lib/model/index.js';
import { captionLoss, crossEntropy } from '../../lib/model/losses.js';
import { mergeCaptioner, mergeWeights } from '../../lib/model/merge/index.js';
import { type ModelInputs, modelFor } from '../../lib/model/model-inputs.js';
import { bestEpoch } from '../../lib/model/results.js';
import { cosine, scheduleText, steps } from '../../lib/model/schedule.js';
import {
  featureScale,
  foldScale,
  standardised,
  unfoldScale,
  whileFolded,
} from '../../lib/model/standardise.js';
import { meanLoss, train } from '../../lib/model/train.js';
import { trainAndKeep } from '../../lib/model/train-and-keep.js';
import { chosenTraining } from '../../lib/model/training-choice.js';
import { weightAverage } from '../../lib/model/weight-average.js';
import { captionTensors, smallModel } from './small-model.js';
import { numbersOf, smallDataset, smallInputs } from './small-training.js';

const largest = async (x: tf.Tensor) => (await x.abs().max().data())[0];
const { sequences, features } = smallInputs();
const data = { train: sequences.train, dev: sequences.dev, features };

describe('label smoothing', () => {
  before(() => startEngine());
  const logits = tf.randomNormal([4, 5], 0, 3, 'float32', 1) as tf.Tensor2D;
  const targets = tf.tensor1d([3, 0, 1, 4], 'int32'); // one is padding

  it('has value and gradient of the loss with smoothed one-hot rows', async () => {
    const rows = tf.tensor1d([0, 2, 3], 'int32');
    const oneHot = tf.oneHot(targets.gather(rows), 5);
    const dense = (x: tf.Tensor) =>
      tf.losses.softmaxCrossEntropy(oneHot, x.gather(rows), undefined, 0.2);
    const sparse = (x: tf.Tensor) => crossEntropy(x as tf.Tensor2D, targets, 0.2);
    const [expected, actual] = [dense, sparse].map((loss) =>
      tf.valueAndGrad((x) => loss(x).asScalar())(logits),
    );
    assert.ok((await largest(actual.value.sub(expected.value))) < 1e-6);
    assert.ok((await largest(actual.grad.sub(expected.grad))) < 1e-7);
  });

  it('makes certainty dear, and leaves the dev loss as it is measured', async () => {
    const captioner = mergeCaptioner(smallModel());
    const batch = captionTensors();
    const [plain, smoothed] = [0, 0.3].map((smoothing) =>
      captionLoss(captioner, batch, { smoothing }),
    );
    assert.notDeepEqual(await plain.data(), await smoothed.data());
    const options = { ...steps([15, 0.05]), batchSize: 10, smoothing: 0.3 };
    const model = smallModel();
    const results = await train(model, { ...data, dev: data.train }, options);
    assert.ok(results[14].loss > results[14].devLoss, 'the smoothed loss is the greater one');
    assert.equal(results[14].devLoss, await meanLoss(model, data.train, features));
  });

  it('leaves no tensor behind', () => {
    const tensors = tf.memory().numTensors;
    tf.dispose(tf.valueAndGrad((x) => crossEntropy(x as tf.Tensor2D, targets, 0.1))(logits));
    assert.equal(tf.memory().numTensors, tensors);
  });
});

describe('standardised features', () => {
  before(() => startEngine());
  const scale = featureScale(data.train, features);

  it('have mean 0 and deviation 1 over the training pictures, and ask no other picture', () => {
    const train = new Map([...data.train].slice(0, 8));
    const asked = new Set<string>();
    const of = (id: string) => {
      asked.add(id);
      return features.of(id).map((value, i) => (i === 4 ? 2.5 : 100 * value));
    };
    const source = { width: 5, of };
    const seen = standardised(source, featureScale(train, source));
    assert.deepEqual([...asked], [...train.keys()]);
    for (const i of [0, 1, 2, 3, 4]) {
      const values = [...train.keys()].map((id) => seen.of(id)[i]);
      const mean = values.reduce((sum, x) => sum + x) / 8;
      const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 8;
      assert.ok(Math.abs(mean) < 1e-4, `mean ${mean}`);
      // A value that is the same in all pictures stays 0 instead of being blown up.
      assert.ok(Math.abs(variance - (i === 4 ? 0 : 1)) < 1e-4, `variance ${variance}`);
    }
  });

  it('say through an unfolded layer what the features as they are said before', async () => {
    const model = smallModel();
    const { picture } = mergeWeights(model);
    const before = await meanLoss(model, data.dev, features);
    unfoldScale(picture, scale);
    assert.ok(Math.abs((await meanLoss(model, data.dev, features)) - before) > 1e-3);
    const seen = standardised(features, scale);
    assert.ok(Math.abs((await meanLoss(model, data.dev, seen)) - before) < 1e-6);
    foldScale(picture, scale);
    assert.ok(Math.abs((await meanLoss(model, data.dev, features)) - before) < 1e-6);
  });

  it('give a layer its numbers back to the last bit, whatever happens meanwhile', async () => {
    const model = smallModel();
    const before = numbersOf(model);
    const { picture } = mergeWeights(model);
    const stop = new Error('stop');
    const work = () => {
      assert.notDeepEqual(numbersOf(model), before);
      throw stop;
    };
    const tensors = tf.memory().numTensors;
    await assert.rejects(
      whileFolded(picture, scale, async () => work()),
      stop,
    );
    assert.deepEqual(numbersOf(model), before);
    assert.equal(tf.memory().numTensors, tensors);
  });

  it('are no part of the model: it reads features as they are after every epoch', async () => {
    const model = smallModel({ dropout: 0.5 });
    const told: number[] = [];
    const results = await train(model, data, {
      ...{ ...steps([3, 0.02]), batchSize: 4, standardise: true },
      onEpoch: async () => {
        told.push(await meanLoss(model, data.dev, features));
      },
    });
    told.push(await meanLoss(model, data.dev, features));
    const expected = results.map(({ devLoss }) => devLoss);
    for (const [i, loss] of [...expected, expected[2]].entries()) {
      assert.ok(Math.abs(told[i] - loss) < 1e-5, `${told[i]} is not ${loss}`);
    }
    const plain = await train(smallModel({ dropout: 0.5 }), data, {
      ...{ ...steps([3, 0.02]), batchSize: 4 },
    });
    assert.notEqual(plain[2].devLoss, results[2].devLoss);
  });

  it('leave no tensor behind', async () => {
    const model = smallModel();
    const options = { ...steps([1, 0.02]), standardise: true, weightDecay: 0.1, smoothing: 0.1 };
    await train(model, data, options);
    const tensors = tf.memory().numTensors;
    await train(model, data, options);
    assert.equal(tf.memory().numTensors, tensors);
  });
});

describe('word vectors', () => {
  before(() => startEngine());
  const random = createRandom('word vectors');
  const rows = Float32Array.from({ length: 9 * 4 }, random.normal);
  rows.fill(0, 0, 4); // padding
  rows.fill(0, 12, 16); // word 3 has no vector
  const vocabulary = { size: 9 };
  const inputs = { ...smallInputs(), vocabulary, embedding: { rows, width: 4 } } as Parameters<
    typeof modelFor
  >[0];

  async function trained(settings: ModelSettings): Promise<[tf.LayersModel, number[]]> {
    const model = modelFor(inputs, { units: 6, ...settings });
    await train(model, data, { ...steps([1, 0.02]), batchSize: 4 });
    return [model, Array.from(await mergeWeights(model).embedding.data())];
  }

  it('stay as they are when they are frozen, those that are missing too', async () => {
    const [model, numbers] = await trained({});
    assert.deepEqual(numbers, Array.from(rows));
    assert.equal(mergeWeights(model).trained.length, 9);
  });

  it('go on from where they are when they are tuned, padding excepted', async () => {
    const [model, numbers] = await trained({ embedding: 'tuned' });
    const moved = numbers.map((value, i) => Math.abs(value - rows[i]));
    assert.ok(
      moved.slice(12).every((by) => by > 0 && by < 2),
      'every word has moved a little',
    );
    assert.deepEqual(numbers.slice(0, 4), [0, 0, 0, 0]);
    assert.equal(mergeWeights(model).trained.length, 10);
  });

  it('begin by lot when they are fresh', async () => {
    const model = modelFor(inputs, { embedding: 'fresh' });
    const numbers = Array.from(await mergeWeights(model).embedding.data());
    assert.ok(numbers.every((value) => Math.abs(value) <= 0.05));
  });
});

describe('what is chosen about a training', () => {
  const flickr8k = { name: 'flickr8k', text: 'tutorial' } as const;

  it("is the tutorial's model and the usual schedule where nothing is", () => {
    const { model, training } = chosenTraining(flickr8k);
    const ofTutorial = { embedding: 'frozen', units: 256, dropout: 0.5, seed: 1 };
    assert.deepEqual(model, { ...ofTutorial, recurrentActivation: 'sigmoid' });
    assert.equal(scheduleText(training), '8 x 0.001, 2 x 0.0001');
    assert.equal(training.patience, 4);
    assert.ok(!training.smoothing && !training.weightDecay && !training.standardise);
  });

  it("can have the gates of the tutorial's Keras", () => {
    const settings = { ...chosenTraining(flickr8k, { recurrentActivation: 'hardSigmoid' }).model };
    const inputs = { ...smallInputs(), embedding: { width: 2, rows: new Float32Array(18) } };
    const model = modelFor({ ...inputs, vocabulary: { size: 9 } } as ModelInputs, settings);
    assert.equal(mergeWeights(model).recurrentActivation, 'hardSigmoid');
  });

  it('tunes word vectors with the full text, unless it says otherwise', () => {
    const full = { ...flickr8k, text: 'full' } as const;
    assert.equal(chosenTraining(full).model.embedding, 'tuned');
    assert.equal(chosenTraining({ ...full, name: 'scenes' }).model.embedding, 'tuned');
    assert.equal(chosenTraining(full, { embedding: 'frozen' }).model.embedding, 'frozen');
  });

  it('takes what served best with the full text of photographs, each of it unless it says otherwise', () => {
    const full = { ...flickr8k, text: 'full' } as const;
    const { training, schedule } = chosenTraining(full);
    assert.equal(schedule, 'cosine');
    assert.deepEqual(
      [training.epochs, training.standardise, training.weightDecay],
      [10, true, 0.5],
    );
    const plain = chosenTraining(full, { standardise: false, weightDecay: 0, schedule: 'steps' });
    assert.equal(scheduleText(plain.training), '7 x 0.001, 3 x 0.0001');
    assert.ok(!plain.training.standardise && !plain.training.weightDecay);
  });

  it('has a schedule of its own without early stopping, unless it asks for that', () => {
    const own = chosenTraining(flickr8k, { epochs: 6 }).training;
    assert.equal(scheduleText(own), '4 x 0.001, 2 x 0.0001');
    assert.equal(own.patience, undefined);
    const { training } = chosenTraining(flickr8k, { epochs: 3, schedule: 'steps', patience: 1 });
    assert.deepEqual([scheduleText(training), training.patience], ['2 x 0.001, 1 x 0.0001', 1]);
  });

  it('takes few captions of one’s own in small steps, and more often', () => {
    const mine = (name: string, each: number) => ({
      ...{ name, text: 'words' as const, splits: { train: ['a', 'b'], dev: [], test: [] } },
      captions: new Map(['a', 'b'].map((id) => [id, Array<string>(each).fill('A dog')])),
    });
    const stepsOf = (dataset: Parameters<typeof chosenTraining>[0], choice = {}) => {
      const { batchSize, epochs } = chosenTraining(dataset, choice).training;
      return [batchSize, epochs];
    };
    assert.deepEqual(stepsOf(mine('mine', 200)), [16, 40]);
    assert.deepEqual(stepsOf(mine('mine', 50)), [16, 96], 'for 600 steps');
    assert.deepEqual(stepsOf(mine('mine', 5)), [16, 150]);
    assert.deepEqual(stepsOf(mine('mine', 1000)), [64, 10]);
    assert.deepEqual(stepsOf(mine('flickr8k', 5)), [64, 10], 'as it is published');
    assert.deepEqual(stepsOf(mine('mine', 5), { epochs: 3, batch: 8 }), [8, 3]);
  });

  it('can fall along half a cosine', () => {
    assert.equal(scheduleText(cosine(4, 0.01)), '1 x 0.01, 1 x 0.00854, 1 x 0.005, 1 x 0.00146');
    const { training } = chosenTraining(flickr8k, { schedule: 'cosine' });
    assert.equal(training.learningRate(0), 1e-3);
    assert.ok(training.learningRate(9) < 3e-5);
  });
});

describe('the running mean of the weights', () => {
  before(() => startEngine());

  it('takes a tenth of each new weight, and more of the first', async () => {
    const weight = tf.variable(tf.scalar(0));
    const average = weightAverage([weight], 0.9);
    let mean = 0;
    for (let step = 1; step <= 200; step++) {
      weight.assign(tf.scalar(step));
      average.add(step);
      mean += (step - mean) * Math.max(0.1, 9 / (10 + step));
    }
    assert.ok(Math.abs((await average.numbers())[0] - mean) < 1e-3);
    assert.ok(Math.abs(mean - 191) < 1e-3, 'it lags nine steps behind what rises evenly');
    await average.whileUsed(async () => {
      assert.ok(Math.abs((await weight.data())[0] - mean) < 1e-3);
    });
    assert.equal((await weight.data())[0], 200);
    tf.dispose([weight]);
    average.dispose();
  });

  it('is what is checked, seen and left', async () => {
    const seen: number[][][] = [];
    const model = smallModel();
    const options = { ...steps([3, 0.05]), batchSize: 4, averaging: 0.99 };
    const onEpoch = () => void seen.push(numbersOf(model));
    const results = await train(model, data, { ...options, onEpoch });
    assert.deepEqual(numbersOf(model), seen[2]);
    assert.equal(results[2].devLoss, await meanLoss(model, data.dev, features));
    const plain = smallModel();
    const others = await train(plain, data, { ...options, averaging: 0 });
    const losses = [results, others].map((all) => all.map(({ loss }) => loss));
    assert.deepEqual(losses[0], losses[1], 'training itself is the same');
    assert.notDeepEqual(numbersOf(plain), numbersOf(model));
  });
});

describe('warming up', () => {
  before(() => startEngine());

  it('changes the weights little at first', async () => {
    const moved = async (warmUp: number) => {
      const model = smallModel();
      const before = numbersOf(model).flat();
      await train(model, data, { ...steps([1, 0.01]), batchSize: 1000, warmUp });
      return Math.max(
        ...numbersOf(model)
          .flat()
          .map((one, i) => Math.abs(one - before[i])),
      );
    };
    const [cold, warm] = [await moved(0), await moved(100)];
    assert.ok(Math.abs(warm / cold - 0.01) < 1e-3, `${warm / cold}`);
  });
});

describe('a judge', () => {
  before(() => startEngine());

  it('decides which epoch is kept, whatever the dev loss says', async () => {
    const dataset = smallDataset();
    const says = [0.2, 0.7, 0.7];
    const judge = { name: 'a score', of: async () => says.shift() as number };
    const epochs: number[][][] = [];
    const model = smallModel();
    const onEpoch = () => void epochs.push(numbersOf(model));
    const results = await trainAndKeep(dataset, model, smallInputs(), {
      ...{ ...steps([3, 0.01]), batchSize: 8, judge, onEpoch },
    });
    assert.deepEqual(
      results.map(({ devScore }) => devScore),
      [0.2, 0.7, 0.7],
    );
    assert.equal(bestEpoch(results).epoch, 2, 'the first of equals');
    assert.deepEqual(numbersOf(await loadModel(modelFolder(dataset))), epochs[1]);
  });
});
