import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { startEngine, tf } from '../../lib/engine/index.js';
import {
  cosineSimilarity,
  encodeBatch,
  type LayersEncoder,
  loadEncoder,
  preprocess,
  readPicture,
} from '../../lib/image-encoding/index.js';
import { decodeNpy } from '../../lib/outputs/index.js';
import { sharedData } from '../shared-data.js';

const weights = sharedData('mobilenet-v2');
const images = sharedData('flickr8k/images');

const skip = weights && images ? false : 'the published weights and pictures are not here';

function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const centred = (x: ArrayLike<number>) => {
    const mean = Array.from(x).reduce((sum, value) => sum + value) / x.length;
    return Float32Array.from(x, (value) => value - mean);
  };
  return cosineSimilarity(centred(a), centred(b));
}

describe('MobileNetV2 with its published weights', { skip }, () => {
  const folder = weights as string;
  const array = (name: string) => decodeNpy(readFileSync(join(folder, name)), name);
  const bias = 'weights/MobilenetV2_Logits_Conv2d_1c_1x1_Conv2D_bias.npy';
  let encoder: LayersEncoder;
  before(async () => {
    await startEngine();
    encoder = await loadEncoder('mobilenet-v2', { weights: folder });
  });

  it('gives the published outputs for the published inputs', async () => {
    const kernel = tf.tidy(() => {
      const scales = tf.tensor(array('logits_weight_scale.npy').data, [1001, 1]);
      const rows = Float32Array.from(array('logits_weight_int8.npy').data);
      return tf.tensor(rows, [1001, 1280]).mul(scales);
    });
    for (const i of [0, 1, 2]) {
      const logits = tf.tidy(() => {
        const vector = encodeBatch(encoder, [
          array(`test_data/input_${i}.npy`).data as Float32Array,
        ]);
        return vector.matMul(kernel as tf.Tensor2D, false, true).add(tf.tensor(array(bias).data));
      });
      const found = await logits.data();
      logits.dispose();
      const expected = array(`test_data/output_${i}.npy`).data.map(Math.log); // it holds probabilities
      assert.equal(found.indexOf(Math.max(...found)), expected.indexOf(Math.max(...expected)));
      assert.ok(correlation(found, expected) > 0.999);
    }
    kernel.dispose();
  });

  it('finds each picture again among 1000 by features computed elsewhere', async () => {
    const file = (name: string) => readFileSync(join(folder, 'flickr8k-dev-features', name));
    const names = file('dev.names.txt').toString().trim().split('\n');
    const others = new Float32Array(Uint8Array.from(file('dev.f32le.bin')).buffer);
    const rows = names.map((_, i) => others.subarray(i * encoder.width, (i + 1) * encoder.width));
    const sample = Array.from({ length: 8 }, (_, i) => i * 120);
    const inputs = sample.map((i) =>
      readPicture(join(images as string, names[i]), encoder.inputSize, encoder.resize),
    );
    const vectors = encodeBatch(encoder, (await Promise.all(inputs)).map(preprocess));
    const found = await vectors.data();
    vectors.dispose();
    sample.forEach((name, k) => {
      const vector = found.slice(k * encoder.width, (k + 1) * encoder.width) as Float32Array;
      const cosines = rows.map((row) => cosineSimilarity(row, vector));
      assert.equal(cosines.indexOf(Math.max(...cosines)), name);
      assert.ok(cosines[name] > 0.8, `${names[name]}: ${cosines[name]}`);
    });
  });
});
