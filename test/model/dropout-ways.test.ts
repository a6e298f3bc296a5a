import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { startEngine, tf } from '../../lib/engine/index.js';
import { compareDropout, type DropoutComparison } from '../../lib/model/index.js';
import { smallModel } from './small-model.js';
import { smallInputs } from './small-training.js';

const DRAWS = 400;
const { sequences, features } = smallInputs();
const few = new Map([...sequences.train].slice(0, 3));
const compare = (model: tf.LayersModel) =>
  compareDropout(model, few, features, { draws: DRAWS, maxLength: 7 });

/** How far apart the means of the two ways have stayed: losses in standard errors, gradients by what chance allows. */
function apartOf({ ways: [pairs, onePass], apart, byChance }: DropoutComparison) {
  const errors = Math.hypot(pairs['standard error'], onePass['standard error']);
  return {
    loss: Math.abs(pairs['mean loss'] - onePass['mean loss']) / errors,
    gradient: apart[DRAWS - 1] / byChance[DRAWS - 1],
  };
}

/** A small model that has something to say. */
function lively(): tf.LayersModel {
  const model = smallModel({ dropout: 0.5 });
  model.trainableWeights.forEach((weight, i) => {
    const variable = weight.read() as tf.Variable;
    tf.tidy(() => variable.assign(tf.randomNormal(variable.shape, 0, 0.7, 'float32', i + 1)));
  });
  return model;
}

describe('dropout in one pass and pair by pair', () => {
  before(() => startEngine());

  it('has the same loss and gradient on average over the masks; in one pass they scatter more', async () => {
    const found = await compare(lively());
    const { loss, gradient } = apartOf(found);
    assert.ok(loss < 3, `${loss} standard errors`);
    assert.ok(gradient < 1.25, `${gradient} times what chance allows`);
    assert.ok(found.varianceRatio > 1.05, `${found.varianceRatio}`);
    assert.ok(found.apart[DRAWS - 1] < found.apart[3] / 4, 'they come nearer');
  });

  it('would not have them if one way dropped another share', async () => {
    const model = lively();
    const layer = model.getLayer('picture_dropout');
    const said = layer.getConfig();
    layer.getConfig = () => said; // read by one pass
    (layer as unknown as { rate: number }).rate = 0.2; // read by pairs only
    const { gradient } = apartOf(await compare(model));
    assert.ok(gradient > 2, `${gradient}`);
  });

  it('draws the same masks with the same seed, others with another, and leaves no tensor behind', async () => {
    const model = lively();
    const tensors = tf.memory().numTensors;
    const losses = async (seed: number) => {
      const options = { draws: 3, maxLength: 7, seed };
      return (await compareDropout(model, few, features, options)).ways.map(
        (way) => way['mean loss'],
      );
    };
    const first = await losses(1);
    assert.deepEqual(await losses(1), first);
    const other = await losses(2);
    assert.ok(other.every((loss, i) => loss !== first[i]));
    assert.equal(tf.memory().numTensors, tensors);
  });
});
