import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, mock } from 'node:test';
import { hashed } from '../../lib/bench/hashed.js';
import { startEngine, tf } from '../../lib/engine/index.js';
import {
  buildEfficientNetLite,
  buildInceptionV3,
  buildMobileNetV2,
  buildScenesEncoder,
  type Described,
  EFFICIENTNET_LITE,
  type EfficientNetLiteName,
  ENCODERS,
  type EncoderName,
  exportNetwork,
  fusedForward,
  INCEPTION_V3,
  type LayersEncoder,
  layersEncoder,
  loadEncoder,
  MOBILENET_V2,
  onEncoderEngine,
  ownNetworkPath,
  SCENES_ENCODER,
  WEIGHTS,
} from '../../lib/image-encoding/index.js';
import { sharedData } from '../shared-data.js';
import { evaluateOnnx } from './onnx-evaluator.js';
import { skipWithoutOnnx } from './onnx-models.js';

const set = process.env;

/** Features by both engines agree so far, as a share of the largest. */
const MOST = 1e-4;

const architectures: [Described, () => tf.LayersModel][] = [
  [MOBILENET_V2, () => buildMobileNetV2()],
  [INCEPTION_V3, () => buildInceptionV3()],
  [SCENES_ENCODER, () => buildScenesEncoder()],
  ...Object.values(EFFICIENTNET_LITE).map((lite): [Described, () => tf.LayersModel] => [
    lite,
    () => buildEfficientNetLite(lite.name),
  ]),
  [ENCODERS['efficientnet-lite0-trunk'], () => buildEfficientNetLite('efficientnet-lite0')],
];

/** Weights of which activations neither vanish nor explode (He et al. 2015); what is added to a block's input is small. */
function fillWeights(model: tf.LayersModel): void {
  tf.tidy(() => {
    model.layers.forEach((layer, seed) => {
      const [kernel, bias] = layer.getWeights();
      if (!kernel) return;
      const depthwise = layer.getClassName() === 'DepthwiseConv2D';
      const fanIn = kernel.size / (kernel.shape[depthwise ? 2 : 3] as number);
      const scale = Math.sqrt(6 / fanIn) * (layer.getConfig().activation === 'linear' ? 0.3 : 1);
      layer.setWeights([
        tf.tensor(hashed(kernel.size, seed, scale), kernel.shape),
        tf.tensor(hashed(bias.size, seed + 1, 0.1), bias.shape),
      ]);
    });
  });
}

function encoderOf([described, build]: (typeof architectures)[number]): LayersEncoder {
  const model = build();
  fillWeights(model);
  return layersEncoder({ ...described, fingerprint: 'hashed' }, model);
}

/** Makes sure that two lists of numbers differ little. */
function near(found: ArrayLike<number>, expected: ArrayLike<number>, most = MOST): void {
  assert.equal(found.length, expected.length);
  let [worst, largest] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    worst = Math.max(worst, Math.abs(found[i] - expected[i]));
    largest = Math.max(largest, Math.abs(expected[i]));
  }
  assert.ok(largest > 0);
  assert.ok(worst / largest < most, `off by ${worst} of ${largest}`);
}

const pictureOf = (side: number, seed = 1) => hashed(side * side * 3, seed);
const onEngine = (name: string) => {
  process.env.CAPTIONLAB_ENCODER_ENGINE = name;
};

before(async () => {
  process.env = { ...set, CAPTIONLAB_OUTPUTS: mkdtempSync(join(tmpdir(), 'captionlab-')) };
  mock.method(console, 'log', () => {});
  await startEngine();
});
after(() => {
  process.env = set;
});

describe('an encoder written as ONNX', () => {
  for (const architecture of architectures) {
    const { name } = architecture[0];
    it(`computes by its definition what the layers compute: ${name}`, async () => {
      const { model, mapLayer, inputSize, ...encoder } = encoderOf(architecture);
      const file = await exportNetwork(model, mapLayer);
      const picture = tf.tensor4d(pictureOf(inputSize), [1, inputSize, inputSize, 3]);
      const [map, vector] = evaluateOnnx(file, picture, ['map', 'vector']);
      const kept = model.getLayer(mapLayer ?? model.outputs[0].sourceLayer.name);
      const outputs = [kept.output as tf.SymbolicTensor, model.outputs[1]];
      const whole = tf.model({ inputs: model.inputs, outputs });
      const expected = fusedForward(whole, picture);
      assert.deepEqual(map.shape, [1, ...encoder.mapShape]);
      assert.deepEqual(vector.shape, [1, encoder.width]);
      near(await map.data(), await expected[0].data());
      near(await vector.data(), await expected[1].data());
      tf.dispose([picture, map, vector, ...expected]);
      model.dispose();
    });
  }

  it('is refused where a layer has no place in it, by name', async () => {
    const picture = tf.input({ shape: [4, 4, 3], name: 'picture' });
    const layer = tf.layers.upSampling2d({ name: 'larger' });
    const map = layer.apply(picture) as tf.SymbolicTensor;
    const vector = tf.layers.globalAveragePooling2d({}).apply(map) as tf.SymbolicTensor;
    const model = tf.model({ inputs: picture, outputs: [map, vector] });
    await assert.rejects(exportNetwork(model), /larger, a UpSampling2D, is not written as ONNX/);
  });
});

