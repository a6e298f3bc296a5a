import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { readPicture, requireLayers } from '../../lib/image-encoding/index.js';
import { captionPixels } from '../../lib/in-the-browser/index.js';
import { openCaptioner } from '../../lib/inference/index.js';
import { typed } from '../cli/typed.js';
import { faultsOf } from '../pages/axe.js';
import { skipWithoutChromium as skip, startChromium } from '../pages/chromium.js';
import { trainSmallCaptioner } from './small-captioner.js';
import { startStaticServer } from './static-server.js';

/** For the first caption and for another, in milliseconds: ten times what is promised, for other work goes on meanwhile. */
const LONGEST_FIRST = 60_000;
const LONGEST_NEXT = 10_000;
const MOST_BYTES = 8e6;

const malicious = `<img src=x onerror="document.title='broken'">.jpg`;

let pictures: string[];
/** What Node says of the pictures: greedy search, and beam search. */
const greedy: string[] = [];
let beams: string[];
/** What `captionlab web --json` printed. */
let exported: { page: string; sizes: { part: string; bytes: number; gzip: number }[] };
let server: Awaited<ReturnType<typeof startStaticServer>>;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let firstAfter: number;
const complaints: string[] = [];
const spoken = () => page.evaluate(() => (window as unknown as { spoken: string[] }).spoken);

async function exportPage(): Promise<string> {
  const dataset = await trainSmallCaptioner();
  const captioner = await openCaptioner(dataset);
  const { inputSize, resize } = requireLayers(captioner.encoder);
  pictures = dataset.splits.test.map((id) => dataset.imagePaths.get(id) as string);
  for (const picture of pictures) {
    const pixels = await readPicture(picture, inputSize, resize);
    const [found] = await captionPixels(captioner, pixels, 1);
    greedy.push(found.caption);
    if (picture !== pictures[0]) continue;
    beams = (await captionPixels(captioner, pixels, 3)).map(({ caption }) => caption);
  }
  const { code, stdout, stderr } = await typed(['web', '--json', '--data', dataset.folder]);
  assert.equal(code, 0, stderr);
  exported = JSON.parse(stdout);
  return dirname(exported.page);
}

