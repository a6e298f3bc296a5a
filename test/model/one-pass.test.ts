import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { createRandom, startEngine, tf } from '../../lib/engine';
import { captionLogits } from '../../lib/model/caption-pass';
import { captionLoss, crossEntropy, pairLoss } from '../../lib/model/losses';
import { mergeWeights } from '../../lib/model/merge-weights';
import { captions, captionTensors, pairTensors, smallModel } from './small-model';

const largest = (x: tf.Tensor) => x.abs().max().dataSync()[0];

describe('one pass a caption', () => {
  before(() => startEngine());

  for (const recurrentActivation of ['sigmoid', 'hardSigmoid'] as const) {
    it(`gives after each word what the layers model says of that prefix (${recurrentActivation})`, () => {
      const model = smallModel({ recurrentActivation });
      const { features, tokens } = captionTensors();
      const pairs = pairTensors();
      const byPrefix = model.predict([pairs.features, pairs.prefixes]) as tf.Tensor2D;
      const steps = tokens.shape[1];
      const rows = captions.flatMap((caption, i) => caption.slice(1).map((_, j) => i * steps + j));
      const onePass = captionLogits(mergeWeights(model), features, tokens).softmax();
      assert.ok(largest(onePass.gather(rows).sub(byPrefix)) < 1e-6);
    });

    it(`has the loss and every gradient of the pairs at dropout 0 (${recurrentActivation})`, () => {
      const model = smallModel({ recurrentActivation });
      const weights = mergeWeights(model);
      const batch = captionTensors();
      const pairs = pairTensors();
      const byCaption = tf.variableGrads(() => captionLoss(weights, batch), weights.trained);
      const byPair = tf.variableGrads(
        () => pairLoss(model, pairs.features, pairs.prefixes, pairs.next),
        weights.trained,
      );
      assert.ok(Math.abs(byCaption.value.dataSync()[0] - byPair.value.dataSync()[0]) < 1e-6);
      assert.equal(Object.keys(byCaption.grads).length, 10);
      for (const [name, gradient] of Object.entries(byPair.grads)) {
        const scale = largest(gradient);
        const difference = largest(byCaption.grads[name].sub(gradient));
        assert.ok(scale > 0, `${name} has no gradient`);
        assert.ok(difference < 1e-6 + 1e-5 * scale, `${name} differs by ${difference} of ${scale}`);
      }
    });
  }

  it('does not train a frozen embedding', () => {
    const weights = mergeWeights(smallModel({ embedding: new Float32Array(9 * 4).fill(0.5) }));
    assert.equal(weights.trained.length, 9);
    assert.ok(!weights.trained.includes(weights.embedding));
    assert.equal(weights.embedding.dataSync()[0], 0.5);
  });

  it('drops the same values with the same seed, others with another, and keeps the mean', () => {
    const weights = mergeWeights(smallModel({ dropout: 0.5 }));
    const { features, tokens } = captionTensors();
    const logits = (seed: number) => captionLogits(weights, features, tokens, createRandom(seed));
    assert.equal(largest(logits(1).sub(logits(1))), 0);
    assert.ok(largest(logits(1).sub(logits(2))) > 0);
  });

  it('counts no padding in its loss', () => {
    const logits = tf.tensor2d([0, 2, 0, 5, 5, -5], [2, 3]);
    const loss = crossEntropy(logits, tf.tensor1d([1, 0], 'int32')).dataSync()[0];
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
