import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { bookSize, MOST_BYTES } from '../../lib/book/book-size.js';
import { serveFolder } from '../../lib/in-the-browser/index.js';
import { type LoopbackServer, projectRoot } from '../../lib/outputs/index.js';
import { faultsOf } from '../pages/axe.js';
import { startChromium } from '../pages/chromium.js';

const book = join(projectRoot, 'outputs', 'book');
let server: LoopbackServer;
let browser: Browser;

before(async () => {
  server = await serveFolder(book);
  browser = await startChromium();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

test('the book is small enough to be kept by a browser', () => {
  const { bytes, folders } = bookSize(book);
  assert.ok(bytes <= MOST_BYTES, `${bytes} bytes: ${JSON.stringify(folders)}`);
});

describe("the book's pages", () => {
  test('have no fault that axe-core knows, and search all chapters', async () => {
    const faults = await faultsOf(browser, `${server.address}index.html`, async (page, look) => {
      await look();
      await page.getByLabel('Search the chapters').fill('beam search');
      await page.locator('#found li').first().waitFor();
      await look('with what was found');
      assert.match((await page.locator('#found').textContent()) ?? '', /09/);
    });
    assert.deepEqual(faults, []);
  });

  for (const name of readdirSync(book).filter((file) => /^\d.*\.html$/.test(file))) {
    test(`have none in ${name}`, async () =>
      assert.deepEqual(await faultsOf(browser, `${server.address}${name}`), []));
  }

  for (const name of ['report', 'caption', 'api']) {
    const page = join(book, name, 'index.html');
    test(`are joined by ${name}, where it was made`, { skip: !existsSync(page) }, async () => {
      const tab = await browser.newPage();
      const faults: string[] = [];
      tab.on('pageerror', ({ message }) => faults.push(message));
      tab.on('response', (response) => {
        if (response.status() >= 400) faults.push(response.url());
      });
      await tab.goto(server.address);
      await tab.locator(`.parts a[href="${name}/index.html"]`).click();
      await tab.waitForLoadState('networkidle');
      assert.ok((await tab.locator('h1').first().textContent())?.trim());
      await tab.close();
      assert.deepEqual(faults, []);
      assert.deepEqual(await faultsOf(browser, `${server.address}${name}/index.html`), []);
    });
  }

  const room = 'api/modules/outputs.html';
  test('have none in a page of the code', { skip: !existsSync(join(book, room)) }, async () =>
    assert.deepEqual(await faultsOf(browser, `${server.address}${room}`), []),
  );

  test('lead from chapter to chapter, and to where each runs', async () => {
    const page = await browser.newPage();
    await page.goto(`${server.address}01-data-understanding.html`);
    await page.getByRole('link', { name: /Next/ }).first().click();
    assert.match(page.url(), /02-cleaning\.html$/);
    await page.getByRole('link', { name: 'Run it here' }).first().click();
    await page.locator('.jp-Notebook .jp-CodeCell').first().waitFor();
    await page.close();
  });
});

const code = (page: Page, at: number) => page.locator('.jp-CodeCell').nth(at);

/** Types a cell anew, runs it, and waits for what it shows. */
async function runCell(page: Page, at: number, text: string): Promise<string> {
  const cell = code(page, at);
  await cell.locator('.cm-content').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
  await page.keyboard.press('Shift+Enter');
  await cell.locator('.jp-InputPrompt', { hasText: /\[\d+\]/ }).waitFor();
  const output = cell.locator('.jp-OutputArea-output');
  await output.first().waitFor();
  return (await output.allInnerTexts()).join('');
}

const lab = (address: string) =>
  `${address}live/notebooks/index.html?path=notebooks/03-vocabulary.ipynb`;

/** Resolves when the book's service worker says that it keeps all. */
const kept = (page: Page) =>
  page.evaluate(
    () =>
      new Promise((done) => {
        navigator.serviceWorker.addEventListener(
          'message',
          ({ data }) => data === 'kept' && done(0),
        );
      }),
  );

test('a live notebook runs, keeps its work, and opens again without the server', async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && !url.href.startsWith(server.address)) {
      elsewhere.push(url.href);
    }
  });
  const { address } = server;
  await page.goto(lab(address));
  await code(page, 0).waitFor();
  const all = kept(page);
  const sum = "const n: number = 6 * 7;\nconsole.log('answer', n);";
  assert.equal((await runCell(page, 0, sum)).trim(), 'answer 42');
  const wrong = await runCell(page, 1, 'const word: string = n;');
  assert.match(wrong, /^line 1: Type 'number' is not assignable to type 'string'\.\nconst word/);
  await page.keyboard.press('Control+S');
  await all;
  await page.waitForTimeout(2000); // JupyterLite writes the notebook down after it says so
  await server.close();
  await page.goto(lab(address));
  await code(page, 0).waitFor();
  await code(page, 0).locator('.cm-content', { hasText: '6 * 7' }).waitFor();
  const planned = "import { planScenes } from './lib/scenes';\nconsole.log(planScenes(8).length);";
  assert.equal((await runCell(page, 2, planned)).trim(), '2000');
  assert.deepEqual(elsewhere, []);
  await context.close();
});
