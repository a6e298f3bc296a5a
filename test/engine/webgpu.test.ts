import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { createRandom, startEngine, tf } from '../../lib/engine/index.js';
import { loadWebgpu } from '../../lib/engine/webgpu.js';
import { adapterOf, type FoundAdapter, findAdapter } from '../../lib/engine/webgpu-adapter.js';
import { webgpuPackageIn } from '../../lib/engine/webgpu-package.js';
import { captionLoss, pairLoss } from '../../lib/model/losses.js';
import { buildMergeModel, mergeCaptioner } from '../../lib/model/merge/index.js';
import { moduleOptions } from '../../lib/outputs/own-modules.js';

process.env.CAPTIONLAB_ENGINE = 'wasm';

let found: FoundAdapter;

/** A test that needs an adapter, of software if there is no better one. */
const onWebgpu = (title: string, body: () => Promise<void>) =>
  it(title, async (test) => {
    if ('reason' in found) test.skip(`no WebGPU here: ${found.reason}`);
    else await body();
  });

/** What a computation gives on a backend. */
async function on(backend: string, compute: () => tf.Tensor): Promise<number[]> {
  await tf.setBackend(backend);
  const result = tf.tidy(compute);
  const values = [...(await result.data())];
  result.dispose();
  return values;
}

before(async () => {
  tf.enableProdMode();
  await startEngine();
  found = await loadWebgpu({ software: true });
});

describe('the WebGPU engine', () => {
  const wholeNumbers = () => tf.range(0, 24000, 1, 'int32').reshape([200, 30, 4]);
  const mask = () => wholeNumbers().mod(tf.scalar(3, 'int32')).cast('bool');
  const words = () => tf.tensor2d([[2, 0, 2, 1]], undefined, 'int32');
  const computations: Record<string, () => tf.Tensor> = {
    'transpose whole numbers': () => wholeNumbers().transpose([1, 0, 2]),
    'transpose a mask': () => mask().transpose([1, 0, 2]),
    'transpose a mask cast to numbers': () => mask().cast('float32').transpose([1, 0, 2]),
    'transpose a matrix of whole numbers': () => wholeNumbers().reshape([600, 40]).transpose(),
    'reverse whole numbers': () => wholeNumbers().reverse(1),
    'choose by a mask': () => tf.where(mask(), wholeNumbers(), tf.zerosLike(wholeNumbers())),
    'unstack a mask': () => tf.unstack(mask(), 1)[7],
    'gather rows': () => tf.gather(tf.range(0, 6).reshape([3, 2]), words()),
    'sum the rows of a word that occurs twice': () =>
      tf.grad((rows) => tf.gather(rows, words()).square().sum())(tf.range(0, 6).reshape([3, 2])),
    'tell right words by a one-hot vector': () => tf.oneHot(wholeNumbers().slice(0, 1), 130),
    'find the largest': () => tf.randomNormal([50, 99], 0, 1, 'float32', 1).argMax(1),
    'order the largest': () => tf.topk(tf.randomNormal([50, 99], 0, 1, 'float32', 2), 5).indices,
  };
  for (const [what, compute] of Object.entries(computations)) {
    onWebgpu(`can ${what}`, async () => {
      assert.deepEqual(await on('webgpu', compute), await on('cpu', compute));
    });
  }

  onWebgpu('leaves no tensor behind', async () => {
    await tf.setBackend('webgpu');
    const [tensors, held] = [tf.memory().numTensors, tf.engine().backend.numDataIds()];
    await on('webgpu', () => mask().transpose([1, 0, 2]));
    assert.equal(tf.memory().numTensors, tensors);
    assert.equal(tf.engine().backend.numDataIds(), held);
  });

  onWebgpu('says what to write where a read cannot wait', async () => {
    await tf.setBackend('webgpu');
    const sum = tf.tidy(() => tf.ones([50, 50]).add(tf.ones([50])));
    assert.throws(() => sum.dataSync(), /write "await x\.data\(\)", not "x\.dataSync\(\)"/);
    sum.dispose();
  });
});

