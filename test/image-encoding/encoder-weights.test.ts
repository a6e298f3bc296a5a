import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { startEngine, tf } from '../../lib/engine/index.js';
import {
  ENCODERS,
  type EncoderOptions,
  type LayerWeights,
  loadEncoder,
  readEncoderWeights,
  readKerasFile,
  readLayersFolder,
  readMobileNetFolder,
  setLayerWeights,
  type WeightsPlace,
} from '../../lib/image-encoding/index.js';
import { encodeNpy } from '../../lib/outputs/index.js';
import { fillByFormula, formula } from './keras/formula.js';

/** Written by Keras itself: a convolution and a depthwise one, each with batch normalisation. */
const kerasFile = join(import.meta.dirname, 'keras', 'small.h5');
const kerasLayers = [
  { layer: 'conv2d_94', shapes: [[3, 3, 3, 2]] },
  { layer: 'batch_normalization_94', shapes: [[2], [2], [2]] },
  { layer: 'depthwise_conv2d_7', shapes: [[2, 2, 2, 1]] },
  { layer: 'batch_normalization_95', shapes: [[2], [2], [2], [2]] },
];

const place: WeightsPlace = {
  ...{ name: 'small-net', variable: 'SMALL_NET' },
  ...{ file: 'small.h5', layout: 'keras' },
};
const newFolder = () => mkdtempSync(join(tmpdir(), 'captionlab-'));

const outlineOf = (layers: LayerWeights[]) =>
  layers.map(({ layer, tensors }) => ({ layer, shapes: tensors.map(({ shape }) => shape) }));

/** The network of the file, its layers numbered as in a new session. */
function smallNet(filters = 2): tf.LayersModel {
  const { conv2d, batchNormalization, depthwiseConv2d } = tf.layers;
  return tf.sequential({
    name: 'small-net',
    layers: [
      conv2d({ name: 'conv', filters, kernelSize: 3, useBias: false, inputShape: [4, 4, 3] }),
      batchNormalization({ name: 'normal', scale: false }),
      depthwiseConv2d({ name: 'each', kernelSize: 2, useBias: false }),
      batchNormalization({ name: 'normal_1' }),
    ],
  });
}

const valuesOf = (model: tf.LayersModel) =>
  model.getWeights().map((weight) => Array.from(weight.dataSync()));

/** Saves a network as TensorFlow.js does, the manifest in any order. */
async function saveLayersFolder(model: tf.LayersModel, reversed: boolean): Promise<string> {
  const folder = newFolder();
  const handler = tf.io.withSaveHandler(async ({ modelTopology, weightSpecs, weightData }) => {
    const bytes = Buffer.from(weightData as ArrayBuffer);
    let offset = 0;
    const groups = (weightSpecs ?? []).map((spec, i) => {
      const end = offset + 4 * tf.util.sizeFromShape(spec.shape);
      writeFileSync(join(folder, `group${i}.bin`), bytes.subarray(offset, end));
      offset = end;
      return { paths: [`group${i}.bin`], weights: [spec] };
    });
    const byLayer = reversed ? groups.sort((a, b) => order(b) - order(a)) : groups;
    const json = { modelTopology, weightsManifest: byLayer };
    writeFileSync(join(folder, 'model.json'), JSON.stringify(json));
    return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' as const } };
  });
  const order = ({ weights }: { weights: { name: string }[] }) =>
    model.layers.findIndex(({ name }) => weights[0].name.startsWith(`${name}/`));
  await model.save(handler);
  return folder;
}

before(async () => {
  await startEngine();
});

