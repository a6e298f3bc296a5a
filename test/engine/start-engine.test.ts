import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { CHECK_TOLERANCE, checkEngine } from '../../lib/engine/check-engine.js';
import { readGpu } from '../../lib/engine/gpu.js';
import { ENGINES, type Engine, engineLine, startEngine } from '../../lib/engine/index.js';
import { nativePackageIn } from '../../lib/engine/native.js';
import { moduleOptions } from '../../lib/outputs/own-modules.js';

const load = "import { startEngine } from './lib/engine/index.ts';";

/** What a fresh process prints that starts the engine and then does something. */
const fresh = (then: string, env: NodeJS.ProcessEnv) =>
  execFileSync(
    process.execPath,
    [...moduleOptions, '--input-type=module', '-e', `${load} startEngine()${then}`],
    { env: { ...process.env, ...env }, encoding: 'utf8' },
  ).trim();

const saying = (what: string) =>
  `.then((e) => console.log(${what}), (e) => console.log(e.message))`;

describe('the engine', () => {
  it('is chosen once, and names a reason for every faster one it passed over', async () => {
    const engine = await startEngine();
    assert.equal(await startEngine(), engine);
    if (!process.env.CAPTIONLAB_ENGINE) {
      const faster = ENGINES.slice(0, ENGINES.indexOf(engine.name));
      const named = engine.passedOver.map(({ name }) => name);
      for (const name of faster) assert.ok(named.includes(name), `${name} is not named`);
    }
    for (const { reason } of engine.passedOver) assert.notEqual(reason, '');
  });

  it('computes what plain JavaScript computes', async () => {
    await startEngine();
    const checks = await checkEngine();
    assert.deepEqual(
      checks.map(({ name }) => name),
      ['matMul', 'conv2d', 'LSTM gradient', 'save and load'],
    );
    for (const { name, difference } of checks) {
      assert.ok(difference <= CHECK_TOLERANCE, `${name} differs by ${difference}`);
    }
  });

  const wasm: Engine = { name: 'wasm', title: 'WebAssembly', passedOver: [], usesGpu: false };

  it('is described in one line', () => {
    const passedOver = [{ name: 'native' as const, reason: 'not installed' }];
    assert.equal(
      engineLine({ ...wasm, passedOver }),
      'Engine: WebAssembly (native: not installed)',
    );
  });

  it('says loudly that a GPU stands idle, and nothing of the kind when it is used', () => {
    const gpu = { name: 'Tesla T4' };
    assert.match(
      engineLine({ ...wasm, gpu }),
      /\n!!! THIS MACHINE'S GPU \(Tesla T4\) IS NOT USED: npx captionlab doctor/,
    );
    assert.doesNotMatch(engineLine({ ...wasm, gpu, usesGpu: true }), /!!!/);
  });

  it('can be asked for by name, and lists the names when it does not know one', () => {
    assert.equal(fresh(saying('e.name'), { CAPTIONLAB_ENGINE: 'cpu' }), 'cpu');
    assert.match(
      fresh(saying('e.name'), { CAPTIONLAB_ENGINE: 'tpu' }),
      /"tpu": expected native, webgpu, wasm, cpu/,
    );
  });

  it('can be asked for again when the first name was wrong', () => {
    const again = `.catch(() => {
      process.env.CAPTIONLAB_ENGINE = 'cpu';
      return startEngine();
    })`;
    assert.equal(fresh(`${again}${saying('e.name')}`, { CAPTIONLAB_ENGINE: 'tpu' }), 'cpu');
  });

  it('never lets a library end the process on an unhandled rejection', () => {
    const script = `.then(() => {
      process.on('unhandledRejection', () => {});
      Promise.reject(new Error('stray'));
      setTimeout(() => console.log('alive'), 20);
    })`;
    assert.equal(fresh(script, { CAPTIONLAB_ENGINE: 'wasm' }), 'alive');
  });
});

describe('native TensorFlow', () => {
  it('is refused with what is wrong, when its addon does not load', () => {
    const folder = mkdtempSync(join(tmpdir(), 'captionlab-engine-'));
    const place = nativePackageIn(folder);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'package.json'), '{"main":"index.js"}');
    writeFileSync(
      join(place, 'index.js'),
      "throw new Error('libcudart.so.11.0: cannot open shared object file\\nat dlopen')",
    );
    const said = fresh(saying('e.name'), {
      ...{ CAPTIONLAB_ENGINE: 'native', CAPTIONLAB_ENGINE_FOLDER: folder },
    });
    assert.match(
      said,
      /native\) does not run here: captionlab engine install: libcudart\.so\.11\.0: cannot open shared object file[,.] /,
    );
  });
});

describe('an NVIDIA GPU', () => {
  it('is known by what its driver prints', () => {
    assert.deepEqual(readGpu('NVIDIA H100 80GB HBM3, 81559, 550.54.15, 9.0'), {
      name: 'NVIDIA H100 80GB HBM3',
      memory: '80 GB',
      driver: '550.54.15',
      computeCapability: '9.0',
    });
    assert.equal(readGpu(''), undefined);
  });
});