async function openPage(): Promise<void> {
  browser = await startChromium();
  context = await browser.newContext({ viewport: { width: 1000, height: 900 } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await context.route(
    (url) => !url.href.startsWith(server.address) && url.protocol !== 'blob:',
    (route) => {
      complaints.push(`asked for ${route.request().url()}`);
      return route.abort();
    },
  );
  page = await context.newPage();
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', ({ message }) => complaints.push(message));
  await page.addInitScript(() => {
    const heard = Object.assign(window, { spoken: [] as string[] }).spoken;
    window.speechSynthesis.speak = ({ text }) => void heard.push(text);
  });
}

/** Drops a file on the page, as a mouse does. */
async function drop(path: string, name = basename(path), type = 'image/jpeg'): Promise<void> {
  const bytes = readFileSync(path).toString('base64');
  const transfer = await page.evaluateHandle(
    ([bytes, name, type]) => {
      const data = new DataTransfer();
      const binary = Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0));
      data.items.add(new File([binary], name, { type }));
      return data;
    },
    [bytes, name, type] as const,
  );
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

/** The caption under a picture's name, once its search is over. */
async function captionOf(name: string): Promise<string> {
  await page.waitForFunction(
    (name) =>
      document.getElementById('name')?.textContent === name &&
      document.getElementById('said')?.textContent !== '' &&
      !document.querySelector('[aria-busy]'),
    name,
  );
  return (await page.locator('.word:not(.end) .text').allTextContents()).join(' ');
}

describe('the page that captions pictures, from a static server', { skip }, () => {
  before(async () => {
    server = await startStaticServer(await exportPage());
    await openPage();
    const start = performance.now();
    await page.goto(server.address);
    await drop(pictures[0]);
    await captionOf(basename(pictures[0]));
    firstAfter = performance.now() - start;
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  test('reads the same words as greedy search in Node, for every picture dropped', async (t) => {
    const times: number[] = [];
    for (const [i, picture] of pictures.entries()) {
      const start = performance.now();
      await drop(picture);
      assert.equal(await captionOf(basename(picture)), greedy[i], picture);
      times.push(performance.now() - start);
    }
    assert.ok(new Set(greedy).size > 4, 'the model says the same of nearly all');
    times.sort((a, b) => a - b);
    const middle = times[times.length >> 1];
    t.diagnostic(
      `first caption after ${Math.round(firstAfter)} ms, the next in ${Math.round(middle)} ms`,
    );
    assert.ok(firstAfter < LONGEST_FIRST, `the first caption took ${Math.round(firstAfter)} ms`);
    assert.ok(middle < LONGEST_NEXT, `another caption took ${Math.round(middle)} ms`);
  });

  test('tells how sure it was of each word, and what nearly came in its place', async () => {
    await drop(pictures[0]);
    await captionOf(basename(pictures[0]));
    const first = page.locator('.word').first();
    const word = (await first.locator('.text').textContent()) as string;
    assert.match((await first.locator('small').textContent()) ?? '', /^\d+ %$/);
    await first.hover();
    assert.equal(await page.locator('#nearly li').count(), 5);
    const rows = await page.locator('#nearly li').allTextContents();
    assert.match(rows[0], new RegExp(`^${word}\\d+ %$`));
    await page.locator('.word').nth(2).click();
    const third = await page.locator('.word').nth(2).locator('.text').textContent();
    assert.equal(await page.locator('#nearly h3').textContent(), `In place of “${third}”`);
  });

  test('searches by a beam as Node does, and shows the other captions', async () => {
    await page.getByLabel('beam of 3').check();
    assert.equal(await captionOf(basename(pictures[0])), beams[0]);
    const others = await page.locator('#beams li > span:first-child').allTextContents();
    assert.deepEqual(
      others.map((text) => text.replace(' … (cut)', '')),
      beams.slice(1),
    );
    await page.getByLabel('greedy').check();
    await captionOf(basename(pictures[0]));
    assert.ok(await page.locator('#others').isHidden());
  });

  test('works by the keyboard alone, and says the caption in a live region', async () => {
    await page.locator('body').click({ position: { x: 2, y: 2 } });
    const focused = () => page.evaluate(() => document.activeElement?.id ?? '');
    const isSample = () =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'choose');
    const before: string[] = [];
    while (!(await isSample()).startsWith('Sample picture') && before.length < 20) {
      await page.keyboard.press('Tab');
      before.push(await focused());
    }
    for (const id of ['speak', 'copy', 'speak-each']) assert.ok(before.includes(id), id);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const said = await captionOf('Sample picture 2');
    const live = page.locator('#said');
    assert.equal(await live.getAttribute('aria-live'), 'polite');
    assert.equal((await live.textContent())?.toLowerCase(), `${said}.`);
    assert.equal(
      await page.locator('#picture').getAttribute('alt'),
      `Sample picture 2. The model says: ${await live.textContent()}`,
    );
    while ((await focused()) !== 'speak') await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    assert.deepEqual(await spoken(), [await live.textContent()]);
    await page.keyboard.press('Shift+Tab');
    const place = () => page.locator('.word:focus').textContent();
    const at = await place();
    await page.keyboard.press('ArrowRight');
    assert.notEqual(await place(), at);
    await page.keyboard.press('End');
    assert.match((await place()) ?? '', /^\(end\)\d+ %/);
    assert.match((await page.locator('#nearly h3').textContent()) ?? '', /^Where it stopped/);
  });

  test('speaks every caption when asked to, remembers that, and copies', async () => {
    await page.getByLabel('speak every caption').check();
    await page.locator('[data-sample]').first().click();
    await captionOf('Sample picture 1');
    const text = await page.locator('#said').textContent();
    assert.equal((await spoken()).at(-1), text);
    await page.locator('#copy').click();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), text);
    await page.reload();
    assert.ok(await page.getByLabel('speak every caption').isChecked());
  });

  test("shows markup in a file's name as text, and names a file that is no picture", async () => {
    await drop(pictures[1], malicious);
    await captionOf(malicious);
    assert.equal(await page.locator('#name').textContent(), malicious);
    const text = join(dirname(pictures[0]), 'text.txt');
    writeFileSync(text, 'A black cat is walking on the grass .');
    await drop(text, malicious, 'image/jpeg');
    await page.locator('#status.wrong').waitFor();
    assert.ok((await page.locator('#status').textContent())?.startsWith(`“${malicious}” cannot`));
    assert.notEqual(await page.title(), 'broken');
    assert.equal(await page.locator('#status *').count(), 0);
    assert.equal(await captionOf(malicious), greedy[1], 'what stood there stays');
  });

  test('fits a narrow screen, light and dark', async () => {
    await drop(pictures[2]);
    await captionOf(basename(pictures[2]));
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: 360, height: 700 });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `${over} pixels too wide`);
    }
  });

  test('has no fault that axe-core knows, before a picture is captioned, while it is, and after', async () => {
    const faults = await faultsOf(browser, server.address, async (page, look) => {
      let goOn = () => {};
      const held = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      await page.route('**/worker.js', (route) => held.then(() => route.continue()));
      await page.reload();
      await look('before');
      await page.locator('[data-sample]').nth(1).click();
      await page.locator('#result[aria-busy]').waitFor();
      await look('while');
      goOn();
      await page.waitForFunction(() => document.getElementById('said')?.textContent !== '');
      await page.locator('.word').nth(1).click();
      await page.getByLabel('beam of 3').check();
      await page.locator('#beams li').first().waitFor();
      await look('after');
    });
    assert.deepEqual(faults, []);
  });

  test('computes the same on another engine asked for by name, and says which; names one that is none', async () => {
    await page.goto(`${server.address}?engine=cpu`);
    await drop(pictures[1]);
    assert.equal(await captionOf(basename(pictures[1])), greedy[1]);
    assert.match((await page.locator('#engine').textContent()) ?? '', /plain JavaScript/);
    await page.goto(`${server.address}?engine=abacus`);
    await page.locator('#status.wrong').waitFor();
    assert.match((await page.locator('#status').textContent()) ?? '', /no engine "abacus"/);
    await page.goto(server.address);
    await page.locator('html[data-ready]').waitFor();
  });

  test('goes on working without a network', async () => {
    await page.waitForFunction(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return registration?.active?.state === 'activated';
    });
    await server.stop();
    await page.reload();
    await drop(pictures[3]);
    assert.equal(await captionOf(basename(pictures[3])), greedy[3]);
  });

  test('was exported with its sizes, part by part', () => {
    const { sizes } = exported;
    const parts = sizes.map(({ part }) => part).join(' ');
    assert.equal(parts, 'vocabulary encoder decoder TensorFlow.js licences page all');
    const all = sizes.pop()?.bytes;
    assert.equal(
      sizes.reduce((sum, { bytes }) => sum + bytes, 0),
      all,
    );
  });

  test('sends less than 8 MB, asks no other server, and has nothing to complain of', (t) => {
    const bytes = [...server.sent.values()].reduce((sum, size) => sum + size, 0);
    t.diagnostic(`${(bytes / 1e6).toFixed(2)} MB were sent, what is kept for later included`);
    assert.ok(bytes < MOST_BYTES, `${bytes} bytes`);
    assert.deepEqual(
      complaints.filter((one) => !one.includes('ERR_CONNECTION_REFUSED')),
      [],
    );
  });
});