describe("a weights file of Keras'", () => {
  it('gives its layers in order, and the values that Keras put there', async () => {
    const layers = await readKerasFile(readFileSync(kerasFile), 'small.h5');
    assert.deepEqual(outlineOf(layers), kerasLayers);
    const kernel = formula(1, 54).map((value) => value * Math.sqrt(6 / 27));
    assert.deepEqual(layers[0].tensors[0].data, new Float32Array(kernel));
  });

  it('fills a network whose layers have other numbers, by their order', async () => {
    const [found, expected] = [smallNet(), smallNet()];
    setLayerWeights(found, await readKerasFile(readFileSync(kerasFile), 'small.h5'), 'small.h5');
    fillByFormula(expected);
    assert.deepEqual(valuesOf(found), valuesOf(expected));
  });

  it('fills a network with the same names by them, whatever their order', async () => {
    const [found, expected] = [smallNet(), smallNet()];
    const names = ['conv', 'normal', 'each', 'normal_1'];
    const layers = await readKerasFile(readFileSync(kerasFile), 'small.h5');
    const renamed = layers.map(({ tensors }, i) => ({ layer: names[i], tensors })).reverse();
    setLayerWeights(found, renamed, 'small.h5');
    fillByFormula(expected);
    assert.deepEqual(valuesOf(found), valuesOf(expected));
  });

  it('is refused with file, layer and both shapes when it is of another network', async () => {
    const layers = await readKerasFile(readFileSync(kerasFile), 'small.h5');
    assert.throws(() => setLayerWeights(smallNet(3), layers, 'small.h5'), {
      name: 'UserError',
      message:
        'small.h5: layer conv2d_94 has weights of shape [3, 3, 3, 2], conv of small-net expects [3, 3, 3, 3].',
    });
    assert.throws(() => setLayerWeights(smallNet(), layers.slice(1), 'small.h5'), {
      name: 'UserError',
      message: /^small\.h5 holds weights of 3 layers, small-net has 4/,
    });
  });

  it('is refused by name when it is cut short, text, or laid out otherwise', async () => {
    const whole = readFileSync(kerasFile);
    for (const bytes of [whole.subarray(0, 9000), Buffer.from('A black cat')]) {
      await assert.rejects(readKerasFile(bytes, 'small.h5'), {
        name: 'UserError',
        message: /^small\.h5 is not a whole HDF5 file \(.+\)\. Delete it and fetch it again\.$/,
      });
    }
    const other = Buffer.from(
      whole.toString('latin1').replace('layer_names', 'layer_games'),
      'latin1',
    );
    await assert.rejects(
      readKerasFile(other, 'small.h5'),
      /^UserError: small\.h5 has no layer_names/,
    );
  });
});

describe('a TensorFlow.js layers model', () => {
  it('gives its weights in the order of its layers, whatever the order of its files', async () => {
    const model = smallNet();
    fillByFormula(model);
    const tensors = tf.memory().numTensors;
    for (const reversed of [false, true]) {
      const layers = await readLayersFolder(await saveLayersFolder(model, reversed));
      assert.deepEqual(
        layers.map(({ layer }) => layer),
        model.layers.map(({ name }) => name),
      );
      const values = layers.flatMap((layer) => layer.tensors.map(({ data }) => [...data]));
      assert.deepEqual(
        values,
        model.layers.flatMap((layer) => layer.getWeights().map((w) => [...w.dataSync()])),
      );
    }
    assert.equal(tf.memory().numTensors, tensors);
  });

  it('is the same weights as the Keras file it was made from', async () => {
    const model = smallNet();
    fillByFormula(model);
    const folder = await saveLayersFolder(model, false);
    const [one, other] = await Promise.all(
      [folder, kerasFile].map((p) => readEncoderWeights(place, p)),
    );
    assert.equal(one.fingerprint, other.fingerprint);
    assert.ok(one.normalised && other.normalised);
  });

  it('is refused when a file is missing, cut short or not JSON', async () => {
    const folder = await saveLayersFolder(smallNet(), false);
    writeFileSync(join(folder, 'group0.bin'), 'short');
    await assert.rejects(
      readLayersFolder(folder),
      /UserError: .*group0\.bin does not hold what model\.json says/,
    );
    writeFileSync(
      join(folder, 'model.json'),
      readFileSync(join(folder, 'model.json'), 'utf8').replace('group0', 'group9'),
    );
    await assert.rejects(
      readLayersFolder(folder),
      /group9\.bin is not there, though model\.json names it/,
    );
    writeFileSync(join(folder, 'model.json'), '{}');
    await assert.rejects(
      readLayersFolder(folder),
      /model\.json is not a TensorFlow\.js layers model/,
    );
    writeFileSync(join(folder, 'model.json'), '{"mod');
    await assert.rejects(readLayersFolder(folder), /model\.json is not JSON/);
  });
});

