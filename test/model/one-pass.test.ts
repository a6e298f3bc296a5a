import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { makeSequences } from '../../lib/caption-preprocessing/index.js';
import { cleanCaptions } from '../../lib/cleaning/index.js';
import { openDataset } from '../../lib/data-understanding/index.js';
import { createRandom, startEngine, tf } from '../../lib/engine/index.js';
import { captionBatches, pairBatches } from '../../lib/generator/index.js';
import { dropoutMask } from '../../lib/model/dropout.js';
import {
  type CaptionTensors,
  captionLoss,
  crossEntropy,
  pairLoss,
} from '../../lib/model/losses.js';
import {
  buildMergeModel,
  captionLogits,
  mergeCaptioner,
  mergeWeights,
} from '../../lib/model/merge/index.js';
import { packedPairLoss } from '../../lib/model/pair-training.js';
import { copiedRows } from '../../lib/model/picture-rows.js';
import { toTensors } from '../../lib/model/train-step.js';
import { buildVocabulary, countWords, trainCaptions } from '../../lib/vocabulary/index.js';
import { sharedData } from '../shared-data.js';
import { captions, captionTensors, features, pairTensors, smallModel } from './small-model.js';

const folder = sharedData('flickr8k');
const skip = folder ? false : 'no Flickr8k under ../shared/data';

const sequences = new Map(captions.map((caption, i) => [`picture${i}`, [caption]]));
const source = { width: 5, of: (id: string) => Float32Array.from(features[Number(id.slice(7))]) };
const embedding = Float32Array.from({ length: 9 * 4 }, (_, i) => Math.sin(i));

/** Loss and gradients of the same captions, compared with those of their pairs. */
async function assertSameAsPairs(
  model: tf.LayersModel,
  batch: CaptionTensors,
  pairs: ReturnType<typeof pairTensors>,
): Promise<void> {
  const captioner = mergeCaptioner(model);
  const { trained } = captioner;
  const byCaption = tf.variableGrads(() => captionLoss(captioner, batch), trained);
  const byPair = tf.variableGrads(
    () => pairLoss(model, pairs.features, pairs.prefixes, pairs.next),
    trained,
  );
  const [[captionLossValue], [pairLossValue]] = await Promise.all(
    [byCaption, byPair].map(({ value }) => value.data()),
  );
  const apart = Math.abs(captionLossValue - pairLossValue);
  assert.ok(apart < 1e-6 * pairLossValue, `${captionLossValue}, ${pairLossValue}`);
  assert.equal(Object.keys(byCaption.grads).length, trained.length);
  for (const [name, gradient] of Object.entries(byPair.grads)) {
    const scale = await largest(gradient);
    const difference = await largest(byCaption.grads[name].sub(gradient));
    assert.ok(scale > 0, `${name} has no gradient`);
    assert.ok(difference < 1e-6 + 1e-5 * scale, `${name} differs by ${difference} of ${scale}`);
  }
}

const largest = async (x: tf.Tensor) => (await x.abs().max().data())[0];

