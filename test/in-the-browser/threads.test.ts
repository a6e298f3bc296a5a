import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { serveFolder } from '../../lib/in-the-browser/index.js';
import { typed } from '../cli/typed.js';
import { skipWithoutChromium as skip, startChromium } from '../pages/chromium.js';
import { trainSmallCaptioner } from './small-captioner.js';
import { startStaticServer } from './static-server.js';

/** The page as a machine with four cores has it, or one with two. */
function onCores(folder: string, cores: number): string {
  const copy = mkdtempSync(join(tmpdir(), `cores-${cores}-`));
  cpSync(folder, copy, { recursive: true });
  const worker = join(copy, 'worker.js');
  const seen = `Object.defineProperty(navigator, 'hardwareConcurrency', { value: ${cores} });\n`;
  writeFileSync(worker, seen + readFileSync(worker, 'utf8'));
  return copy;
}

const isIsolated = (page: Page) => page.evaluate(() => self.crossOriginIsolated);

/** Captions the first sample picture, by a beam: the beams, and what computed them. */
async function captioned(page: Page): Promise<{ engine: string | null; captions: string[] }> {
  await page.locator('html[data-ready]').waitFor();
  await page.locator('[data-sample]').first().click();
  await page.getByLabel('beam of 3').check();
  await page.locator('#beams li').first().waitFor();
  const captions = await page.locator('#beams li > span:first-child').allTextContents();
  const first = await page.locator('#said').textContent();
  return {
    engine: await page.locator('#engine').textContent(),
    captions: [first ?? '', ...captions],
  };
}

describe('WebAssembly in threads', { skip }, () => {
  let folder: string;
  let browser: Browser;
  const complaints: string[] = [];

  async function open(address: string): Promise<Page> {
    const page = await (await browser.newContext()).newPage();
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', ({ message }) => complaints.push(message));
    await page.goto(`${address}?engine=wasm`);
    return page;
  }

  before(async () => {
    const dataset = await trainSmallCaptioner();
    const { code, stdout, stderr } = await typed(['web', '--json', '--data', dataset.folder]);
    assert.equal(code, 0, stderr);
    folder = dirname(JSON.parse(stdout).page);
    browser = await startChromium();
  });

  after(() => browser?.close());

  test('computes in half of the cores where the page is isolated, and captions as without', async () => {
    const plain = await startStaticServer(onCores(folder, 4));
    const isolating = await serveFolder(onCores(folder, 4));
    const [without, within] = [await open(plain.address), await open(isolating.address)];
    assert.deepEqual([await isIsolated(without), await isIsolated(within)], [false, true]);
    const expected = await captioned(without);
    assert.equal(expected.engine, 'WebAssembly');
    assert.deepEqual(await captioned(within), {
      ...expected,
      engine: 'WebAssembly in 2 threads',
    });
    await plain.stop();
    await isolating.close();
  });

  test('stays in one thread where there are two cores', async () => {
    const { address, close } = await serveFolder(onCores(folder, 2));
    const page = await open(address);
    assert.ok(await isIsolated(page));
    assert.equal((await captioned(page)).engine, 'WebAssembly');
    await close();
  });

  test('comes with the second opening where the server does not isolate the page, without a network too', async () => {
    const { address, stop } = await startStaticServer(onCores(folder, 4));
    const page = await open(address);
    const first = await captioned(page);
    assert.equal(first.engine, 'WebAssembly');
    await page.waitForFunction(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return registration?.active?.state === 'activated';
    });
    const expected = { ...first, engine: 'WebAssembly in 2 threads' };
    assert.ok(!(await isIsolated(page)), 'nobody is made to load the page twice');
    await page.reload();
    assert.ok(await isIsolated(page));
    assert.deepEqual(await captioned(page), expected);
    await stop();
    await page.reload();
    assert.ok(await isIsolated(page));
    assert.deepEqual(await captioned(page), expected);
  });

  test('has the browser complain of nothing', () => {
    const others = complaints.filter((one) => !one.includes('ERR_CONNECTION_REFUSED'));
    assert.deepEqual(others, []);
  });
});
