import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { startEngine, tf } from '../../lib/engine/index.js';
import {
  buildInceptionV3,
  buildMobileNetV2,
  ENCODERS,
  type EncoderName,
  foldNormalisation,
} from '../../lib/image-encoding/index.js';
import { fillByFormula, formulaPicture } from './keras/formula.js';

interface Thinned {
  every: number;
  values: number[];
}

/** What Keras' own networks computed from the formula's weights and pictures. */
interface Reference {
  parameters: number;
  layers: string[];
  vectors: Thinned;
  maps: Thinned;
}

const references = JSON.parse(
  readFileSync(join(import.meta.dirname, 'keras', 'reference.json'), 'utf8'),
) as Record<string, Reference>;

const builders = { 'inception-v3': buildInceptionV3, 'mobilenet-v2': buildMobileNetV2 };

/** The largest difference, as a share of the largest expected value. */
function difference(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  let [largest, off] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    largest = Math.max(largest, Math.abs(expected[i]));
    off = Math.max(off, Math.abs(found[i] - expected[i]));
  }
  return off / largest;
}

const thin = (data: ArrayLike<number>, { every, values }: Thinned) =>
  values.map((_, i) => data[i * every]);

/** The maps and vectors of the formula's two pictures. */
async function encodeFormulaPictures(model: tf.LayersModel, size: number) {
  const inputs = tf.tidy(() =>
    tf.stack([0, 1].map((i) => tf.tensor3d(formulaPicture(i, size), [size, size, 3]))),
  );
  const outputs = model.predict(inputs) as tf.Tensor[];
  const [maps, vectors] = await Promise.all(outputs.map((output) => output.data()));
  tf.dispose([inputs, ...outputs]);
  return { maps, vectors };
}

before(async () => {
  await startEngine();
});

for (const name of Object.keys(builders) as (keyof typeof builders)[]) {
  const reference = references[name];
  const build = builders[name];
  const { inputSize, width } = ENCODERS[name];

  describe(`${name} beside Keras' own`, () => {
    let normalised: tf.LayersModel;
    before(() => {
      normalised = build({ normalised: true });
      fillByFormula(normalised);
    });

    it('has its layers in its order, and its parameters', () => {
      const layers = normalised.layers.filter(({ weights }) => weights.length > 0);
      assert.deepEqual(
        layers.map((layer) => layer.name),
        reference.layers,
      );
      assert.equal(normalised.countParams(), reference.parameters);
      const [map, vector] = normalised.outputs;
      assert.deepEqual([map.shape.length, map.shape[3], vector.shape], [4, width, [null, width]]);
    });

    it('computes the same maps and vectors, with batch normalisation and with it folded away', async () => {
      const plain = await encodeFormulaPictures(normalised, inputSize);
      const { vectors, maps } = reference;
      assert.ok(difference(thin(plain.vectors, vectors), vectors.values) < 1e-4);
      assert.ok(difference(thin(plain.maps, maps), maps.values) < 1e-3);
      const tensors = tf.memory().numTensors;
      const folded = foldNormalisation(normalised, build());
      const found = await encodeFormulaPictures(folded, inputSize);
      assert.ok(difference(found.vectors, plain.vectors) < 1e-4);
      assert.ok(difference(found.maps, plain.maps) < 1e-3);
      folded.dispose();
      assert.equal(tf.memory().numTensors, tensors);
    });
  });
}

// A folder that make-reference.py wrote, for the whole way from Keras' file to the features.
const folder = process.env.CAPTIONLAB_KERAS;

describe("Keras' own weights files", {
  skip: folder ? false : 'set CAPTIONLAB_KERAS to a folder that make-reference.py wrote',
}, () => {
  for (const [name, file] of [
    ['inception-v3', 'inception_v3_weights_tf_dim_ordering_tf_kernels_notop.h5'],
    ['mobilenet-v2', 'mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224_no_top.h5'],
  ] as [EncoderName, string][]) {
    it(`give ${name} the features that Keras computes with them`, async (test) => {
      const path = join(folder as string, file);
      assert.ok(existsSync(path));
      const { model, inputSize } = await ENCODERS[name].load({ weights: path });
      const found = await encodeFormulaPictures(model, inputSize);
      const expected = (kind: string) =>
        new Float32Array(Uint8Array.from(readFileSync(`${path}.${kind}.f32`)).buffer);
      const vectors = difference(found.vectors, expected('vectors'));
      const maps = difference(found.maps, expected('maps'));
      test.diagnostic(`largest differences: vectors ${vectors}, maps ${maps}`);
      assert.ok(vectors < 1e-4 && maps < 1e-3);
      model.dispose();
    });
  }
});
