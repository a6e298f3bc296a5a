import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import sharp from 'sharp';
import { createRandom, startEngine, tf } from '../../lib/engine/index.js';
import {
  buildScenesEncoder,
  cosineSimilarity,
  encodeBatch,
  encodeMap,
  encodePictures,
  encoderWeights,
  foldNormalisation,
  type LayersEncoder,
  layersEncoder,
  loadScenesEncoder,
  nearestPictures,
  newView,
  SCENES_ENCODER,
  trainScenesEncoder,
} from '../../lib/image-encoding/index.js';
import { encodeSafetensors } from '../../lib/outputs/index.js';

const side = SCENES_ENCODER.inputSize;
const folder = mkdtempSync(join(tmpdir(), 'captionlab-'));
let encoder: LayersEncoder;

async function drawSquare(name: string, background: string): Promise<string> {
  const path = join(folder, `${name}.jpg`);
  const create = { width: 32, height: 32, channels: 3 as const, background };
  await sharp({ create }).jpeg().toFile(path);
  return path;
}

before(async () => {
  await startEngine();
  encoder = layersEncoder({ ...SCENES_ENCODER, fingerprint: 'untrained' }, buildScenesEncoder());
});

describe('encoding pictures', () => {
  it('gives each its vector, whatever shares its batch', async () => {
    const paths = new Map<string, string>();
    for (const colour of ['red', 'green', 'blue']) {
      paths.set(colour, await drawSquare(colour, colour));
    }
    const { features } = await encodePictures(paths, encoder);
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
    const { features, skipped } = await encodePictures(paths, encoder);
    assert.deepEqual(features.ids, ['good']);
    assert.equal(skipped.length, 1);
    assert.equal(skipped[0].imageId, 'bad');
    assert.match(skipped[0].reason, /bad\.jpg cannot be read as a picture/);
  });

  it('averages its map into its vector', () => {
    const input = Float32Array.from({ length: side * side * 3 }, (_, i) => Math.sin(i));
    const map = encodeMap(encoder, input);
    const vector = encodeBatch(encoder, [input]);
    assert.deepEqual(map.shape, [10, 10, 2048]);
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

describe('the nearest pictures', () => {
  it('point the same way, whatever their length', () => {
    const vectors: Record<string, number[]> = { a: [1, 0], b: [9, 1], c: [0, 1], d: [-1, 0] };
    const of = (id: string) => Float32Array.from(vectors[id]);
    const found = nearestPictures({ ids: Object.keys(vectors), of }, 'a', ['a', 'b', 'c', 'd'], 2);
    assert.deepEqual(
      found.map(({ imageId }) => imageId),
      ['b', 'c'],
    );
  });
});

describe("the scenes' encoder", () => {
  const corner = { x: 0, y: 0, width: 20, height: 20 };

  it('is trained by naming what is in a picture', async () => {
    const pictures = [0, 1, 0, 1].map((label) => ({
      pixels: { width: 40, height: 40, pixels: new Uint8Array(4800).fill(label * 200 + 20) },
      subject: corner,
      labels: [label],
    }));
    const losses: number[] = [];
    const tasks = [{ name: 'shade', classes: ['dark', 'light'], about: 'subject' as const }];
    await trainScenesEncoder(pictures, tasks, {
      ...{ epochs: 4, batchSize: 4, learningRate: 1e-3, twisted: 0 },
      onEpoch: (_, loss) => void losses.push(loss),
    });
    assert.ok(losses[3] < losses[0] / 2, `${losses}`);
  });

  it('says the same when its batch normalisation is folded away', () => {
    const normalised = buildScenesEncoder({ normalised: true, seed: 4 });
    const input = tf.randomUniform([2, side, side, 3], -1, 1, 'float32', 5);
    tf.tidy(() => {
      for (const layer of normalised.layers) {
        if (layer.getClassName() !== 'BatchNormalization') continue;
        layer.setWeights(
          layer.getWeights().map((w, i) => tf.randomUniform(w.shape, 0.5, 1.5, 'float32', i)),
        );
      }
      const [, expected] = normalised.predict(input) as tf.Tensor[];
      const [, folded] = foldNormalisation(normalised, buildScenesEncoder()).predict(
        input,
      ) as tf.Tensor[];
      const difference = folded.sub(expected).abs().max().dataSync()[0];
      assert.ok(difference < 1e-4 * expected.abs().max().dataSync()[0], `${difference}`);
    });
  });

  it("comes back from its weights as it was, and is refused cut short, missing or another network's", async () => {
    const path = join(folder, 'encoder.safetensors');
    const bytes = await encoderWeights(encoder.model);
    writeFileSync(path, bytes);
    const input = [new Float32Array(side * side * 3).fill(0.3)];
    const loaded = loadScenesEncoder(path);
    assert.deepEqual(encodeBatch(loaded, input).dataSync(), encodeBatch(encoder, input).dataSync());
    writeFileSync(path, bytes.subarray(0, bytes.length - 4));
    assert.throws(() => loadScenesEncoder(path), /encoder\.safetensors is not a whole safetensors/);
    const refused = (message: RegExp) => ({ name: 'UserError', message });
    writeFileSync(path, encodeSafetensors({ kernel: { shape: [1], data: Float32Array.of(1) } }));
    assert.throws(
      () => loadScenesEncoder(path),
      refused(/encoder\.safetensors holds no weights of scenes-cnn/),
    );
    assert.throws(
      () => loadScenesEncoder(join(folder, 'absent.safetensors')),
      refused(/needs its weights, but .*absent\.safetensors cannot be read: ENOENT/),
    );
  });
});

describe('a view of a training picture', () => {
  const width = 60;
  // White, but for a black subject.
  const subject = { x: 30, y: 20, width: 12, height: 18 };
  const inSubject = (i: number) => {
    const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)];
    return x >= 30 && x < 42 && y >= 20 && y < 38;
  };
  const pixels = Uint8Array.from({ length: width * width * 3 }, (_, i) => (inSubject(i) ? 0 : 255));
  const picture = { width, height: width, pixels };
  const see = (seed: number, twisted = 0) =>
    newView(picture, subject, { side: 32, cells: 4, twisted }, createRandom(seed));
  const seeds = Array.from({ length: 30 }, (_, seed) => seed);

  it('differs from the next, and is the same with the same seed', () => {
    assert.deepEqual(see(1), see(1));
    assert.notDeepEqual(see(1).input, see(2).input);
  });

  it('always holds the whole subject, and knows where', () => {
    for (const seed of seeds) {
      const { input, subjectCells } = see(seed);
      const dark = [0, 0, 0, 0].map((_, row) =>
        input.slice(row * 8 * 32 * 3, (row + 1) * 8 * 32 * 3).filter((value) => value < -0.9),
      );
      const shares = [0, 1, 2, 3].map((row) =>
        subjectCells.slice(row * 4, row * 4 + 4).reduce((a, b) => a + b),
      );
      const darkest = dark.map(({ length }) => length);
      assert.equal(darkest.indexOf(Math.max(...darkest)), shares.indexOf(Math.max(...shares)));
      const places = subjectCells.reduce((a, b) => a + b); // a subject of 12 x 18 in a window of 30 to 60
      assert.ok(places > 0.9 * 16 * (216 / 3600) && places < 1.1 * 16 * (216 / 900), `${places}`);
    }
  });

  it('has values in -1..1, and says when its colours or its place mean nothing', () => {
    const views = seeds.map((seed) => see(seed, 0.5));
    assert.ok(views.every(({ input }) => input.every((value) => value >= -1 && value <= 1)));
    const twisted = views.filter(({ trueColours }) => !trueColours).length;
    assert.ok(twisted > 5 && twisted < 25, `${twisted} of 30 twisted`);
    assert.ok(views.some(({ wholePlace }) => wholePlace));
    assert.ok(views.some(({ wholePlace }) => !wholePlace));
  });
});
