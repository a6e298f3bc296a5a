import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startEngine } from '../../lib/engine/index.js';
import {
  buildScenesEncoder,
  readVectorFile,
  SCENES_ENCODER,
} from '../../lib/image-encoding/index.js';
import { SPLIT_SIZES } from '../../lib/scenes/index.js';
import { assertSays } from '../prose.js';
import { assertQuotes } from '../quotes.js';
import { sharedData } from '../shared-data.js';

const keras = sharedData('inception-v3/flickr8k-test-302.f32le.bin');

const notebook = '04-image-encoding';
const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

describe('what notebook 4 says of its encoder', () => {
  test('is what the network is', async () => {
    await startEngine();
    const encoder = buildScenesEncoder();
    const convolutions = encoder.layers.filter((layer) => layer.getClassName() === 'Conv2D');
    const [, rows, columns, width] = encoder.outputs[0].shape;
    const parameters = encoder.countParams().toLocaleString('en');
    assertSays(notebook, `${words[convolutions.length]} convolutions, ${parameters} parameters`);
    assertSays(
      notebook,
      `${rows} x ${columns} places, ${Number(width).toLocaleString('en')} numbers at each`,
    );
    assertSays(notebook, `from ${SCENES_ENCODER.inputSize} to ${rows}`);
    assertSays(
      notebook,
      `the ${SPLIT_SIZES.train.toLocaleString('en')} training pictures and no other`,
    );
  });

  test('is how much one row of its features holds', () => {
    const { width } = SCENES_ENCODER;
    assertSays(
      notebook,
      `${width.toLocaleString('en')} numbers are ${(4 * width) / 1024} kilobytes`,
    );
  });
});

test("what notebook 4 says of InceptionV3's vectors is so of those that Keras computed", {
  skip: keras ? false : 'no reference vectors here',
}, () => {
  const { ids, rows, width } = readVectorFile(keras as string, 'inception-v3');
  const small = rows.filter((value) => value < 0.5).length / rows.length;
  const largest = rows.reduce((most, value) => Math.max(most, value), 0);
  assert.ok(rows.every((value) => value >= 0));
  assertQuotes(notebook, [
    `InceptionV3 gives ${width.toLocaleString('en')} numbers, never below zero, most of them small`,
    `over ${ids.length} photographs ${(100 * small).toFixed(0)} % lie below 0.5`,
    `the largest is ${largest.toFixed(1)}`,
  ]);
});