describe('training on WebGPU', () => {
  const [vocabularySize, maxLength, featureWidth, batch] = [60, 6, 40, 8];
  const random = createRandom('webgpu');
  const draw = (count: number, from: () => number) => Array.from({ length: count }, from);
  const index = () => 1 + random.integer(vocabularySize - 1);
  const features = draw(batch * featureWidth, random.uniform);
  const captions = draw(batch, () => 2 + random.integer(maxLength - 1)).map((n) => draw(n, index));
  const next = draw(batch, index);
  const padded = (right: boolean, shift = 0) =>
    captions.flatMap((caption) => {
      const kept = caption.slice(shift);
      const padding = Array<number>(maxLength - kept.length).fill(0);
      return right ? [...kept, ...padding] : [...padding, ...kept];
    });

  /** The losses of 20 steps of Adam from the same weights. */
  async function losses(backend: string, byPair: boolean): Promise<number[]> {
    await tf.setBackend(backend);
    const sizes = { vocabularySize, maxLength, featureWidth, embeddingWidth: 20, units: 32 };
    const model = buildMergeModel({ ...sizes, dropout: byPair ? 0 : 0.5 });
    const captioner = mergeCaptioner(model);
    const dropped = createRandom(1);
    const shape: [number, number] = [batch, maxLength];
    const loss = () => {
      const pictures = tf.tensor2d(features, [batch, featureWidth]);
      if (byPair) {
        const prefixes = tf.tensor2d(padded(false), shape, 'int32');
        return pairLoss(model, pictures, prefixes, tf.tensor1d(next, 'int32'));
      }
      const tokens = tf.tensor2d(padded(true), shape, 'int32');
      const targets = tf.tensor2d(padded(true, 1), shape, 'int32');
      return captionLoss(captioner, { pictures, tokens, targets }, { random: dropped });
    };
    const optimizer = tf.train.adam(0.003);
    const results: number[] = [];
    for (let step = 0; step < 20; step++) {
      const value = optimizer.minimize(loss, true, captioner.trained) as tf.Scalar;
      results.push((await value.data())[0]);
      value.dispose();
    }
    return results;
  }

  for (const byPair of [true, false]) {
    const way = byPair ? 'pair by pair' : 'in one pass a caption';
    onWebgpu(`gives the losses that WebAssembly gives, ${way}`, async () => {
      const [webgpu, wasm] = [await losses('webgpu', byPair), await losses('wasm', byPair)];
      const worst = Math.max(...webgpu.map((value, step) => Math.abs(value - wasm[step])));
      assert.ok(worst < 1e-4, `losses differ by ${worst}`);
      assert.ok(wasm[19] < wasm[0] - 0.1, `${wasm[0]} to ${wasm[19]}`);
    });
  }
});

describe('a process with WebGPU', () => {
  /** What a process of its own prints that computes something wrong, if told to, and goes on. */
  const fresh = (compute: string) => {
    const script = `import { tf } from './lib/engine/index.ts';
      import { loadWebgpu } from './lib/engine/webgpu.ts';
      loadWebgpu({ software: true }).then(async () => {
        ${compute}
      }).catch((error) => console.log(error.message));`;
    const options = { encoding: 'utf8', timeout: 300_000, stdio: ['ignore', 'pipe', 'ignore'] };
    return execFileSync(
      process.execPath,
      [...moduleOptions, '--input-type=module', '-e', script],
      options as object,
    )
      .toString()
      .trim();
  };

  onWebgpu('ends by itself', async () => {
    assert.equal(
      fresh('console.log(await tf.ones([50, 50]).sum().data());'),
      'Float32Array(1) [ 2500 ]',
    );
  });

  onWebgpu('throws, rather than give wrong numbers, where a shader does not compile', async () => {
    const scatterMask = `const places = tf.tensor2d([[0], [2]], [2, 1], 'int32');
      const mask = tf.ones([2, 40]).greater(tf.zeros([40]));
      console.log(await tf.scatterND(places, mask, [4, 40]).data());`;
    assert.match(fresh(scatterMask), /^WebGPU failed: Error while parsing WGSL/);
  });
});

