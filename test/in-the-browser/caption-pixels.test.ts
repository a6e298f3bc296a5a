import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createRandom, startEngine, tf } from '../../lib/engine/index.js';
import { type Pixels, requireLayers } from '../../lib/image-encoding/index.js';
import { captionPixels } from '../../lib/in-the-browser/index.js';
import { type Captioner, greedySearch } from '../../lib/inference/index.js';
import { mergeCaptioner } from '../../lib/model/index.js';
import { tinyEncoder } from '../image-encoding/tiny-encoder.js';
import { maxLength, talkativeModel, vocabulary } from '../inference/talkative-model.js';

let captioner: Captioner;
before(async () => {
  await startEngine();
  const encoder = tinyEncoder();
  const model = mergeCaptioner(talkativeModel({ featureWidth: encoder.width }));
  captioner = { model, encoder, vocabulary, maxLength };
});

const random = createRandom('pixels');
const pixels: Pixels = {
  ...{ width: 8, height: 8 },
  pixels: Uint8Array.from({ length: 8 * 8 * 3 }, () => random.integer(256)),
};

for (const width of [1, 3]) {
  test(`a search of width ${width} is followed word by word, and tells what nearly came`, async () => {
    const followed: number[] = [];
    const captions = await captionPixels(captioner, pixels, width, (words) => {
      followed.push(words.length);
    });
    assert.ok(captions.length <= width);
    assert.deepEqual(
      followed,
      followed.map((_, i) => i + 1),
    );
    assert.ok(followed.length >= captions[0].words.length);
    for (const { alternatives = [] } of captions[0].words) {
      assert.ok(alternatives.length > 1 && alternatives.length <= 5);
    }
  });
}

test('it is the encoder and greedy search, one after the other, and leaves no tensor behind', async () => {
  const { numTensors } = tf.memory();
  const [found] = await captionPixels(captioner, pixels, 1);
  assert.equal(tf.memory().numTensors, numTensors);
  const vector = tf.tidy(() => {
    const scaled = tf.tensor(Array.from(pixels.pixels), [1, 8, 8, 3]).div(127.5).sub(1);
    return (requireLayers(captioner.encoder).model.predict(scaled) as tf.Tensor[])[1];
  });
  const features = [(await vector.data()) as Float32Array];
  vector.dispose();
  const options = { maxLength, sensible: true };
  const [expected] = await greedySearch(captioner.model, vocabulary, features, options);
  assert.equal(found.caption, expected.caption);
});
