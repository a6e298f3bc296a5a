import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { startEngine, tf } from '../../lib/engine/index.js';
import {
  type Bits,
  changedPictures,
  packedBytes,
  packModel,
  unpackModel,
  weightErrors,
} from '../../lib/in-the-browser/index.js';
import { beamSearch } from '../../lib/inference/index.js';
import { features, maxLength, talkativeModel, vocabulary } from '../inference/talkative-model.js';

let model: tf.LayersModel;
before(async () => {
  await startEngine();
  model = talkativeModel();
});

const numbersOf = async (one: tf.LayersModel) =>
  (await Promise.all(one.getWeights().map((weight) => weight.data()))).map((values) =>
    Array.from(values),
  );

/** Each weight before and after it was packed, tensor by tensor. */
async function packedAndBack(bits: Bits): Promise<[before: number, after: number][][]> {
  const unpacked = await unpackModel(await packModel(model, bits));
  const [whole, again] = [await numbersOf(model), await numbersOf(unpacked)];
  unpacked.dispose();
  return whole.map((tensor, t) => tensor.map((value, i) => [value, again[t][i]]));
}

test('in 32 bits every weight comes back as it was', async () => {
  for (const pair of (await packedAndBack(32)).flat()) assert.equal(pair[1], pair[0]);
});

test('in 16 bits every weight keeps 11 binary digits', async () => {
  for (const [value, again] of (await packedAndBack(16)).flat()) {
    assert.ok(
      Math.abs(again - value) <= Math.abs(value) * 2 ** -11 + 2 ** -25,
      `${value} ${again}`,
    );
  }
});

for (const bits of [8, 4, 3] as const) {
  test(`in ${bits} bits every weight is at most half of a level away, and there are no more levels`, async () => {
    for (const tensor of await packedAndBack(bits)) {
      const values = [0, ...tensor.map(([value]) => value)];
      const level = (Math.max(...values) - Math.min(...values)) / (2 ** bits - 1);
      for (const [value, again] of tensor) assert.ok(Math.abs(again - value) <= level * 0.5001);
      assert.ok(new Set(tensor.map(([, again]) => again)).size <= 2 ** bits);
    }
  });
}

test('half the bits take half the bytes, and the captions are the same', async () => {
  const sizes = await Promise.all(
    ([32, 16, 8] as const).map(async (bits) => (await packModel(model, bits)).weights.length),
  );
  assert.deepEqual(sizes, [sizes[0], sizes[0] / 2, sizes[0] / 4]);
  const unpacked = await unpackModel(await packModel(model, 16));
  const captions = async (one: tf.LayersModel) => {
    const found = await beamSearch(one, vocabulary, features, { maxLength, width: 2 });
    return found.map(([best]) => best.caption);
  };
  assert.deepEqual(await captions(unpacked), await captions(model));
  unpacked.dispose();
});

test('below 8 bits the size told is that of tight packing, without the layers', async () => {
  const sizeIn = async (bits: Bits) => {
    const packed = await packModel(model, bits);
    return packedBytes(packed, bits) - packed.json.length;
  };
  assert.equal(await sizeIn(4), (await sizeIn(8)) / 2);
  assert.equal(await sizeIn(8), (await sizeIn(32)) / 4);
});

test('the pictures told of are those whose captions changed, with what each number of bits says', () => {
  const imagePaths = new Map(['a', 'b', 'c'].map((id) => [id, `${id}.jpg`]));
  const said = (...texts: string[]) => new Map(['a', 'b', 'c'].map((id, i) => [id, texts[i]]));
  const captions = new Map<Bits, Map<string, string>>([
    [32, said('cat', 'dog', 'boy')],
    [16, said('cat', 'dog', 'boy')],
    [8, said('cat', 'cow', 'boy')],
  ]);
  assert.deepEqual(changedPictures({ imagePaths }, { captions }, 8), [
    { path: 'b.jpg', captions: ['32 bits: dog', '16 bits: dog', '8 bits: cow'] },
  ]);
  assert.deepEqual(changedPictures({ imagePaths }, { captions }, 16), []);
});

test('the errors of both are told tensor by tensor, and no tensor is left behind', async () => {
  const { numTensors } = tf.memory();
  const rows = await weightErrors(model);
  assert.equal(tf.memory().numTensors, numTensors);
  assert.equal(rows.length, model.weights.length);
  const total = rows.reduce((sum, { numbers }) => sum + numbers, 0);
  assert.equal(total, model.countParams());
  for (const row of rows) {
    const [halves, bytes] = [row['error in 16 bits'], row['error in 8 bits']].map(
      Number.parseFloat,
    );
    assert.ok(halves <= bytes && halves < 0.05, JSON.stringify(row));
  }
});
