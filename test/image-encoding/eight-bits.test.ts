import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, mock } from 'node:test';
import { hashed } from '../../lib/bench/hashed.js';
import { createRandom, startEngine, tf } from '../../lib/engine/index.js';
import type { OnnxSession } from '../../lib/engine/onnx-runtime.js';
import {
  buildEfficientNetLite,
  cosineSimilarity,
  eightBitName,
  isEncoder,
  type LayersEncoder,
  loadEncoder,
  makeEightBitEncoder,
  ownNetworkPath,
  requireLayers,
} from '../../lib/image-encoding/index.js';
import {
  keptValues,
  measureRanges,
  type Range,
  withRanges,
} from '../../lib/image-encoding/onnx/eight-bits/ranges.js';
import { gridOver, toEightBits } from '../../lib/image-encoding/onnx/eight-bits/to-eight-bits.js';
import { networkGraph } from '../../lib/image-encoding/onnx/export-network.js';
import { type OnnxGraph, writeOnnx } from '../../lib/image-encoding/onnx/write-model.js';
import { evaluateOnnx } from './onnx-evaluator.js';
import { skipWithoutOnnx } from './onnx-models.js';

const set = process.env;
const MODEL = 'scenes-cnn';
const SIDE = 160;
const PORTS = ['map', 'vector'];
let encoder: LayersEncoder;
let pictures: Float32Array[];

async function* each(of: readonly Float32Array[]) {
  for (const one of of) yield one.slice();
}

const tensorOf = (picture: Float32Array) => tf.tensor4d(picture, [1, SIDE, SIDE, 3]);

/** Runs a network by the definitions of its operators. */
const byDefinition = (graph: OnnxGraph): Pick<OnnxSession, 'run'> => {
  const names = graph.outputs.map(({ name }) => name);
  const file = writeOnnx(graph);
  return {
    async run({ picture }) {
      const found = evaluateOnnx(file, tf.tensor(picture.data, [...picture.dims]), names);
      const numbers = await Promise.all(found.map((one) => one.data()));
      const row = (i: number) => ({ type: 'float32', dims: found[i].shape, data: numbers[i] });
      return Object.fromEntries(names.map((name, i) => [name, row(i)])) as Awaited<
        ReturnType<OnnxSession['run']>
      >;
    },
  };
};

const rangesOf = (graph: OnnxGraph, of: readonly Float32Array[]) => {
  const values = keptValues(graph);
  return measureRanges(byDefinition(withRanges(graph, values)), values, each(of), SIDE);
};

before(async () => {
  process.env = { ...set, CAPTIONLAB_OUTPUTS: mkdtempSync(join(tmpdir(), 'captionlab-')) };
  mock.method(console, 'log', () => {});
  await startEngine();
  encoder = requireLayers(await loadEncoder(MODEL));
  const path = join(import.meta.dirname, '..', '..', 'notebooks', 'pictures', 'scenes.jpg');
  const noise = [1, 2].map((seed) => hashed(SIDE * SIDE * 3, seed));
  pictures = [await encoder.read(path), ...noise];
});
after(() => {
  process.env = set;
});

describe('whole numbers over a range', () => {
  it('lie at most half a step from what they stand for, and hold zero exactly', () => {
    const { uniform } = createRandom('ranges');
    for (let i = 0; i < 200; i++) {
      const [low, high] = [-5 * uniform(), 5 * uniform()];
      const { scale, zero } = gridOver([low, high]);
      assert.ok(Number.isInteger(zero) && zero >= 0 && zero <= 255);
      for (const x of [low, high, low + uniform() * (high - low)]) {
        const kept = Math.min(255, Math.max(0, Math.round(x / scale) + zero));
        assert.ok(Math.abs((kept - zero) * scale - x) <= scale * (0.5 + 1e-9) + scale / 2);
      }
    }
  });

  it('are from zero on where nothing lies below it, and one step wide where nothing lies at all', () => {
    assert.deepEqual(gridOver([0, 255]), { scale: 1, zero: 0 });
    assert.deepEqual(gridOver([3, 6]), { scale: 6 / 255, zero: 0 });
    assert.deepEqual(gridOver([-255, -1]), { scale: 1, zero: 255 });
    assert.deepEqual(gridOver([0, 0]), { scale: 1, zero: 0 });
  });
});