describe('the reason why WebGPU does not run', () => {
  it('is that the package is not installed', async () => {
    process.env.CAPTIONLAB_WEBGPU_FOLDER = '/nowhere';
    const found = await findAdapter();
    delete process.env.CAPTIONLAB_WEBGPU_FOLDER;
    const reason = 'not installed (npx captionlab engine install --way webgpu)';
    assert.deepEqual(found, { reason });
  });

  it('is none for a package that was fetched: it is asked in place of any in node_modules', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'captionlab-'));
    mkdirSync(webgpuPackageIn(folder), { recursive: true });
    const write = (name: string, text: string) =>
      writeFileSync(join(webgpuPackageIn(folder), name), text);
    write('package.json', '{ "type": "module", "main": "dawn.js" }');
    write(
      'dawn.js',
      `const info = { device: 'fetched', vendor: 'v', architecture: 'a', description: 'd', isFallbackAdapter: false };
       const requestDevice = async () => ({ destroy() {} });
       export const create = () => ({ requestAdapter: async () => ({ info, requestDevice }) });`,
    );
    process.env.CAPTIONLAB_WEBGPU_FOLDER = folder;
    const answer = await findAdapter();
    delete process.env.CAPTIONLAB_WEBGPU_FOLDER;
    rmSync(folder, { recursive: true });
    assert.equal('adapter' in answer && answer.adapter.name, 'fetched');
  });

  it('is that a driver ends the process, or never answers', async () => {
    const script = join(mkdtempSync(join(tmpdir(), 'captionlab-')), 'probe.mjs');
    writeFileSync(script, 'process.abort();');
    const { reason } = (await findAdapter(script)) as { reason: string };
    assert.match(reason, /^Dawn broke down \((SIGABRT|\d+)\)$/);
    writeFileSync(script, 'setTimeout(() => {}, 1e6);');
    assert.deepEqual(await findAdapter(script, 0.5), { reason: 'no answer within 0.5 s' });
  });

  it('is that a driver talks where the answer is expected', async () => {
    const script = join(mkdtempSync(join(tmpdir(), 'captionlab-')), 'probe.mjs');
    writeFileSync(script, 'console.log("driver 7 ready");');
    const reason = "Dawn's answer cannot be read (driver 7 ready)";
    assert.deepEqual(await findAdapter(script), { reason });
  });

  it('is that no Vulkan driver is there', {
    skip: process.platform !== 'linux',
  }, async (test) => {
    if ('reason' in found && found.reason.startsWith('not installed'))
      return test.skip(found.reason);
    process.env.VK_DRIVER_FILES = process.env.VK_ICD_FILENAMES = '/nowhere.json';
    const answer = await findAdapter();
    delete process.env.VK_DRIVER_FILES;
    delete process.env.VK_ICD_FILENAMES;
    assert.match('reason' in answer ? answer.reason : '', /^no Vulkan (driver|loader)/);
  });

  it('is what the loader and Dawn wrote', () => {
    const reason = (written: string) => adapterOf({ missing: 'adapter' }, written);
    assert.deepEqual(
      reason(
        "Warning: Couldn't load Vulkan: libvulkan.so.1: cannot open shared object file: No such file\n",
      ),
      {
        reason:
          'no Vulkan loader (package libvulkan1): libvulkan.so.1: cannot open shared object file: No such file',
      },
    );
    assert.deepEqual(
      reason('Warning: libGLX_nvidia.so.0: cannot open shared object file: No such file\n'),
      {
        reason:
          "the Vulkan driver's library is missing: libGLX_nvidia.so.0: cannot open shared object file",
      },
    );
    assert.deepEqual(reason(''), { reason: 'no adapter that can do WebGPU' });
  });

  it('is that the device was refused', () => {
    const adapter = { name: 'x', vendor: '', architecture: '', driver: '' };
    const answer = { adapter: { ...adapter, isFallbackAdapter: false }, message: 'too little\nat' };
    assert.deepEqual(adapterOf({ missing: 'device', ...answer }, ''), {
      reason: 'x refused: too little',
    });
  });

  it('tells a GPU from a processor that plays one', () => {
    const type = (name: string, architecture: string, isFallbackAdapter = false) => {
      const adapter = { name, vendor: '', architecture, driver: '', isFallbackAdapter };
      const answer = adapterOf({ adapter }, '');
      return 'adapter' in answer && answer.adapter.type;
    };
    assert.equal(type('nvidia-h100-80gb-hbm3', 'hopper'), 'gpu');
    assert.equal(type('llvmpipe-llvm-15-0-6-256-bits-', 'software', true), 'software');
    assert.equal(type('swiftshader-device', ''), 'software');
  });
});
