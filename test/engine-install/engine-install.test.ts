import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { installedEngine, nativePackageIn } from '../../lib/engine/native.js';
import { installBinaries } from '../../lib/engine-install/binaries.js';
import { binariesRefused, nativeRefused } from '../../lib/engine-install/install-engine.js';
import { wheelsFor } from '../../lib/engine-install/wheel.js';
import { captionlab } from '../cli/command-line.js';

const newFolder = () => mkdtempSync(join(tmpdir(), 'captionlab-engine-'));

/** A program that stands in for npm: it puts a tfjs-node-gpu of a few lines into the folder it works in. */
function fakeNpm(): string {
  const folder = newFolder();
  const script = `#!/bin/sh
mkdir -p node_modules/@tensorflow/tfjs-node-gpu
cd node_modules/@tensorflow/tfjs-node-gpu
echo '{"main":"index.js"}' > package.json
echo 'require("./lib/napi-v8/addon.js")' > index.js
`;
  writeFileSync(join(folder, 'npm'), script, { mode: 0o755 });
  return folder;
}

/** A folder with the two archives of a mirror; the addon in them is this JavaScript. */
function mirror(addon: string): string {
  const folder = newFolder();
  for (const [archive, file, text] of [
    ['libtensorflow-gpu-linux-x86_64-2.9.1.tar.gz', 'lib/libtensorflow.so', 'a library'],
    ['GPU-linux-4.22.0.tar.gz', 'napi-v8/addon.js', addon],
  ]) {
    const inside = newFolder();
    mkdirSync(join(inside, file, '..'), { recursive: true });
    writeFileSync(join(inside, file), text);
    spawnSync('tar', ['-czf', join(folder, archive), '-C', inside, file.split('/')[0]]);
  }
  return folder;
}

const linux = process.platform === 'linux' && process.arch === 'x64';

describe("the binaries' archives", { skip: linux ? false : 'for Linux on x86-64' }, () => {
  it('are gone on with where one of them came, and one that cannot be unpacked is not kept', async () => {
    const folder = join(newFolder(), 'engine');
    const [library, addon] = ['libtensorflow-gpu-linux-x86_64-2.9.1', 'GPU-linux-4.22.0'];
    const source = mirror('');
    writeFileSync(join(source, `${addon}.tar.gz`), 'cut sh');
    await assert.rejects(installBinaries(folder, source), {
      name: 'UserError',
      message: /GPU-linux-4\.22\.0\.tar\.gz could not be unpacked: run this again/,
    });
    assert.deepEqual(readdirSync(`${folder}.downloads`), [`${library}.tar.gz`]);

    const other = mirror('');
    rmSync(join(other, `${library}.tar.gz`));
    assert.equal(await installBinaries(folder, other), other);
    const native = nativePackageIn(folder);
    assert.ok(existsSync(join(native, 'deps', 'lib', 'libtensorflow.so')));
    assert.ok(existsSync(join(native, 'lib', 'napi-v8', 'addon.js')));
    assert.ok(!existsSync(`${folder}.downloads`));
  });
});

