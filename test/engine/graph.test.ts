import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, before, test } from 'node:test';
import {
  createRandom,
  drawnTensor,
  type Random,
  repeated,
  startEngine,
  tf,
} from '../../lib/engine/index.js';

let slope: tf.Variable;
let shift: tf.Tensor;
before(async () => {
  await startEngine();
  slope = tf.variable(tf.tensor1d([2, 3]));
  shift = tf.tensor1d([10, 20]);
});

/** Numbers that stay the same as long as the stream is at the same place. */
const noise = (shape: number[], random: Random) =>
  drawnTensor(shape, random, (lots) =>
    Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => lots.integer(100)),
  );

let computed = 0;
const line = repeated(([weights, x], random) => {
  computed++;
  const far = x.mul(weights).add(shift); // [rows, 2]
  return [random ? far.add(noise([2], random)) : far, far.sum()];
});
afterEach(() => line.dispose());

/** The numbers of a run, which are then given back. */
function numbers(x: number[][], random?: Random): number[][] {
  return tf.tidy(() => {
    const results = line.run([slope, tf.tensor2d(x)], random);
    return results.map((result) => Array.from(result.dataSync()));
  });
}

test('a computation that comes again gives the same on other numbers as one that is done anew', () => {
  assert.deepEqual(numbers([[1, 1]]), [[12, 23], [35]]);
  assert.deepEqual(numbers([[2, 0]]), [[14, 20], [34]]);
  assert.deepEqual(
    numbers([
      [1, 1],
      [2, 0],
    ]),
    [[12, 23, 14, 20], [69]],
  ); // prettier-ignore
});

test('a variable that got new numbers is read as it is now', () => {
  numbers([[1, 1]]);
  tf.tidy(() => slope.assign(tf.tensor1d([5, 5])));
  assert.deepEqual(numbers([[1, 1]])[0], [15, 25]);
  tf.tidy(() => slope.assign(tf.tensor1d([2, 3])));
});

test('what is drawn by lot is drawn anew each time, and from the stream that was given', () => {
  const stream = createRandom(1);
  const drawn = [0, 1].map(() => numbers([[0, 0]], stream)[0]);
  const again = createRandom(1);
  const expected = [0, 1].map(() => [10 + again.integer(100), 20 + again.integer(100)]);
  assert.deepEqual(drawn, expected);
});

test('a computation that draws in another way is done anew each time', () => {
  const dice = repeated((_, random) => [tf.scalar(random?.integer(1000) ?? 0)]);
  const stream = createRandom(2);
  const thrown = [0, 1].map(() => tf.tidy(() => dice.run([], stream)[0].dataSync()[0]));
  const again = createRandom(2);
  assert.deepEqual(thrown, [again.integer(1000), again.integer(1000)]);
  dice.dispose();
});

test('the computation is written down once for each shape where a graph pays, and leaves no file and no tensor', () => {
  const asGraph = tf.getBackend() === 'tensorflow';
  const files = () => readdirSync(tmpdir()).filter((name) => name.startsWith('captionlab-graph-'));
  const [left, tensors] = [files(), tf.memory().numTensors];
  computed = 0;
  for (let i = 0; i < 4; i++) numbers([[i, i]]);
  assert.equal(computed, asGraph ? 1 : 4);
  assert.deepEqual([files(), tf.memory().numTensors], [left, tensors]);
});
