import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import {
  bringEncoder,
  type Choice,
  chooseOutputs,
  type Encoder,
  encoderName,
  findOnnxEncoder,
  isEncoder,
  loadEncoder,
  readInput,
  readOutline,
  readOutputs,
  requireLayers,
  withOutput,
} from '../../lib/image-encoding/index.js';
import { onnxModel, preprocessing } from './onnx-models.js';

const newFolder = () => mkdtempSync(join(tmpdir(), 'captionlab-'));
const bytesOf = (name: string) => readFileSync(onnxModel(name));

describe("an ONNX file's outline", () => {
  it('says what goes in and what comes out, weights not among it', () => {
    const { inputs, outputs, computed } = readOutline(bytesOf('transformer'), 'a.onnx');
    assert.deepEqual(inputs, ['pixel_values']);
    assert.deepEqual(outputs, ['last_hidden_state', 'logits']);
    assert.ok(computed.has('block/normed') && computed.has('logits') && !computed.has('query'));
  });

  it('names the files that hold its weights', () => {
    assert.deepEqual(readOutline(bytesOf('outside'), 'a.onnx').weightFiles, ['outside.onnx_data']);
    assert.deepEqual(readOutline(bytesOf('convolution'), 'a.onnx').weightFiles, []);
  });

  it('is refused of a file that is cut short, or is another kind of file', () => {
    const whole = bytesOf('convolution');
    const cut = [1, 20, 300, 1500, whole.length - 40].map((end) => whole.subarray(0, end));
    const others = ['', 'not a network', '{"model": 1}'].map((text) => Buffer.from(text));
    for (const bytes of [...cut, ...others, Buffer.alloc(64), bytesOf('../picture.test.ts')]) {
      assert.throws(() => readOutline(bytes, 'a.onnx'), {
        name: 'UserError',
        message: /a\.onnx is no ONNX file, or is cut short \(.*copy it anew/,
      });
    }
  });

  it('can be changed to give one of its inner values alone', () => {
    const changed = readOutline(withOutput(bytesOf('transformer'), 'block/normed'), 'a.onnx');
    const before = readOutline(bytesOf('transformer'), 'a.onnx');
    assert.deepEqual(changed, { ...before, outputs: ['block/normed'] });
  });
});

describe("an ONNX network's input", () => {
  const read = (shape: (number | string)[], type = 'float32') =>
    readInput({ name: 'x', type, shape }, 'a.onnx');

  it('has its colours first or last, its sizes fixed or not', () => {
    const free = { channelsFirst: true, side: undefined, batch: undefined };
    assert.deepEqual(read(['n', 3, 'h', 'w']), { name: 'x', ...free });
    assert.deepEqual(read(['batch', 'num_channels', 'height', 'width']), { name: 'x', ...free });
    assert.deepEqual(read(['', '', '', '']), { name: 'x', ...free });
    const last = { channelsFirst: false, side: 224, batch: 1 };
    assert.deepEqual(read([1, 224, 224, 3]), { name: 'x', ...last });
    assert.deepEqual(read([4, 3, 'h', 32]), { name: 'x', channelsFirst: true, side: 32, batch: 4 });
  });

  it('is refused where it takes halves, or no square pictures in colour', () => {
    assert.throws(() => read(['n', 3, 32, 32], 'float16'), {
      name: 'UserError',
      message: /a\.onnx takes x float16 \[n, 3, 32, 32\]: expected float32.*not model_fp16\.onnx/,
    });
    for (const shape of [
      ['n', 3, 32, 48],
      ['n', 1, 32, 32],
      ['n', 77],
      [1, 3, 8, 32, 32],
    ]) {
      assert.throws(() => read(shape), { message: /a\.onnx takes x .*: expected square pictures/ });
    }
  });
});

describe('of the outputs of an ONNX network', () => {
  const choose = (
    shapes: Record<string, number[]>,
    named?: string,
    channelsFirst = true,
  ): Choice => {
    const found = Object.entries(shapes).map(([name, shape]) => ({ name, shape }));
    return chooseOutputs(found, { channelsFirst, named, file: 'a.onnx' });
  };
  const taken = (shapes: Record<string, number[]>, named?: string, channelsFirst = true) => {
    const { vector, map } = choose(shapes, named, channelsFirst);
    return [vector.output, vector.kind, map?.output, map?.kind];
  };

  it('those are taken that their makers pool, and the map or the tokens beside them', () => {
    const tokens = [2, 50, 768];
    const clip = { last_hidden_state: tokens, pooler_output: [2, 768], image_embeds: [2, 512] };
    assert.deepEqual(taken(clip), ['image_embeds', 'vector', 'last_hidden_state', 'tokens']);
    const resnet = { last_hidden_state: [2, 2048, 7, 7], pooler_output: [2, 2048, 1, 1] };
    assert.deepEqual(taken(resnet), ['pooler_output', 'vector', 'last_hidden_state', 'map']);
    const siglip = { last_hidden_state: [2, 196, 768], pooler_output: [2, 768] };
    assert.deepEqual(taken(siglip), ['pooler_output', 'vector', 'last_hidden_state', 'tokens']);
    assert.deepEqual(taken({ y: [2, 1, 1, 1280] }), ['y', 'vector', undefined, undefined]);
  });

  it('the class token is taken rather than scores of classes, and these where there is nothing else', () => {
    const vit = { logits: [2, 1000], last_hidden_state: [2, 197, 192] };
    assert.deepEqual(taken(vit), ['last_hidden_state', 'tokens', 'last_hidden_state', 'tokens']);
    assert.deepEqual(taken({ logits: [2, 1000] }), ['logits', 'vector', undefined, undefined]);
  });

  it('the last is taken of several that nothing tells apart, and the one that is named before all', () => {
    const layers = { a: [2, 64, 14, 14], b: [2, 128, 7, 7] };
    assert.deepEqual(taken(layers), ['b', 'map', 'b', 'map']);
    assert.deepEqual(taken(layers, 'a'), ['a', 'map', 'a', 'map']);
  });

  it("tokens are places behind a class token, none, DeiT's two, or one and four registers", () => {
    for (const [count, before, side] of [
      [256, 0, 16],
      [257, 1, 16],
      [198, 2, 14],
      [261, 5, 16],
    ]) {
      const { map } = choose({ y: [2, count, 384] });
      assert.deepEqual(map, { kind: 'tokens', output: 'y', width: 384, before, side });
    }
  });

  it('maps have their channels first or last, as their shape says or else as the input has', () => {
    for (const [shape, input, first] of [
      [[2, 64, 7, 7], true, true],
      [[2, 7, 7, 64], true, false],
      [[2, 8, 8, 8], true, true],
      [[2, 8, 8, 8], false, false],
    ] as const) {
      const { map } = choose({ y: [...shape] }, undefined, input);
      assert.equal(map?.kind === 'map' && map.channelsFirst, first, `${shape}`);
    }
  });

  it('none is taken that is a mask, boxes or a sentence: all are named with their shapes', () => {
    const shapes = { mask: [2, 1, 224, 224], boxes: [2, 100, 4], age: [2, 1], words: [2, 20, 512] };
    assert.throws(() => choose(shapes), {
      name: 'UserError',
      message:
        /a\.onnx: none of its outputs .*\(mask \[n, 1, 224, 224\]; boxes \[n, 100, 4\]; age \[n, 1\]; words \[n, 20, 512\]\).*encode --output/,
    });
    assert.throws(() => choose({ mask: [2, 1, 4, 4] }, 'mask'), /the output asked for is what/);
  });

  it('the numbers are read as vectors and as maps of places, whatever their layout', () => {
    const numbers = Float32Array.from({ length: 2 * 8 * 4 }, (_, i) => i); // two pictures
    const read = (shape: number[], data = numbers) => {
      const choice = choose({ y: [2, ...shape] });
      const tensor = { y: { type: 'float32', dims: [2, ...shape], data } };
      return readOutputs(tensor, choice, { batch: 2, maps: true });
    };
    const first = read([8, 2, 2]); // channel c of place p: c * 4 + p
    assert.deepEqual([...(first.maps as Float32Array)].slice(8, 16), [1, 5, 9, 13, 17, 21, 25, 29]);
    assert.deepEqual([...first.vectors].slice(0, 2), [1.5, 5.5]);
    assert.equal(first.vectors[8], 33.5);
    const last = read([2, 2, 8]);
    assert.deepEqual(last.maps, numbers);
    assert.deepEqual([...last.vectors].slice(0, 2), [12, 13]);
    const long = Float32Array.from({ length: 2 * 5 * 8 }, (_, i) => i);
    const tokens = read([5, 8], long);
    assert.deepEqual([...tokens.vectors], [...long.slice(0, 8), ...long.slice(40, 48)]);
    assert.deepEqual(tokens.maps, Float32Array.from([...long.slice(8, 40), ...long.slice(48)]));
  });
});

describe('an encoder that is brought', () => {
  let data: string;
  let elsewhere: string;
  const set = process.env;

  /** A folder with files of these names. */
  const folderOf = (folder: string, files: Record<string, string>) => {
    for (const [name, model] of Object.entries(files)) {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      if (/\.json$/.test(name)) writeFileSync(join(folder, name), model);
      else cpSync(onnxModel(model), join(folder, name));
    }
    return folder;
  };

  beforeEach(() => {
    [data, elsewhere] = [newFolder(), newFolder()];
    process.env = { ...set, CAPTIONLAB_DATA: data, CAPTIONLAB_ONNX_FOLDER: '/nowhere' };
    mock.method(console, 'log', () => {});
  });
  afterEach(() => {
    process.env = set;
    mock.restoreAll();
  });

  it('is called as its file, or as its folder where the file has a usual name', () => {
    assert.equal(encoderName('mobilenet-v2'), 'mobilenet-v2');
    assert.equal(encoderName('/a/resnet50.onnx'), 'resnet50');
    assert.equal(encoderName('/a/dinov2-small/onnx/model.onnx'), 'dinov2-small');
    assert.equal(encoderName('./a/clip/vision_model.onnx'), 'clip');
    assert.equal(encoderName('./a/clip/'), 'clip');
  });

  it('is found by its name in data/encoders, with its network in any of the usual places', () => {
    for (const [name, file] of [
      ['a', 'model.onnx'],
      ['b', 'onnx/model.onnx'],
      ['c', 'any.onnx'],
    ]) {
      const folder = folderOf(join(data, 'encoders', name), { [file]: 'convolution' });
      assert.equal(findOnnxEncoder(name)?.model, join(folder, file));
      assert.ok(isEncoder(name));
    }
    assert.equal(findOnnxEncoder('d'), undefined);
    assert.ok(!isEncoder('d') && isEncoder('mobilenet-v2'));
  });

  it('is found by its name once it was named by its path, and its output is remembered', () => {
    const folder = folderOf(join(elsewhere, 'vit'), { 'onnx/model.onnx': 'transformer' });
    assert.equal(bringEncoder(folder, []), 'vit');
    assert.equal(bringEncoder('vit', [], 'block/normed'), 'vit');
    assert.deepEqual(findOnnxEncoder('vit'), {
      ...{ name: 'vit', model: join(folder, 'onnx', 'model.onnx'), output: 'block/normed' },
      configs: [join(data, 'encoders', 'vit'), join(folder, 'onnx'), folder].map((one) =>
        join(one, 'preprocessor_config.json'),
      ),
    });
  });

  it("is refused where its name is one of ours, another encoder's, or nothing is there", () => {
    const ours = folderOf(join(elsewhere, 'mobilenet-v2'), { 'model.onnx': 'convolution' });
    assert.throws(() => bringEncoder(ours, ['mobilenet-v2']), {
      name: 'UserError',
      message: /cannot be called "mobilenet-v2", which is one of ours: rename/,
    });
    const odd = folderOf(join(elsewhere, 'a b'), { 'model.onnx': 'convolution' });
    assert.throws(() => bringEncoder(odd, []), /cannot be called "a b": rename/);
    assert.throws(() => bringEncoder('./gone/x.onnx', []), /\.\/gone\/x\.onnx is not there/);
    const [one, two] = ['1', '2'].map((name) =>
      folderOf(join(elsewhere, name, 'net'), { 'model.onnx': 'convolution' }),
    );
    assert.equal(bringEncoder(one, []), 'net');
    assert.equal(bringEncoder(one, []), 'net');
    assert.throws(() => bringEncoder(two, []), /net is another encoder already.*Rename/);
    assert.throws(
      () => bringEncoder('mobilenet-v2', [], 'x'),
      /--output is for an encoder that was/,
    );
  });

  it('is refused with several networks, none, settings that are wrong, or a place that is gone', () => {
    const folder = join(data, 'encoders', 'net');
    const refused = (files: Record<string, string>, message: RegExp) => {
      folderOf(folder, files);
      assert.throws(() => findOnnxEncoder('net'), { name: 'UserError', message });
    };
    refused(
      { 'preprocessor_config.json': '{}' },
      /holds no \.onnx file\. Expected model\.onnx and/,
    );
    folderOf(folder, { 'a.onnx': 'convolution', 'b.onnx': 'convolution' });
    refused({}, /holds a\.onnx and b\.onnx: name one, \{"model": "a\.onnx"\} in .*encoder\.json/);
    refused({ 'encoder.json': '{"model": 1}' }, /expected \{"model": path, "output": name\}/);
    refused({ 'encoder.json': '{"modell": "a.onnx"}' }, /expected \{"model": path/);
    refused({ 'encoder.json': '{' }, /encoder\.json is not JSON/);
    refused(
      { 'encoder.json': '{"model": "/gone"}' },
      /net is \/gone, which is not there\. Put it back/,
    );
    folderOf(folder, { 'encoder.json': '{"model": "b.onnx"}' });
    assert.equal(findOnnxEncoder('net')?.model, join(folder, 'b.onnx'));
  });

  it('is refused before it runs: without its preprocessing, cut short, with texts, without ONNX Runtime', async () => {
    const folder = join(data, 'encoders', 'net');
    const refused = async (files: Record<string, string>, message: RegExp) => {
      folderOf(folder, files);
      await assert.rejects(loadEncoder('net'), { name: 'UserError', message });
    };
    await refused(
      { 'model.onnx': 'with-texts' },
      /net needs .*preprocessor_config\.json.*It cannot be guessed.*"shortest_edge": 256/,
    );
    const config = { 'preprocessor_config.json': preprocessing };
    await refused(config, /model\.onnx takes input_ids, pixel_values: expected pictures alone/);
    await refused(
      { 'model.onnx': 'outside' },
      /has its weights in .*outside\.onnx_data, which is not/,
    );
    await refused(
      { 'model.onnx': 'convolution' },
      /net, a network as ONNX, needs ONNX Runtime, .*captionlab engine install --way onnx/,
    );
    await assert.rejects(
      loadEncoder('net', { weights: 'x' }),
      /net was brought as ONNX: its weights/,
    );
    await refused({ 'preprocessor_config.json': '[' }, /preprocessor_config\.json is not JSON/);
    folderOf(folder, config);
    writeFileSync(join(folder, 'model.onnx'), bytesOf('convolution').subarray(0, 900));
    await refused({}, /model\.onnx is no ONNX file, or is cut short/);
    await assert.rejects(
      loadEncoder('vgg'),
      /no encoder "vgg": expected scenes-cnn, .*net, or the path/,
    );
  });

  it('has no layers to be opened or shipped', () => {
    const encoder = { name: 'net' } as Encoder;
    assert.throws(() => requireLayers(encoder, 'The page takes layers with it'), {
      name: 'UserError',
      message: /^The page takes layers with it, and net is an ONNX file.*ENCODER=mobilenet-v2/,
    });
  });
});
