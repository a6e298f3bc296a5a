import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { createRandom, startEngine, tf } from '../../lib/engine/index.js';
import {
  buildEfficientNetLite,
  EFFICIENTNET_LITE,
  type EncoderEnd,
  encoderEnd,
  type LayersEncoder,
  layersEncoder,
  loadEncoder,
} from '../../lib/image-encoding/index.js';
import { captionerFor, type ModelInputs, steps, train } from '../../lib/model/index.js';
import { depthwise } from '../../lib/model/tuned-encoder/depthwise.js';
import { runEnd } from '../../lib/model/tuned-encoder/run-end.js';
import { readNumbers } from '../../lib/model/weight-numbers.js';
import { smallInputs } from './small-training.js';
import { tinyEnd } from './tiny-end.js';

const numbers = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 0.7, 'float32', seed);

/** Inputs whose maps of 3 x 3 cells enter the end of an encoder. */
function inputsWithEnd(end: EncoderEnd): ModelInputs {
  const given = smallInputs();
  const random = createRandom('maps');
  const maps = new Map(
    [...given.sequences.train.keys()].map((id) => [
      id,
      Float32Array.from({ length: 45 }, random.uniform),
    ]),
  );
  const of = (id: string) => maps.get(id) as Float32Array;
  const embedding = { width: 4, rows: Float32Array.from({ length: 36 }, random.normal) };
  return {
    ...given,
    ...{ vocabulary: { size: 9 }, embedding, encoderEnd: end },
    features: { ...given.features, width: 5, cells: 9, of },
  } as unknown as ModelInputs;
}

/** Lite0 with weights drawn by lot, of which the maps are kept that enter its last stage. */
function drawnTrunk(): LayersEncoder {
  const model = buildEfficientNetLite('efficientnet-lite0');
  tf.tidy(() => {
    for (const [i, layer] of model.layers.entries()) {
      layer.setWeights(
        layer.getWeights().map(({ shape, size }, w) => {
          const deviation = shape.length > 1 ? Math.sqrt(2 / (size / Math.max(...shape))) : 0.1;
          return tf.randomNormal(shape, 0, Math.min(deviation, 0.5), 'float32', 10 * i + w + 1);
        }),
      );
    }
  });
  const { lastStageInput, ...lite } = EFFICIENTNET_LITE['efficientnet-lite0'];
  const described = { ...lite, lastStageInput, mapLayer: lastStageInput, fingerprint: 'drawn' };
  return layersEncoder(described, model);
}

describe('a convolution of each channel for itself', () => {
  before(() => startEngine());

  for (const side of [3, 5]) {
    it(`has the values and gradients of TensorFlow.js's (${side} x ${side})`, async () => {
      const engine = tf.getBackend();
      const everything = (convolve: (x: tf.Tensor, filter: tf.Tensor) => tf.Tensor) => {
        const given = [numbers([2, 4, 6, 3], 1), numbers([side, side, 3], 2)];
        const weighted = numbers([2, 4, 6, 3], 3);
        const loss = (x: tf.Tensor, filter: tf.Tensor) => convolve(x, filter).mul(weighted).sum();
        return [convolve(given[0], given[1]), ...tf.grads(loss)(given)].map((one) =>
          one.dataSync(),
        );
      };
      const ours = everything((x, filter) => depthwise(x as tf.Tensor4D, filter));
      await tf.setBackend('cpu'); // the one with all of TensorFlow.js's gradients
      const theirs = everything((x, filter) =>
        tf.depthwiseConv2d(x as tf.Tensor4D, filter.expandDims(3) as tf.Tensor4D, 1, 'same'),
      );
      await tf.setBackend(engine);
      for (const [i, values] of theirs.entries()) {
        assert.equal(ours[i].length, values.length);
        const worst = Math.max(...Array.from(values, (value, at) => Math.abs(value - ours[i][at])));
        assert.ok(worst < 1e-5, `${i}: ${worst}`);
      }
    });
  }
});

describe('the end of an encoder', () => {
  before(() => startEngine());

  it('gives the maps that the whole encoder gives', async () => {
    const encoder = drawnTrunk();
    const end = (await encoderEnd(encoder)) as EncoderEnd;
    assert.deepEqual(
      end.convolutions.map(({ kind, shape, activation }) => [kind, ...shape, activation]),
      [
        ['pointwise', 192, 1152, 'relu6'],
        ['depthwise', 3, 3, 1152, 'relu6'],
        ['pointwise', 1152, 320, 'linear'],
        ['pointwise', 320, 1280, 'relu6'],
      ],
    );
    const random = createRandom('picture');
    const picture = Float32Array.from({ length: 224 * 224 * 3 }, () => 2 * random.uniform() - 1);
    const whole = layersEncoder({ ...encoder, mapLayer: undefined }, encoder.model);
    const [last, kept] = await Promise.all(
      [whole, encoder].map(async (one) => (await one.run([picture], true)).maps as Float32Array),
    );
    const layers = end.convolutions.map(({ kernel, shape, bias, ...layer }) => ({
      ...layer,
      kernel: tf.variable(tf.tensor(kernel, shape)),
      bias: tf.variable(tf.tensor1d(bias)),
    }));
    const ours = runEnd(layers, tf.tensor3d(kept, [1, 49, 192]));
    const expected = tf.tensor3d(last, [1, 49, 1280]);
    const largest = (await expected.max().data())[0];
    const apart = (await ours.sub(expected).abs().max().data())[0];
    assert.ok(largest > 0.1 && apart < 1e-4 * largest, `${apart} of ${largest}`);
    encoder.model.dispose();
  });

  it('is none where the last maps are kept', async () => {
    const encoder = await loadEncoder('scenes-cnn');
    assert.equal(await encoderEnd(encoder), undefined);
    encoder.model.dispose();
  });
});

describe("a captioner behind its encoder's end", () => {
  before(() => startEngine());

  for (const name of ['attention', 'merge-attention', 'transformer'] as const) {
    it(`learns together with it, which learns more slowly (${name})`, async () => {
      const inputs = inputsWithEnd(tinyEnd(5, 4));
      const model = captionerFor(inputs, name, { units: 8, dropout: 0, tuneEncoder: true });
      assert.deepEqual(model.reads, { cells: 9, width: 5 });
      assert.equal(model.settings.tuneEncoder, true);
      const parameters = model.graph().layers.reduce((sum, one) => sum + one.parameters, 0);
      const frozen = model.settings.embedding === 'frozen' ? 36 : 0;
      assert.equal(
        parameters,
        model.trained.reduce((sum, { size }) => sum + size, frozen),
      );
      const ofEnd = model.trained.slice(-8);
      const before = await readNumbers(ofEnd);
      const { train: some } = inputs.sequences;
      const data = { train: some, dev: some, features: inputs.features };
      // A first step of Adam goes as far as its rate, whatever the gradient.
      await train(model, data, { ...steps([1, 0.01]), batchSize: 100 });
      const after = await readNumbers(ofEnd);
      const moved = after.map((value, i) => Math.abs(value - before[i]));
      assert.ok(
        Math.max(...moved) > 0.0009 && Math.max(...moved) < 0.0011,
        `${Math.max(...moved)}`,
      );
      model.dispose();
    });
  }

  it('is refused where there are no maps that enter one', () => {
    assert.throws(
      () => captionerFor(smallInputs(), 'merge', { tuneEncoder: true }),
      /can learn with a captioner that reads maps \(merge-attention, attention, transformer\); merge reads none/,
    );
  });
});
