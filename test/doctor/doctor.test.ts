import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { whyNoGpu } from '../../lib/doctor/engines.js';
import { dataState, kernelFault } from '../../lib/doctor/faults.js';
import type { Findings } from '../../lib/doctor/findings.js';
import { adviceFor, doctorReport } from '../../lib/doctor/report.js';
import { notInstalled } from '../../lib/engine/native.js';
import { projectRoot } from '../../lib/outputs/index.js';
import { captionlab } from '../cli/command-line.js';

const laptop: Findings = {
  node: 'v20.20.2',
  tfjs: '4.22.0',
  processor: { name: 'a processor', threads: 2, memoryGB: 8 },
  engine: {
    name: 'wasm',
    title: 'WebAssembly',
    passedOver: [{ name: 'native', reason: 'not installed' }],
    usesGpu: false,
  },
  engines: [
    { name: 'native', works: false, says: 'not installed' },
    { name: 'wasm', works: true, says: 'WebAssembly' },
  ],
  notebooks: true,
  jupyter: 'lab 4.5.1 (jupyter)',
  kernelInstalled: false,
  faults: [],
  onnxEncoders: [],
  data: [{ name: 'flickr8k', here: true }],
  diskFreeGB: 50,
};
const typed = (findings: Findings, platform: NodeJS.Platform = 'linux') =>
  adviceFor(findings, platform).map(({ type }) => type);

describe('doctor', () => {
  it('speaks of Jupyter and the kernel only where the notebooks are', () => {
    const inPackage = { ...laptop, notebooks: false, jupyter: undefined };
    assert.doesNotMatch(doctorReport(inPackage), /Jupyter|Kernel|npm start/);
    assert.match(
      doctorReport({ ...laptop, jupyter: undefined }),
      /Jupyter +not here yet; npm start/,
    );
  });

  it('says of every engine whether it runs, and why one that was asked for does not', async () => {
    const nowhere = { CAPTIONLAB_ENGINE: 'native', CAPTIONLAB_ENGINE_FOLDER: '/nowhere' };
    const { code, stdout } = await captionlab(['doctor', '--json'], nowhere);
    assert.equal(code, 0);
    const findings: Findings & { advice: unknown } = JSON.parse(stdout);
    assert.equal(findings.node, process.version);
    const [native, ...others] = findings.engines;
    assert.equal(native.works, typeof findings.engine === 'object');
    if (!native.works) assert.match(`${findings.engine}`, /\(native\) does not run here/);
    assert.deepEqual(
      [native, ...others].map(({ name }) => name),
      ['native', 'webgpu', 'wasm', 'cpu'],
    );
    for (const { works, says } of findings.engines) {
      assert.equal(typeof works, 'boolean');
      assert.notEqual(says, '');
    }
    assert.ok(Array.isArray(findings.advice));
    const report = doctorReport(findings);
    assert.match(report, /✓ Node\.js +v\d+/);
    assert.match(report, /✓ wasm +WebAssembly/);
  });

  it('tells on a laptop which engine runs, and offers the faster one', () => {
    assert.match(doctorReport(laptop), /✓ Engine +WebAssembly \(native: not installed\)/);
    assert.deepEqual(typed(laptop), ['npx captionlab engine install']);
  });

  it('offers WebGPU where native TensorFlow is not to be had, and names WSL on Windows', () => {
    for (const platform of ['win32', 'darwin'] as const) {
      assert.deepEqual(typed(laptop, platform), ['npx captionlab engine install --way webgpu']);
      const [{ about }] = adviceFor(laptop, platform);
      assert.match(about, /^native TensorFlow is not to be had on this system/);
      assert.equal(/under WSL it is/.test(about), platform === 'win32');
    }
    assert.match(notInstalled('linux'), /captionlab engine install/);
    assert.equal(notInstalled('darwin'), 'for Linux only');
    assert.match(notInstalled('win32'), /^for Linux only, also under WSL$/);
    const webgpu = { name: 'webgpu' as const, works: true, says: 'WebGPU on apple-m2' };
    assert.deepEqual(typed({ ...laptop, engines: [webgpu] }, 'darwin'), []);
  });

  it('tells whether ONNX Runtime is here, and how to get it for encoders that need it', () => {
    assert.match(doctorReport(laptop), /– ONNX Runtime not installed .*--way onnx\); only for/);
    const brought = { ...laptop, onnxEncoders: ['clip', 'dinov2'] };
    assert.ok(typed(brought).includes('npx captionlab engine install --way onnx'));
    assert.match(doctorReport(brought), /clip, dinov2 cannot run: there is no ONNX Runtime/);
    const whole = { ...brought, onnx: '1.30.0' };
    assert.match(doctorReport(whole), /✓ ONNX Runtime 1\.30\.0; encoders: clip, dinov2/);
    assert.deepEqual(typed(whole), typed(laptop));
  });

  it('has no advice where nothing is amiss', () => {
    const native: Findings = {
      ...laptop,
      engines: [{ name: 'native', works: true, says: 'native TensorFlow 2.21.0 on the CPU' }],
    };
    assert.deepEqual(typed(native), []);
    assert.doesNotMatch(doctorReport(native), /What to type/);
  });

  it('names the folder whose disk is nearly full', () => {
    const { type } = adviceFor({ ...laptop, diskFreeGB: 2 }).pop() as { type: string };
    assert.equal(type, `make room on the disk of ${projectRoot}`);
  });

  it('tells on a GPU host that the GPU is idle, why, and what to type', () => {
    const gpu = {
      name: 'Tesla T4',
      memory: '15 GB',
      driver: '470.82.01',
      computeCapability: '7.5',
    };
    const withoutGpu = whyNoGpu('', gpu, '12');
    const host: Findings = {
      ...laptop,
      gpu,
      engines: [{ name: 'native', works: true, says: 'native TensorFlow 2.21.0', withoutGpu }],
    };
    assert.match(doctorReport(host), /– GPU +Tesla T4 \(15 GB, driver 470\.82\.01\): NOT USED/);
    assert.match(doctorReport(host), /driver 470\.82\.01 is too old: CUDA 12 needs 525 or newer/);
    assert.match(typed(host)[0], /newer NVIDIA driver/);
  });
});

