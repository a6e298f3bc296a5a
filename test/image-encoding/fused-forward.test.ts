import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { startEngine, tf } from '../../lib/engine/index.js';
import {
  buildMobileNetV2,
  buildScenesEncoder,
  foldNormalisation,
  fusedForward,
} from '../../lib/image-encoding/index.js';
import { fillByFormula, formulaPicture } from './keras/formula.js';

before(async () => {
  await startEngine();
});

/** The largest difference of two tensors, as a share of the largest value. */
const difference = (found: tf.Tensor, expected: tf.Tensor) =>
  tf.tidy(() => {
    const largest = expected.abs().max().dataSync()[0];
    return found.sub(expected).abs().max().dataSync()[0] / largest;
  });

const networks: [string, () => tf.LayersModel][] = [
  ["the scenes' encoder", () => buildScenesEncoder()],
  ['one with batch normalisation', () => buildScenesEncoder({ normalised: true })],
  [
    'MobileNetV2',
    () => {
      const normalised = buildMobileNetV2({ normalised: true });
      fillByFormula(normalised);
      return foldNormalisation(normalised, buildMobileNetV2());
    },
  ],
];

describe('the fused forward pass', () => {
  for (const [name, build] of networks) {
    it(`gives the outputs of predict for ${name}, and leaves nothing else behind`, () => {
      const model = build();
      const side = model.inputs[0].shape[1] as number;
      const input = tf.tidy(() =>
        tf.stack([0, 1].map((i) => tf.tensor3d(formulaPicture(i, side), [side, side, 3]))),
      ) as tf.Tensor4D;
      const expected = model.predict(input) as tf.Tensor[];
      const tensors = tf.memory().numTensors;
      const found = fusedForward(model, input);
      assert.equal(tf.memory().numTensors, tensors + 2);
      assert.equal(found.length, 2);
      found.forEach((output, i) => {
        assert.deepEqual(output.shape, expected[i].shape);
        assert.ok(difference(output, expected[i]) < 1e-3);
      });
      assert.ok(difference(found[1], expected[1]) < 1e-4);
      tf.dispose([input, ...expected, ...found]);
    });
  }
});