describe("an encoder's network in 8 bits", () => {
  it('keeps what enters a layer in them, and gives its answers whole', async () => {
    const lite = buildEfficientNetLite('efficientnet-lite0');
    const graph = await networkGraph(lite);
    const kept = new Set(keptValues(graph));
    const layers = graph.nodes.filter(({ operator }) => /Conv|Add/.test(operator));
    const inputs = layers.flatMap(({ inputs }) => inputs).filter((name) => kept.has(name));
    const numbers = new Set(graph.weights.map(({ name }) => name));
    const flows = layers.flatMap(({ inputs }) => inputs.filter((name) => !numbers.has(name)));
    const outside = flows.filter((name) => !kept.has(name));
    assert.equal(inputs.length + outside.length, flows.length);
    assert.deepEqual(outside.length, 1, `${outside}`); // the picture before it was scaled
    for (const { name } of graph.outputs) assert.ok(!kept.has(name));
    lite.dispose();
  });

  it('measures between which numbers values lie: the means over pictures', async () => {
    const graph = await networkGraph(encoder.model, encoder.mapLayer);
    const [name] = keptValues(graph).slice(-1);
    const ends = await Promise.all(
      pictures.map(async (picture) => (await rangesOf(graph, [picture])).get(name) as Range),
    );
    const mean = (side: number) => ends.reduce((sum, one) => sum + one[side], 0) / ends.length;
    const [low, high] = (await rangesOf(graph, pictures)).get(name) as readonly number[];
    assert.ok(Math.abs(low - mean(0)) < 1e-5 && Math.abs(high - mean(1)) < 1e-5);
    assert.ok(high > low);
  });

  it('computes by its definition nearly what the layers compute, from a quarter of the bytes', async () => {
    const graph = await networkGraph(encoder.model, encoder.mapLayer);
    const small = toEightBits(graph, await rangesOf(graph, pictures));
    const [whole, bits] = [writeOnnx(graph), writeOnnx(small)];
    assert.ok(bits.length < 0.28 * whole.length, `${bits.length} of ${whole.length}`);
    for (const picture of pictures) {
      const run = (file: Uint8Array) => evaluateOnnx(file, tensorOf(picture), PORTS);
      const [expected, found] = [run(whole), run(bits)];
      for (const i of PORTS.keys()) {
        const alike = cosineSimilarity(expected[i].dataSync(), found[i].dataSync());
        assert.ok(alike > 0.999 && alike < 1, `${PORTS[i]}: ${alike}`);
      }
    }
  });
});

describe('an encoder in 8 bits', { skip: skipWithoutOnnx }, () => {
  const name = eightBitName(MODEL);

  it('is found by its name once it was made, and needs nothing else', async () => {
    await assert.rejects(loadEncoder(name), {
      name: 'UserError',
      message: 'scenes-cnn-8-bit was not made yet. To make it: npx captionlab quantise scenes-cnn',
    });
    assert.ok(!isEncoder(name));
    const bytes = await makeEightBitEncoder(encoder, each(pictures));
    assert.equal(bytes, statSync(ownNetworkPath(name)).size);
    assert.ok(isEncoder(name));
    const small = await loadEncoder(name);
    assert.deepEqual([small.name, small.mapShape], [name, encoder.mapShape]);
    assert.notEqual(small.fingerprint, encoder.fingerprint);
    const [found, expected] = [
      await small.run(
        pictures.map((one) => one.slice()),
        true,
      ),
      await encoder.run(pictures, true),
    ];
    assert.ok(cosineSimilarity(found.vectors, expected.vectors) > 0.999);
    assert.ok(cosineSimilarity(found.maps as Float32Array, expected.maps as Float32Array) > 0.999);
  });

  it('is refused where its layers are wanted, with other weights, and where its file was changed', async () => {
    const small = await loadEncoder(name);
    assert.throws(() => requireLayers(small), /scenes-cnn-8-bit is an ONNX file/);
    await assert.rejects(loadEncoder(name, { weights: 'elsewhere' }), /takes no others/);
    const path = ownNetworkPath(name);
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(path, bytes);
    await assert.rejects(loadEncoder(name), {
      name: 'UserError',
      message: /was changed\. Make it anew: npx captionlab quantise scenes-cnn/,
    });
  });
});
