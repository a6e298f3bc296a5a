import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import sharp from 'sharp';
import type { Dataset } from '../../lib/data-understanding';
import { createRandom, startEngine, tf } from '../../lib/engine';
import {
  augment,
  buildScenesEncoder,
  cosineSimilarity,
  type Encoder,
  encodeBatch,
  encodeMap,
  encodePictures,
  encoderWeights,
  featuresPath,
  featureTable,
  loadScenesEncoder,
  nearestPictures,
  readFeatures,
  SCENES_ENCODER,
  trainScenesEncoder,
  writeFeatures,
} from '../../lib/image-encoding';

const side = SCENES_ENCODER.inputSize;
const folder = mkdtempSync(join(tmpdir(), 'captionlab-'));
let encoder: Encoder;

async function drawSquare(name: string, background: string): Promise<string> {
  const path = join(folder, `${name}.jpg`);
  const create = { width: 32, height: 32, channels: 3 as const, background };
  await sharp({ create }).jpeg().toFile(path);
  return path;
}

before(async () => {
  await startEngine();
  encoder = { ...SCENES_ENCODER, fingerprint: 'untrained', model: buildScenesEncoder() };
});

describe('encoding pictures', () => {
  it('gives each its vector, whatever shares its batch', async () => {
    const paths = new Map<string, string>();
    for (const colour of ['red', 'green', 'blue']) {
      paths.set(colour, await drawSquare(colour, colour));
    }
    const { features } = await encodePictures(paths, encoder, 2);
    const alone = await encodePictures(new Map([['blue', paths.get('blue') as string]]), encoder);
    assert.deepEqual(features.ids, ['red', 'green', 'blue']);
    assert.equal(features.of('blue').length, 2048);
    assert.ok(cosineSimilarity(features.of('blue'), alone.features.of('blue')) > 0.99999);
    assert.ok(cosineSimilarity(features.of('blue'), features.of('red')) < 0.9999);
  });

  it('names a bad picture, skips it, counts it and goes on', async () => {
    const good = await drawSquare('good', 'yellow');
    const bad = join(folder, 'bad.jpg');
    writeFileSync(bad, readFileSync(good).subarray(0, 200));
    const paths = new Map([
      ['bad', bad],
      ['good', good],
    ]);
    const { features, skipped } = await encodePictures(paths, encoder, 1);
    assert.deepEqual(features.ids, ['good']);
    assert.equal(skipped.length, 1);
    assert.equal(skipped[0].imageId, 'bad');
    assert.match(skipped[0].reason, /bad\.jpg cannot be read as a picture/);
  });

  it('averages its map into its vector', () => {
    const input = Float32Array.from({ length: side * side * 3 }, (_, i) => Math.sin(i));
    const map = encodeMap(encoder, input);
    const vector = encodeBatch(encoder, [input]);
    assert.deepEqual(map.shape, [8, 8, 2048]);
    const difference = map
      .mean([0, 1])
      .sub(vector.squeeze([0]))
      .abs()
      .max()
      .dataSync()[0];
    assert.ok(difference < 1e-5, `${difference}`);
    tf.dispose([map, vector]);
  });

  it('leaves no tensor behind', async () => {
    const paths = new Map([['red', await drawSquare('red', 'red')]]);
    const tensors = tf.memory().numTensors;
    await encodePictures(paths, encoder);
    assert.equal(tf.memory().numTensors, tensors);
  });
});

describe('kept features', () => {
  const dataset = { fingerprint: 'squares 1', runFolder: join(folder, 'run') } as Dataset;
  const rows = Float32Array.from({ length: 2 * 2048 }, (_, i) => i);

  it('come back with their ids', () => {
    writeFeatures(dataset, featureTable(['b', 'a'], rows, 2048, 'scenes-cnn'), encoder);
    const features = readFeatures(dataset, encoder);
    assert.deepEqual(features.ids, ['b', 'a']);
    assert.equal(features.of('a')[0], 2048);
    assert.throws(() => features.of('c'), /Picture c has no features/);
  });

  it("are refused for another encoder's weights or another resize rule", () => {
    const trained = { ...encoder, fingerprint: 'trained' };
    assert.throws(
      () => readFeatures(dataset, trained),
      /weights untrained, but weights is now trained/,
    );
    const nearest = { ...encoder, resize: 'nearest' as const };
    assert.throws(() => readFeatures(dataset, nearest), /resize smooth, but resize is now nearest/);
  });

  it('are refused when the file was cut short', () => {
    const path = featuresPath(dataset);
    writeFileSync(path, readFileSync(path).subarray(0, 1000));
    assert.throws(() => readFeatures(dataset, encoder), /features\.safetensors has 1000 bytes/);
  });
});

describe('the nearest pictures', () => {
  it('point the same way, whatever their length', () => {
    const vectors: Record<string, number[]> = { a: [1, 0], b: [9, 1], c: [0, 1], d: [-1, 0] };
    const of = (id: string) => Float32Array.from(vectors[id]);
    const found = nearestPictures({ of }, 'a', ['a', 'b', 'c', 'd'], 2);
    assert.deepEqual(
      found.map(({ imageId }) => imageId),
      ['b', 'c'],
    );
  });
});

describe("the scenes' encoder", () => {
  it('is trained by naming what is in a picture', async () => {
    const pixelsOf = (value: number) => ({
      ...{ width: side, height: side },
      pixels: new Uint8Array(side * side * 3).fill(value),
    });
    const pictures = [0, 1, 0, 1].map((label) => ({
      pixels: pixelsOf(label * 200 + 20),
      labels: [label],
    }));
    const losses: number[] = [];
    await trainScenesEncoder(pictures, [{ name: 'shade', classes: ['dark', 'light'] }], {
      ...{ epochs: 6, batchSize: 4 },
      onEpoch: (_, loss) => void losses.push(loss),
    });
    assert.ok(losses[5] < losses[0] / 2, `${losses}`);
  });

  it('comes back from its weights as it was, and is refused cut short', () => {
    const path = join(folder, 'encoder.safetensors');
    const bytes = encoderWeights(encoder.model);
    writeFileSync(path, bytes);
    const input = [new Float32Array(side * side * 3).fill(0.3)];
    const loaded = loadScenesEncoder(path);
    assert.deepEqual(encodeBatch(loaded, input).dataSync(), encodeBatch(encoder, input).dataSync());
    writeFileSync(path, bytes.subarray(0, bytes.length - 4));
    assert.throws(() => loadScenesEncoder(path), /encoder\.safetensors is not a whole safetensors/);
  });

  it('sees a picture shifted, mirrored and a little brighter, with the same seed the same way', () => {
    const width = side + 4;
    const pixels = Uint8Array.from({ length: width * width * 3 }, (_, i) => i % 251);
    const see = (seed: number) =>
      augment({ width, height: width, pixels }, side, createRandom(seed));
    assert.deepEqual(see(1), see(1));
    assert.notDeepEqual(see(1), see(2));
    assert.ok(see(3).every((value) => value >= -1 && value <= 1));
  });
});
