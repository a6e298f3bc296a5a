import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { createRandom, startEngine, tf } from '../../lib/engine';
import { captionLogits } from '../../lib/model/caption-pass';
import { captionLoss, crossEntropy, pairLoss } from '../../lib/model/losses';
import { mergeWeights } from '../../lib/model/merge-weights';
import { captions, captionTensors, pairTensors, smallModel } from './small-model';

const largest = async (x: tf.Tensor) => (await x.abs().max().data())[0];

describe('one pass a caption', () => {
  before(() => startEngine());

  for (const recurrentActivation of ['sigmoid', 'hardSigmoid'] as const) {
    it(`gives after each word what the layers model says of that prefix (${recurrentActivation})`, async () => {
      const model = smallModel({ recurrentActivation });
      const { features, tokens } = captionTensors();
      const pairs = pairTensors();
      const byPrefix = model.predict([pairs.features, pairs.prefixes]) as tf.Tensor2D;
      const steps = tokens.shape[1];
      const rows = captions.flatMap((caption, i) => caption.slice(1).map((_, j) => i * steps + j));
      const onePass = captionLogits(mergeWeights(model), features, tokens).softmax();
      assert.ok((await largest(onePass.gather(rows).sub(byPrefix))) < 1e-6);
    });

    it(`has the loss and every gradient of the pairs at dropout 0 (${recurrentActivation})`, async () => {
      const model = smallModel({ recurrentActivation });
      const weights = mergeWeights(model);
      const batch = captionTensors();
      const pairs = pairTensors();
      const byCaption = tf.variableGrads(() => captionLoss(weights, batch), weights.trained);
      const byPair = tf.variableGrads(
        () => pairLoss(model, pairs.features, pairs.prefixes, pairs.next),
        weights.trained,
      );
      assert.ok((await largest(byCaption.value.sub(byPair.value))) < 1e-6);
      assert.equal(Object.keys(byCaption.grads).length, 10);
      for (const [name, gradient] of Object.entries(byPair.grads)) {
        const scale = await largest(gradient);
        const difference = await largest(byCaption.grads[name].sub(gradient));
        assert.ok(scale > 0, `${name} has no gradient`);
        assert.ok(difference < 1e-6 + 1e-5 * scale, `${name} differs by ${difference} of ${scale}`);
      }
    });
  }

  it('does not train a frozen embedding', async () => {
    const weights = mergeWeights(smallModel({ embedding: new Float32Array(9 * 4).fill(0.5) }));
    assert.equal(weights.trained.length, 9);
    assert.ok(!weights.trained.includes(weights.embedding));
    assert.equal((await weights.embedding.data())[0], 0.5);
  });

  it('drops the same values with the same seed, others with another, and keeps the mean', async () => {
    const weights = mergeWeights(smallModel({ dropout: 0.5 }));
    const { features, tokens } = captionTensors();
    const logits = (seed: number) => captionLogits(weights, features, tokens, createRandom(seed));
    assert.equal(await largest(logits(1).sub(logits(1))), 0);
    assert.ok((await largest(logits(1).sub(logits(2)))) > 0);
  });

  it('counts no padding in its loss', async () => {
    const logits = tf.tensor2d([0, 2, 0, 5, 5, -5], [2, 3]);
    const [loss] = await crossEntropy(logits, tf.tensor1d([1, 0], 'int32')).data();
    assert.ok(Math.abs(loss - Math.log((2 + Math.exp(2)) / Math.exp(2))) < 1e-6);
  });

  it('leaves no tensor behind', () => {
    const weights = mergeWeights(smallModel());
    const batch = captionTensors();
    const tensors = tf.memory().numTensors;
    const { value, grads } = tf.variableGrads(() => captionLoss(weights, batch), weights.trained);
    tf.dispose([value, grads]);
    assert.equal(tf.memory().numTensors, tensors);
  });
});