describe("MobileNetV2's folded weights", () => {
  it('come with filters last, under the names of its layers', () => {
    const folder = newFolder();
    writeFileSync(
      join(folder, 'k.npy'),
      encodeNpy([2, 1, 1, 3], Float32Array.of(1, 2, 3, 4, 5, 6)),
    );
    writeFileSync(join(folder, 'b.npy'), encodeNpy([2], Float32Array.of(7, 8)));
    const files = { weights: 'k.npy', bias: 'b.npy' };
    const layers = ['conv', '0/depthwise', '3/expand', 'conv_last'].map((layer) => ({
      layer,
      ...files,
    }));
    writeFileSync(join(folder, 'layers.json'), JSON.stringify({ layers }));
    const read = readMobileNetFolder(folder);
    assert.deepEqual(
      read.map(({ layer }) => layer),
      ['Conv1', 'expanded_conv_depthwise', 'block_3_expand', 'Conv_1'],
    );
    assert.deepEqual(read[0].tensors, [
      { shape: [1, 1, 3, 2], data: Float32Array.of(1, 4, 2, 5, 3, 6) },
      { shape: [2], data: Float32Array.of(7, 8) },
    ]);
  });
});

describe('the encoders', () => {
  it('are known by name, size, width and resize rule before they are loaded', () => {
    const known = Object.values(ENCODERS).map(({ name, inputSize, width, resize }) => [
      ...[name, inputSize, width, resize],
    ]);
    assert.deepEqual(known, [
      ['scenes-cnn', 160, 2048, 'smooth'],
      ['inception-v3', 299, 2048, 'nearest'],
      ['mobilenet-v2', 224, 1280, 'smooth'],
      ...['', '-trunk'].flatMap((part) =>
        [224, 240, 260, 280, 300].map((side, i) => [
          ...[`efficientnet-lite${i}${part}`, side, 1280, 'smooth'],
        ]),
      ),
    ]);
  });

  it("load the scenes' own", async () => {
    const encoder = await loadEncoder('scenes-cnn');
    assert.equal(encoder.name, 'scenes-cnn');
    assert.equal(encoder.model.outputs.length, 2);
    encoder.model.dispose();
  });

  it('say which file is missing, where it belongs and what fetches it', async () => {
    const refused = (options: EncoderOptions | undefined, message: RegExp) =>
      assert.rejects(loadEncoder('inception-v3', options), { name: 'UserError', message });
    const file = 'inception_v3_weights_tf_dim_ordering_tf_kernels_notop\\.h5';
    const empty = newFolder();
    await refused(
      { weights: empty },
      new RegExp(`^inception-v3 needs its weights, ${file}, in ${empty}`),
    );
    await refused({ weights: join(empty, 'none') }, /INCEPTION_V3/);
    process.env.INCEPTION_V3 = empty;
    await refused(undefined, new RegExp(`in ${empty}: correct INCEPTION_V3, or leave it empty`));
    delete process.env.INCEPTION_V3;
    await assert.rejects(loadEncoder('efficientnet-lite3', { weights: empty }), {
      name: 'UserError',
      message: /^efficientnet-lite3 needs its weights, efficientnet-lite3\.pth, in /,
    });
    const unpublished = { ...place, name: 'no-such-net', unpublished: true as const };
    await assert.rejects(readEncoderWeights(unpublished), {
      name: 'UserError',
      message:
        /in data\/no-such-net: `captionlab fetch` knows no place for it\. .* or where SMALL_NET says\.$/,
    });
    const usual = { ...place, name: 'no-such-net' };
    await assert.rejects(readEncoderWeights(usual), {
      name: 'UserError',
      message:
        /^no-such-net needs its weights, small\.h5, in data\/no-such-net: `captionlab fetch no-such-net`/,
    });
  });

  it("refuse another network's weights, and a name that is none", async () => {
    await assert.rejects(loadEncoder('inception-v3', { weights: kerasFile }), {
      name: 'UserError',
      message: /small\.h5 holds weights of 4 layers, inception-v3 has 188/,
    });
    await assert.rejects(
      () => loadEncoder('vgg'),
      /There is no encoder "vgg": expected scenes-cnn, inception-v3/,
    );
  });
});