describe('an encoder of ours in ONNX Runtime', { skip: skipWithoutOnnx }, () => {
  for (const architecture of architectures) {
    const { name } = architecture[0];
    it(`gives the features that it gives in TensorFlow: ${name}`, async () => {
      onEngine('onnx');
      const plain = encoderOf(architecture);
      const fast = await onEncoderEngine(plain);
      assert.match(fast.runsOn as string, /^ONNX Runtime \d/);
      const inputs = [1, 2].map((seed) => pictureOf(plain.inputSize, seed));
      const [found, expected] = [await fast.run(inputs, true), await plain.run(inputs, true)];
      near(found.vectors, expected.vectors);
      near(found.maps as Float32Array, expected.maps as Float32Array);
      const { maps, vectors } = await fast.run(inputs, false);
      assert.deepEqual([maps, vectors], [undefined, found.vectors]);
      plain.model.dispose();
    });
  }

  it('is kept as a file, which is written anew for other weights or where it is damaged', async () => {
    onEngine('onnx');
    const encoder = encoderOf(architectures[2]);
    const picture = [pictureOf(encoder.inputSize)];
    const path = ownNetworkPath(encoder.name);
    const runKept = async (fingerprint: string) =>
      (await onEncoderEngine({ ...encoder, fingerprint }, { kept: true })).run(picture, false);
    const { vectors } = await runKept('one');
    const written = statSync(path).mtimeMs;
    const bytes = readFileSync(path);
    assert.deepEqual((await runKept('one')).vectors, vectors);
    assert.equal(statSync(path).mtimeMs, written);
    writeFileSync(path, bytes.subarray(0, 1000));
    assert.deepEqual((await runKept('one')).vectors, vectors);
    assert.deepEqual(readFileSync(path), bytes);
    encoder.model.layers[1].setWeights(
      encoder.model.layers[1].getWeights().map((weight) => weight.mul(2)),
    );
    assert.notDeepEqual((await runKept('two')).vectors, vectors);
  });

  it('stays in TensorFlow where that is asked for, or where its network cannot be written', async () => {
    const encoder = encoderOf(architectures[2]);
    onEngine('tensorflow');
    assert.equal(await onEncoderEngine(encoder), encoder);
    onEngine('');
    const run = async () => ({ vectors: Float32Array.of(7) });
    const odd = { ...encoder, run, mapLayer: 'no such layer' };
    const { vectors } = await (await onEncoderEngine(odd)).run([], false);
    assert.deepEqual([...vectors], [7]);
    onEngine('onnx');
    const asked = (await onEncoderEngine(odd)).run([], false);
    await assert.rejects(asked, {
      name: 'UserError',
      message: /scenes-cnn does not run in ONNX Runtime/,
    });
    onEngine('keras');
    await assert.rejects(onEncoderEngine(encoder), {
      name: 'UserError',
      message: /CAPTIONLAB_ENCODER_ENGINE is "keras": expected onnx or tensorflow/,
    });
  });
});

describe('published weights in ONNX Runtime', () => {
  const names: (EfficientNetLiteName | 'mobilenet-v2')[] = ['mobilenet-v2', 'efficientnet-lite2'];
  for (const name of names) {
    const { variable } = WEIGHTS[name];
    const weights = set[variable] || sharedData(name);
    const absent = weights ? false : `set ${variable} to a folder with them`;

    it(`give the features that they give in TensorFlow: ${name}`, {
      skip: skipWithoutOnnx || absent,
    }, async () => {
      const load = (engine: string) => {
        onEngine(engine);
        return loadEncoder(name as EncoderName, { weights });
      };
      const [fast, plain] = [await load('onnx'), await load('tensorflow')];
      assert.equal(fast.fingerprint, plain.fingerprint);
      const path = join(import.meta.dirname, '..', '..', 'notebooks', 'pictures', 'scenes.jpg');
      const inputs = [await plain.read(path), pictureOf(plain.inputSize)];
      const [found, expected] = [await fast.run(inputs, true), await plain.run(inputs, true)];
      near(found.vectors, expected.vectors);
      near(found.maps as Float32Array, expected.maps as Float32Array);
      for (const { model } of [fast, plain]) model.dispose();
    });
  }
});
