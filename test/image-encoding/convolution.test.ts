import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { startEngine, tf, valuesOf } from '../../lib/engine/index.js';
import { createRandom } from '../../lib/engine/random.js';
import {
  averageOverPlaces,
  brightnessOf,
  check,
  convolve,
  convolveAt,
  encodeBatch,
  encodeMap,
  LEVEL_EDGES,
  layerMaps,
  loadScenesEncoder,
  rectified,
  strongestPatch,
  threeLayers,
  UPRIGHT_EDGES,
} from '../../lib/image-encoding/index.js';
import { said } from '../said.js';

before(async () => {
  await startEngine();
});

/** Five rows and columns, dark on the left and bright on the right. */
const edge = Array.from({ length: 5 }, () => [10, 10, 200, 200, 200]);

describe('a convolution by hand', () => {
  test('is the sum of products, and of an even patch with an edge kernel it is zero', () => {
    assert.equal(convolveAt(edge, UPRIGHT_EDGES, 0, 0), 4 * (200 - 10));
    assert.deepEqual(convolve(edge, UPRIGHT_EDGES)[1], [760, 760, 0]);
    assert.deepEqual(convolve(edge, LEVEL_EDGES), Array(3).fill([0, 0, 0]));
    assert.deepEqual(rectified([[-1, 2]]), [[0, 2]]);
  });

  test('is what tf.conv2d computes, on any numbers and kernels of any size', async () => {
    const random = createRandom('convolution');
    for (const [rows, columns, side] of [
      [5, 5, 3],
      [12, 9, 3],
      [8, 10, 5],
    ]) {
      const numbers = (height: number, width: number) =>
        Array.from({ length: height }, () => Array.from({ length: width }, () => random.normal()));
      const [picture, kernel] = [numbers(rows, columns), numbers(side, side)];
      const found = convolve(picture, kernel).flat();
      const expected = await valuesOf(() =>
        tf.conv2d(
          tf.tensor3d(picture.map((row) => row.map((x) => [x]))),
          tf.tensor4d(kernel.map((row) => row.map((k) => [[k]]))),
          1,
          'valid',
        ),
      );
      assert.equal(found.length, expected.length);
      found.forEach((value, at) => {
        assert.ok(Math.abs(value - expected[at]) < 1e-4, `${value}, not ${expected[at]}`);
      });
    }
  });

  test('finds the patch in which it answers most', () => {
    const picture = Array.from({ length: 12 }, () => new Array(12).fill(50));
    for (const row of [6, 7, 8]) picture[row].fill(250, 7);
    const patch = strongestPatch(picture, UPRIGHT_EDGES);
    assert.deepEqual(patch[2], [50, 50, 50, 250, 250]);
    assert.deepEqual(patch[0], [50, 50, 50, 50, 50]);
  });

  test('reads brightness as the mean of the three colours', () => {
    const pixels = Uint8Array.of(0, 30, 60, 255, 255, 255);
    assert.deepEqual(brightnessOf({ width: 2, height: 1, pixels }), [[30, 255]]);
  });

  test('has as many parameters as the exercise is told', () => {
    assert.match(
      said(() => check.convolutionParameters(4864)),
      /right/,
    );
    assert.match(
      said(() => check.convolutionParameters(4800)),
      /bias/,
    );
    assert.match(
      said(() => check.convolutionParameters(1664)),
      /all channels/,
    );
    assert.match(
      said(() => check.convolutionParameters(Number.NaN)),
      /not answered/,
    );
  });
});

describe('what an encoder leaves of a picture', () => {
  const random = createRandom('picture');
  const input = Float32Array.from({ length: 160 * 160 * 3 }, () => 2 * random.uniform() - 1);

  test('is the average of its map over all places', async () => {
    const encoder = loadScenesEncoder();
    const map = encodeMap(encoder, input);
    const vectors = encodeBatch(encoder, [input]);
    const [found, expected] = [averageOverPlaces(await map.array()), await vectors.data()];
    tf.dispose([map, vectors]);
    assert.equal(found.length, 2048);
    found.forEach((value, at) => {
      assert.ok(Math.abs(value - expected[at]) < 1e-4, `${value}, not ${expected[at]}`);
    });
  });

  test('can be watched at three layers, in channels that differ, and no tensor stays', async () => {
    const encoder = loadScenesEncoder();
    const layers = threeLayers(encoder);
    assert.deepEqual(layers, ['convolution_1', 'convolution_4', 'convolution_7']);
    const before = tf.memory().numTensors;
    const [early, middle, late] = await layerMaps(encoder, input, layers, 4);
    assert.equal(tf.memory().numTensors, before);
    assert.deepEqual(
      [early, middle, late].map(({ rows, columns, channels }) => [rows, columns, channels]),
      [
        [80, 80, 16],
        [20, 20, 64],
        [10, 10, 2048],
      ],
    );
    const map = encodeMap(encoder, input);
    const whole = await map.array();
    map.dispose();
    assert.ok(late.maps.length > 0 && late.maps.length <= 4);
    for (const { channel, values } of late.maps) {
      values.forEach((row, r) => {
        row.forEach((value, c) => {
          assert.ok(Math.abs(value - whole[r][c][channel]) < 1e-3);
        });
      });
    }
    assert.equal(new Set(late.maps.map(({ channel }) => channel)).size, late.maps.length);
  });
});