describe('captionlab engine install', { skip: linux ? false : 'for Linux on x86-64' }, () => {
  const install = (words: string[], engine: string, env = {}) =>
    captionlab(['engine', 'install', ...words], {
      ...{ CAPTIONLAB_ENGINE_FOLDER: engine, PATH: `${fakeNpm()}:${process.env.PATH}` },
      ...env,
    });

  it('takes an engine only after it has computed something, and keeps the one before until then', async () => {
    const folder = join(newFolder(), 'engine');
    mkdirSync(folder);
    writeFileSync(join(folder, 'engine.json'), '{"way":"wheel","from":"before"}');
    const broken = mirror("throw new Error('libcudart.so.11.0: cannot open shared object file')");
    const { code, stdout, stderr } = await install(['--way', 'binaries', '--from', broken], folder);
    assert.equal(code, 1);
    assert.match(stdout, /Not this way: .*libcudart\.so\.11\.0: cannot open shared object file/);
    assert.match(
      stderr,
      /captionlab: Native TensorFlow could not be installed.*\n.*TensorFlow 2\.9\.1/,
    );
    assert.doesNotMatch(stderr, /\n {4}at /);
    assert.deepEqual(installedEngine(folder), { way: 'wheel', from: 'before' });
    assert.ok(!existsSync(`${folder}.part`), 'nothing half-made is left');
  });

  it('replaces it by one that computes right, and says where that came from', async () => {
    // The stand-in for the addon is WASM under the name of TensorFlow's backend.
    const works = mirror(`
      const tf = require('@tensorflow/tfjs-core');
      const wasm = require('@tensorflow/tfjs-backend-wasm');
      const wasmKernels = {};
      for (const kernel of tf.getKernelsForBackend('wasm')) {
        wasmKernels[kernel.kernelName] = kernel.kernelFunc;
        tf.registerKernel({ ...kernel, backendName: 'tensorflow' });
      }
      tf.registerBackend('tensorflow', async () => {
        const backend = await tf.findBackendFactory('wasm')();
        const binding = {
          TF_Version: '2.9.1',
          executeOp(name, settings, [a, b]) {
            const [, transposeA, transposeB] = settings.map(({ value }) => value);
            if (name === 'BiasAdd') return [wasmKernels.Add({ inputs: { a, b }, backend })];
            return [wasmKernels.BatchMatMul({ inputs: { a, b }, backend, attrs: { transposeA, transposeB } })];
          },
        };
        return Object.assign(backend, {
          ...{ binding, isUsingGpuDevice: false, getInputTensorIds: (tensors) => tensors },
          createOutputTensor: (info) => tf.engine().makeTensorFromTensorInfo(info),
        });
      });
      tf.setBackend('tensorflow');
    `);
    const folder = join(import.meta.dirname, '..', '..', `.engine-test-${process.pid}`);
    const { code, stdout } = await install(['--way', 'binaries', '--from', works], folder);
    assert.match(stdout, /matMul: within /);
    assert.match(stdout, /In use from now on: native TensorFlow 2\.9\.1 on the CPU/);
    assert.equal(code, 0);
    assert.deepEqual(installedEngine(folder), { way: 'binaries', from: works });
    assert.ok(existsSync(join(nativePackageIn(folder), 'deps', 'lib', 'libtensorflow.so')));
    rmSync(folder, { recursive: true });
  });

  it('names what it could not download, and what to do', async () => {
    const { code, stderr } = await install(
      ['--way', 'binaries', '--from', 'http://127.0.0.1:9'],
      join(newFolder(), 'engine'),
    );
    assert.equal(code, 1);
    assert.match(stderr, /libtensorflow-gpu-linux-x86_64-2\.9\.1\.tar\.gz .*127\.0\.0\.1:9/);
    assert.match(stderr, /--from takes a mirror or a folder/);
  });

  it('says when there is no Python with pip', async () => {
    const { code, stderr } = await install(['--way', 'wheel'], join(newFolder(), 'engine'), {
      PYTHON: '/nowhere/python',
    });
    assert.equal(code, 1);
    assert.match(stderr, /no Python with pip here.*apt-get install python3-pip/);
  });
});

describe('captionlab engine install --way webgpu', { skip: linux ? false : 'for Linux' }, () => {
  /** A Dawn that finds no adapter, in the place of npm's. */
  const fakeWebgpu = () => {
    const folder = newFolder();
    const script = `#!/bin/sh
mkdir -p node_modules/webgpu/dist/linux-x64 node_modules/webgpu/dist/other-x64
cd node_modules/webgpu
echo '{"main":"index.js","type":"module"}' > package.json
echo 'export const create = () => ({ requestAdapter: async () => null }), globals = {};' > index.js
`;
    writeFileSync(join(folder, 'npm'), script, { mode: 0o755 });
    return folder;
  };

  it('keeps nothing where WebGPU does not run, and says why', async () => {
    const engine = join(newFolder(), 'engine');
    const { code, stderr } = await captionlab(['engine', 'install', '--way', 'webgpu'], {
      CAPTIONLAB_ENGINE_FOLDER: engine,
      PATH: `${fakeWebgpu()}:${process.env.PATH}`,
    });
    assert.equal(code, 1);
    assert.match(stderr, /captionlab: .*no adapter that can do WebGPU/);
    assert.deepEqual(readdirSync(dirname(engine)), []);
  });
});

describe('the ways to native TensorFlow', () => {
  it('are refused on other systems, saying what to do there', () => {
    assert.match(nativeRefused('win32'), /on Linux only\. Under WSL.*--way webgpu.*WebAssembly/);
    assert.doesNotMatch(nativeRefused('darwin'), /WSL/);
  });

  it('take CUDA along for a GPU, and the smaller build without one', () => {
    assert.deepEqual(wheelsFor({ cuda: true, version: '2.21.0' }), [
      'tensorflow[and-cuda]==2.21.0',
    ]);
    if (process.arch === 'x64') {
      assert.deepEqual(wheelsFor({ cuda: false, version: '2.21.0' }), ['tensorflow-cpu==2.21.0']);
    }
  });

  it('pass over binaries that have no kernels for a new GPU', {
    skip: process.arch === 'x64' ? false : 'for x86-64',
  }, () => {
    assert.match(binariesRefused({ name: 'H100', computeCapability: '9.0' }) ?? '', /H100/);
    assert.equal(binariesRefused({ name: 'T4', computeCapability: '7.5' }), undefined);
    assert.equal(binariesRefused(undefined), undefined);
  });
});