describe('one pass a caption', () => {
  before(() => startEngine());

  for (const recurrentActivation of ['sigmoid', 'hardSigmoid'] as const) {
    it(`gives after each word what the layers model says of that prefix (${recurrentActivation})`, async () => {
      const model = smallModel({ recurrentActivation });
      const { pictures, tokens } = captionTensors();
      const pairs = pairTensors();
      const byPrefix = model.predict([pairs.features, pairs.prefixes]) as tf.Tensor2D;
      const batch = tokens.shape[0];
      const rows = captions.flatMap((caption, i) => caption.slice(1).map((_, j) => j * batch + i));
      const onePass = captionLogits(mergeWeights(model), pictures, tokens).softmax();
      assert.ok((await largest(onePass.gather(rows).sub(byPrefix))) < 1e-6);
    });

    it(`has the loss and every gradient of the pairs at dropout 0 (${recurrentActivation})`, async () => {
      await assertSameAsPairs(smallModel({ recurrentActivation }), captionTensors(), pairTensors());
    });
  }

  for (const settings of [{}, { recurrentActivation: 'hardSigmoid' }, { embedding }] as const) {
    it(`has them too where the pairs' padding is not read (${JSON.stringify(Object.keys(settings))})`, async () => {
      const weights = mergeWeights(smallModel(settings));
      const [batch] = pairBatches(sequences, source, { picturesPerBatch: 3, maxLength: 7 });
      const pairs = pairTensors();
      const layers = smallModel(settings);
      const expected = tf.variableGrads(
        () => pairLoss(layers, pairs.features, pairs.prefixes, pairs.next),
        mergeWeights(layers).trained,
      );
      const actual = tf.variableGrads(() => packedPairLoss(weights, batch), weights.trained);
      assert.ok((await largest(actual.value.sub(expected.value))) < 1e-6);
      const [theirs, ours] = [expected, actual].map(({ grads }) => Object.values(grads));
      assert.equal(ours.length, 'embedding' in settings ? 9 : 10);
      for (const [i, gradient] of theirs.entries()) {
        const scale = await largest(gradient);
        const difference = await largest(ours[i].sub(gradient));
        assert.ok(difference < 1e-6 + 1e-5 * scale, `${i} differs by ${difference} of ${scale}`);
      }
    });
  }

  it("has them on Flickr8k's captions in the tutorial's sizes too", { skip }, async () => {
    const dataset = await openDataset({ name: 'flickr8k', folder });
    const cleaned = cleanCaptions(dataset.captions, 'tutorial');
    const vocabulary = buildVocabulary(countWords(trainCaptions(dataset, cleaned)), {
      minCount: 10,
    });
    const { train, maxLength } = makeSequences(dataset, cleaned, vocabulary);
    const few = new Map([...train].slice(0, 1));
    const random = createRandom(1);
    const [width, embeddingWidth] = [2048, 200];
    const draw = (count: number) => Float32Array.from({ length: count }, random.normal);
    const vectors = new Map([...few.keys()].map((id) => [id, draw(width)]));
    const source = { width, of: (id: string) => vectors.get(id) as Float32Array };
    const model = buildMergeModel({
      ...{ vocabularySize: vocabulary.size, maxLength, featureWidth: width, embeddingWidth },
      ...{ embedding: draw(vocabulary.size * embeddingWidth), dropout: 0 },
    });
    const [batch] = captionBatches(few, { batchSize: 100 });
    const [pairs] = pairBatches(few, source, { picturesPerBatch: 1, maxLength });
    await assertSameAsPairs(model, toTensors(batch, copiedRows(source)), {
      features: tf.tensor2d(pairs.features, [pairs.rows, width]),
      prefixes: tf.tensor2d(pairs.prefixes, [pairs.rows, maxLength], 'int32'),
      next: tf.tensor1d(pairs.next, 'int32'),
    });
  });

  it('does not train a frozen embedding', async () => {
    const weights = mergeWeights(smallModel({ embedding: new Float32Array(9 * 4).fill(0.5) }));
    assert.equal(weights.trained.length, 9);
    assert.ok(!weights.trained.includes(weights.embedding));
    assert.equal((await weights.embedding.data())[0], 0.5);
  });

  it('drops the same values with the same seed, others with another, and keeps the mean', async () => {
    const weights = mergeWeights(smallModel({ dropout: 0.5 }));
    const { pictures, tokens } = captionTensors();
    const logits = (seed: number) => captionLogits(weights, pictures, tokens, createRandom(seed));
    assert.equal(await largest(logits(1).sub(logits(1))), 0);
    assert.ok((await largest(logits(1).sub(logits(2)))) > 0);
  });

  it('drops the share that it is told and makes the rest so much larger', () => {
    for (const rate of [0.5, 0.2]) {
      const values = dropoutMask([101, 99], rate, createRandom(1)).dataSync();
      const dropped = values.filter((value) => value === 0).length / values.length;
      assert.ok(Math.abs(dropped - rate) < 0.02, `${dropped} instead of ${rate}`);
      const kept = [...new Set(values)].filter((value) => value > 0);
      assert.deepEqual(kept, [Math.fround(1 / (1 - rate))]);
    }
  });

  it('counts no padding in its loss', async () => {
    const logits = tf.tensor2d([0, 2, 0, 5, 5, -5], [2, 3]);
    const [loss] = await crossEntropy(logits, tf.tensor1d([1, 0], 'int32')).data();
    assert.ok(Math.abs(loss - Math.log((2 + Math.exp(2)) / Math.exp(2))) < 1e-6);
  });

  it('has the gradient of a cross-entropy with one-hot rows', async () => {
    const logits = tf.randomNormal([4, 5], 0, 2, 'float32', 1) as tf.Tensor2D;
    const targets = tf.tensor1d([3, 0, 1, 4], 'int32'); // one is padding
    const oneHot = tf.oneHot(targets, 5).mul(tf.tensor2d([1, 0, 1, 1], [4, 1]));
    const slow = (x: tf.Tensor) => tf.sub(0, oneHot.mul(x.logSoftmax()).sum().div(3));
    const fast = (x: tf.Tensor) => crossEntropy(x as tf.Tensor2D, targets);
    const [expected, actual] = [slow, fast].map((loss) => tf.valueAndGrad(loss)(logits));
    assert.ok((await largest(actual.value.sub(expected.value))) < 1e-6);
    assert.ok((await largest(actual.grad.sub(expected.grad))) < 1e-7);
  });

  it('says so when a logit is no number, and stays finite when a word is impossible', async () => {
    const loss = async (logits: number[]) =>
      (await crossEntropy(tf.tensor2d(logits, [1, 3]), tf.tensor1d([1], 'int32')).data())[0];
    assert.ok(Number.isNaN(await loss([0, Number.NaN, 0])));
    const impossible = await loss([500, -500, 0]);
    assert.ok(impossible > 80 && Number.isFinite(impossible), `${impossible}`);
  });

  it('leaves no tensor behind', () => {
    const captioner = mergeCaptioner(smallModel());
    const batch = captionTensors();
    const tensors = tf.memory().numTensors;
    const { value, grads } = tf.variableGrads(
      () => captionLoss(captioner, batch),
      captioner.trained,
    );
    tf.dispose([value, grads]);
    assert.equal(tf.memory().numTensors, tensors);
  });
});