describe('what is there and does not work', () => {
  const folder = mkdtempSync(join(tmpdir(), 'captionlab-'));
  after(() => rmSync(folder, { recursive: true }));
  const spec = (argv: unknown) => {
    const path = join(folder, 'kernel.json');
    writeFileSync(path, typeof argv === 'string' ? argv : JSON.stringify({ argv }));
    return kernelFault(path);
  };
  const ours = join(projectRoot, 'lib', 'kernel', 'kernel.cjs');

  it("is a kernel's description that names what is gone, another folder, or nothing", () => {
    assert.equal(spec([process.execPath, ours, '{connection_file}']), undefined);
    const type = 'npx captionlab kernel';
    const gone = join(folder, 'clone', 'lib', 'kernel', 'kernel.cjs');
    assert.deepEqual(spec([process.execPath, gone]), {
      ...{
        type,
        about: `the kernel's description ${join(folder, 'kernel.json')} names ${gone}, which is not there`,
      },
    });
    assert.match(
      spec([join(folder, 'node'), ours])?.about ?? '',
      /names .*node, which is not there/,
    );
    const other = join(folder, 'kernel.cjs');
    writeFileSync(other, '');
    assert.match(spec([process.execPath, other])?.about ?? '', /starts another folder's kernel/);
    for (const damaged of ['{"argv"', [], null, [1]]) assert.equal(spec(damaged)?.type, type);
  });

  it('is a file of weights or word vectors that holds something else', () => {
    const file = join(folder, 'weights.h5');
    writeFileSync(file, '<html>Not found</html>');
    const before = { ...process.env };
    Object.assign(process.env, { INCEPTION_V3: file, EFFICIENTNET_LITE2: file, GLOVE: file });
    assert.match(
      dataState('efficientnet-lite2').fault ?? '',
      /weights\.h5 is no file of PyTorch's/,
    );
    assert.match(dataState('inception-v3').fault ?? '', /weights\.h5 is no HDF5 file/);
    assert.match(
      dataState('glove').fault ?? '',
      /weights\.h5 begins with a row of 1 numbers, expected 200/,
    );
    process.env.GLOVE = join(folder, 'nowhere');
    assert.match(dataState('glove').fault ?? '', /No GloVe file at .*nowhere/);
    writeFileSync(file, `cat${' 1'.repeat(200)}\n`);
    process.env.GLOVE = file;
    assert.deepEqual(dataState('glove'), { name: 'glove', here: true });
    process.env = before;
  });

  it('is told with what to type, and is not among what is here', () => {
    const fault = { about: 'the kernel names what is gone', type: 'npx captionlab kernel' };
    const data = [{ name: 'coco', here: false, fault: 'coco holds no captions' }];
    const report = doctorReport({ ...laptop, data, faults: [fault] });
    assert.match(report, /here: nothing yet; not here: nothing; not as it should be: coco/);
    assert.match(report, /the kernel names what is gone:\n +npx captionlab kernel/);
  });
});

describe("TensorFlow's reason for leaving a GPU alone", () => {
  const gpu = { name: 'A100', driver: '535.104.05' };

  it('is the libraries that it could not load, by name', () => {
    const log = `2026-01-01 W tensorflow/stream_executor/platform/default/dso_loader.cc:64] Could not load dynamic library 'libcudart.so.11.0'; dlerror: libcudart.so.11.0: cannot open shared object file
2026-01-01 W tensorflow/stream_executor/platform/default/dso_loader.cc:64] Could not load dynamic library 'libcudnn.so.8'; dlerror: libcudnn.so.8: cannot open shared object file`;
    assert.equal(whyNoGpu(log, gpu, '11'), 'missing: libcudart.so.11.0, libcudnn.so.8');
  });

  it('is else what its log says', () => {
    const log = `I0000 00:00:17 cpu_feature_guard.cc:227] This TensorFlow binary is optimized
W0000 00:00:17 gpu_device.cc:2431] Cannot dlopen some GPU libraries. Skipping registering GPU devices...`;
    assert.equal(
      whyNoGpu(log, gpu, '12'),
      'Cannot dlopen some GPU libraries. Skipping registering GPU devices...',
    );
  });
});
