import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { engineLine, startEngine } from '../../lib/engine';

describe('the engine', () => {
  it('is chosen once, and names a reason for every faster one it passed over', async () => {
    const engine = await startEngine();
    assert.equal(await startEngine(), engine);
    const order = ['tfjs-node-gpu', 'tfjs-node', 'wasm', 'cpu'];
    assert.deepEqual(
      engine.passedOver.map(({ name }) => name),
      order.slice(0, order.indexOf(engine.name)),
    );
    for (const { reason } of engine.passedOver) assert.notEqual(reason, '');
  });

  it('is described in one line', () => {
    const passedOver = [{ name: 'tfjs-node' as const, reason: 'not installed' }];
    assert.equal(
      engineLine({ name: 'wasm', passedOver, usesGpu: false }),
      'Engine: WebAssembly (tfjs-node: not installed)',
    );
  });

  it('says loudly that a GPU stands idle', () => {
    const line = engineLine({ name: 'wasm', passedOver: [], gpu: 'Tesla T4', usesGpu: false });
    assert.match(line, /\n!!! THIS MACHINE'S GPU \(Tesla T4\) IS NOT USED/);
  });

  /** What a fresh process prints that starts the engine and then does something. */
  const fresh = (then: string, engine: string) =>
    execFileSync(
      process.execPath,
      ['-e', `require('tsx/cjs'); require('./lib/engine').startEngine()${then}`],
      { env: { ...process.env, CAPTIONLAB_ENGINE: engine }, encoding: 'utf8' },
    ).trim();

  it('can be asked for by name, and lists the names when it does not know one', () => {
    const say = '.then((e) => console.log(e.name), (e) => console.log(e.message))';
    assert.equal(fresh(say, 'cpu'), 'cpu');
    assert.match(fresh(say, 'tpu'), /"tpu": expected native, tfjs-node-gpu, tfjs-node, wasm, cpu/);
  });

  it('never lets a library end the process on an unhandled rejection', () => {
    const script = `.then(() => {
      process.on('unhandledRejection', () => {});
      Promise.reject(new Error('stray'));
      setTimeout(() => console.log('alive'), 20);
    })`;
    assert.equal(fresh(script, 'wasm'), 'alive');
  });
});
