import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { serveFolder } from '../../lib/in-the-browser/index.js';
import { type LoopbackServer, projectRoot } from '../../lib/outputs/index.js';
import { type CellCase, errorCases, habitCases, timeCases } from '../kernel/cells.js';
import { KernelClient, printed } from '../kernel/kernel-client.js';
import { testCase } from '../kernel/run-case.js';
import { startChromium } from '../pages/chromium.js';
import { BrowserKernel } from './browser-kernel.js';

let [server, browser, kernel]: [LoopbackServer?, Browser?, BrowserKernel?] = [];
const inBrowser = () => kernel as BrowserKernel;

before(async () => {
  server = await serveFolder(join(projectRoot, 'outputs', 'book'));
  browser = await startChromium();
  const page = await browser.newPage();
  await page.goto(server.address);
  kernel = await BrowserKernel.start(page);
});

after(async () => {
  await browser?.close();
  await server?.close();
});

const check = (one: CellCase) => testCase(inBrowser, one);

describe("the book's kernel, as the one on a computer", () => {
  describe('an error of a cell', () => errorCases.forEach(check));
  describe('a habit from elsewhere', () => habitCases.forEach(check));
  describe('%time', () => timeCases.forEach(check));
  test('completes names of lib by their types', async () => {
    const names = await inBrowser().complete(
      "import * as scenes from './lib/scenes';\nscenes.plan",
    );
    assert.ok(names.includes('planScenes'), names.join(' '));
  });
});

describe('the stop button', () => {
  test('ends a cell that waits, and keeps what cells have defined', async () => {
    await inBrowser().run('const before = 42;');
    const { outputs } = await inBrowser().stopped('await new Promise(() => {});');
    assert.match(JSON.stringify(outputs), /The cell was interrupted/);
    assert.equal(printed(await inBrowser().run('console.log(before);')).trim(), '42');
  });

  test('ends a cell that computes on with its thread, says so, and cells run again', async () => {
    const { status, outputs } = await inBrowser().stopped('while (true) {}');
    assert.equal(status, 'error');
    assert.match(JSON.stringify(outputs), /its thread was ended.*Run the cells above again/);
    const lost = await inBrowser().run('console.log(before);');
    assert.match(JSON.stringify(lost.outputs), /Cannot find name 'before'/);
    assert.equal(printed(await inBrowser().run('console.log(6 * 7);')).trim(), '42');
  });
});

/** Numbers of every kind of work that the notebooks have: products, a convolution, training, a search's softmax. */
const numbers = `import { startEngine, tf, valuesOf } from './lib/engine';
import { createRandom } from './lib/engine/random';
await startEngine();
const random = createRandom('bits');
const draw = (count: number) => Float32Array.from({ length: count }, () => random.uniform() - 0.5);
const bits = (values: ArrayLike<number>) => [...new Uint32Array(Float32Array.from(values).buffer)].join(' ');
console.log(bits(await valuesOf(() => tf.tensor2d(draw(600), [20, 30]).matMul(tf.tensor2d(draw(600), [30, 20])).softmax())));
console.log(bits(await valuesOf(() => tf.conv2d(tf.tensor3d(draw(768), [16, 16, 3]), tf.tensor4d(draw(108), [3, 3, 3, 4]), 1, 'same'))));
const weights = tf.variable(tf.tensor2d(draw(64), [8, 8]));
const input = tf.tensor2d(draw(80), [10, 8]);
const optimizer = tf.train.adam(0.01);
const losses = [];
for (let i = 0; i < 20; i++) {
  const loss = optimizer.minimize(() => input.matMul(weights).tanh().square().mean(), true, [weights]);
  losses.push((await loss!.data())[0]);
}
console.log(bits(losses), bits(await weights.data()));`;

test('has the numbers of a computer on WebAssembly, to the bit', async () => {
  const onComputer = await KernelClient.start({ CAPTIONLAB_ENGINE: 'wasm' });
  try {
    const [here, there] = [await inBrowser().run(numbers), await onComputer.run(numbers)];
    assert.match(printed(there), /\d{9}/);
    assert.equal(printed(here), printed(there));
  } finally {
    await onComputer.shutdown();
  }
});

/** The numbers that a cell has printed bit by bit. */
const valuesOf = (text: string) =>
  Array.from(new Float32Array(Uint32Array.from(text.trim().split(/\s+/), Number).buffer));

test('computes on WebGPU where it is asked for, to the last digits', async () => {
  const withGpu = await startChromium([
    '--enable-unsafe-webgpu',
    '--use-webgpu-adapter=swiftshader',
  ]);
  try {
    const page = await withGpu.newPage();
    await page.goto(server?.address ?? '');
    const other = await BrowserKernel.start(page);
    await other.run("process.env.CAPTIONLAB_ENGINE = 'webgpu';");
    const line =
      "import { engineLine } from './lib/engine';\nconsole.log(engineLine(await startEngine()));";
    const [here, there] = [await inBrowser().run(numbers), await other.run(numbers)];
    const [onWasm, onGpu] = [here, there].map((one) => valuesOf(printed(one)));
    const differences = onGpu.map((value, at) => Math.abs(value - onWasm[at]));
    assert.ok(Math.max(...differences) < 1e-6, String(Math.max(...differences)));
    assert.match(printed(await other.run(line)), /WebGPU on .*swiftshader \(software\)/);
  } finally {
    await withGpu.close();
  }
});
