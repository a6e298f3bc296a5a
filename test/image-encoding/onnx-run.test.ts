import assert from 'node:assert/strict';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, mock } from 'node:test';
import type { Dataset } from '../../lib/data-understanding/index.js';
import { startEngine } from '../../lib/engine/index.js';
import {
  bringEncoder,
  type Encoder,
  encodeDataset,
  encoderFor,
  ensureMaps,
  featuresFolder,
  featuresPath,
  loadEncoder,
} from '../../lib/image-encoding/index.js';
import { readArtefactHeader } from '../../lib/outputs/index.js';
import { onnxModel, preprocessing, skipWithoutOnnx } from './onnx-models.js';
import { drawDataset } from './tiny-encoder.js';

type Expected = Record<string, { vector: number[]; map: number[] }>;
const expected = JSON.parse(readFileSync(onnxModel('expected.json'), 'utf8')) as Expected;
const waves = Float32Array.from({ length: 32 * 32 * 3 }, (_, i) => Math.sin(i));
const newFolder = () => mkdtempSync(join(tmpdir(), 'captionlab-'));
const set = process.env;

/** One of the small networks as an encoder of that name. */
function bring(name: string, model = name, settings = {}): Promise<Encoder> {
  const folder = join(process.env.CAPTIONLAB_DATA as string, 'encoders', name);
  mkdirSync(folder, { recursive: true });
  copyFileSync(onnxModel(model), join(folder, 'model.onnx'));
  writeFileSync(join(folder, 'preprocessor_config.json'), preprocessing);
  writeFileSync(join(folder, 'encoder.json'), JSON.stringify(settings));
  return loadEncoder(name);
}

function near(found: ArrayLike<number>, wanted: ArrayLike<number>): void {
  assert.equal(found.length, wanted.length);
  const worst = Array.from(wanted).reduce(
    (most, value, i) => Math.max(most, Math.abs(found[i] - value)),
    0,
  );
  assert.ok(worst < 1e-5, `off by ${worst}`);
}

before(async () => {
  process.env = { ...set, CAPTIONLAB_DATA: newFolder() };
  mock.method(console, 'log', () => {});
  await startEngine();
});
after(() => {
  process.env = set;
});

describe('a network as ONNX', { skip: skipWithoutOnnx }, () => {
  for (const [name, facts] of [
    ['convolution', [12, [8, 8, 12]]],
    ['colours-last', [12, [8, 8, 12]]],
    ['transformer', [16, [4, 4, 16]]],
  ] as const) {
    it(`gives what NumPy computes of it: ${name}`, async () => {
      const encoder = await bring(name);
      assert.deepEqual([encoder.width, encoder.mapShape, encoder.inputSize], [...facts, 32]);
      const { vectors, maps } = await encoder.run([waves], true);
      near(vectors, expected[name].vector);
      near(maps as Float32Array, expected[name].map);
    });

    it(`gives every picture its own, however many there are: ${name}`, async () => {
      const encoder = await loadEncoder(name);
      const inputs = Array.from({ length: 11 }, (_, n) => waves.map((value) => value * (n + 1)));
      const { vectors, maps } = await encoder.run(inputs, true);
      assert.equal(vectors.length, 11 * encoder.width);
      for (const n of [0, 4, 10]) {
        const alone = await encoder.run([inputs[n]], true);
        const size = alone.maps?.length as number;
        near(vectors.slice(n * encoder.width, (n + 1) * encoder.width), alone.vectors);
        near((maps as Float32Array).slice(n * size, (n + 1) * size), alone.maps as Float32Array);
      }
      const vectorsOnly = await encoder.run(inputs, false);
      assert.deepEqual([vectorsOnly.vectors, vectorsOnly.maps], [vectors, undefined]);
    });
  }

  it('gives an inner value where that is asked for, and is another encoder then', async () => {
    const plain = await loadEncoder('transformer');
    const inner = await bring('inner', 'transformer', { output: 'block/normed' });
    const { vectors } = await inner.run([waves], false);
    const mean = vectors.reduce((sum, value) => sum + value, 0) / 16;
    assert.ok(Math.abs(mean) < 1e-6, 'a normalised token has the mean 0');
    assert.notEqual(inner.fingerprint, plain.fingerprint);
    assert.equal((await bring('again', 'transformer')).fingerprint, plain.fingerprint);
    const scores = await bring('scores', 'transformer', { output: 'logits' });
    assert.deepEqual([scores.width, scores.mapShape], [10, undefined]);
    await assert.rejects(
      async () => scores.run([waves], true),
      /scores gives one vector a picture and no/,
    );
  });

  it('has its weights in a file of their own, which counts for its fingerprint', async () => {
    const folder = join(process.env.CAPTIONLAB_DATA as string, 'encoders', 'outside');
    mkdirSync(folder);
    copyFileSync(onnxModel('outside.onnx_data'), join(folder, 'outside.onnx_data'));
    const encoder = await bring('outside');
    near((await encoder.run([waves], false)).vectors, expected.convolution.vector);
    const bytes = readFileSync(join(folder, 'outside.onnx_data'));
    bytes.writeFloatLE(0.5, 0);
    writeFileSync(join(folder, 'outside.onnx_data'), bytes);
    assert.notEqual((await loadEncoder('outside')).fingerprint, encoder.fingerprint);
    const inner = bring('outside', 'outside', { output: 'stem' });
    await assert.rejects(
      inner,
      /stem is inside of .*Export it with that output, or save it as one/,
    );
  });

  it('is refused that takes halves, gives a mask, has no such value, or wants another size', async () => {
    for (const [model, settings, message] of [
      ['halves', {}, /model\.onnx takes picture float16 .*: expected float32/],
      ['mask', {}, /none of its outputs is what an encoder gives \(mask \[n, 1, 32, 32\]\)/],
      [
        'transformer',
        { output: 'x/normed' },
        /has no value x\/normed: .* inside are block\/normed/,
      ],
    ] as const) {
      await assert.rejects(bring('refused', model, settings), { name: 'UserError', message });
    }
    const folder = join(process.env.CAPTIONLAB_DATA as string, 'encoders', 'convolution');
    const other = preprocessing.replaceAll('32', '64');
    writeFileSync(join(folder, 'preprocessor_config.json'), other);
    const message = /takes pictures of 32 x 32 pixels, but its preprocessing makes them 64 x 64/;
    await assert.rejects(loadEncoder('convolution'), { name: 'UserError', message });
    writeFileSync(join(folder, 'preprocessor_config.json'), preprocessing);
  });
});

describe('a data set encoded by a network as ONNX', { skip: skipWithoutOnnx }, () => {
  const filesOf = (dataset: Dataset) => {
    const folder = featuresFolder(dataset, 'transformer');
    const names = readdirSync(folder).sort();
    return names.map((name) => [name, readFileSync(join(folder, name)).toString('base64')]);
  };

  it('has the same features in one go, in shards and by several processes, and says what made them', async () => {
    const encoder = await bring('transformer');
    const whole = await drawDataset(newFolder(), 40);
    await encodeDataset(whole, encoder, { maps: true });
    const { madeFrom } = readArtefactHeader(featuresPath(whole, 'transformer'));
    assert.deepEqual(madeFrom, {
      ...{ encoder: 'transformer', weights: encoder.fingerprint, resize: 'square 32 (bilinear)' },
    });
    const sharded = { ...whole, runFolder: newFolder() };
    for (const part of [2, 1]) {
      await encodeDataset(sharded, encoder, { maps: true, shard: { part, parts: 2 } });
    }
    assert.deepEqual(filesOf(sharded), filesOf(whole));
    const together = { ...whole, runFolder: newFolder() };
    await encodeDataset(together, encoder, { maps: true, workers: 2 });
    assert.deepEqual(filesOf(together), filesOf(whole));
  });

  it('is read by its name, and refused once another output is taken', async () => {
    const dataset = await drawDataset(newFolder(), 10);
    await encodeDataset(dataset, await bring('transformer'), { maps: true });
    assert.equal((await encoderFor(dataset)).name, 'transformer');
    const maps = await ensureMaps(dataset);
    assert.deepEqual([maps.cells, maps.width, maps.encoder], [16, 16, 'transformer']);
    bringEncoder('transformer', [], 'block/normed');
    await assert.rejects(encoderFor(dataset), {
      name: 'UserError',
      message:
        /weights \w+, but weights is now \w+.*encode --dataset flickr8k --encoder transformer/,
    });
  });
});
