import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import {
  openReady,
  shownPlaces,
  skipWithoutChromium as skip,
  startChromium,
} from '../pages/chromium.js';
import { eventually } from '../pages/eventually.js';
import { writeCatsPage } from './cats-page.js';
import { malicious, unruly } from './inspected-cats.js';

const folder = mkdtempSync(join(tmpdir(), 'report-'));

let path: string;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

before(async () => {
  path = await writeCatsPage(folder);
  if (skip) return;
  browser = await startChromium();
  page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('request', (request) => {
    if (!request.url().startsWith('file:')) complaints.push(`asked for ${request.url()}`);
  });
  await openReady(page, pathToFileURL(path).href);
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

const shows = (places: number[]) =>
  eventually(async () => assert.deepEqual(await shownPlaces(page), places));
const counts = (text: string) =>
  eventually(async () => assert.equal(await page.locator('#count').textContent(), text));

test('the page holds what captions say as text', () => {
  const html = readFileSync(path, 'utf8');
  assert.ok(!html.includes('<img src=x'));
  assert.ok(!html.includes('<svg/onload'));
  assert.ok(html.includes("default-src 'none'"));
});

describe('the page in a browser, opened from disk', { skip }, () => {
  test('shows a card a picture, the worst first, each with what people said of it as alternative text', async () => {
    await shows([2, 1, 0]);
    await counts('3 pictures');
    const alts = await page
      .locator('.card img')
      .evaluateAll((all) => all.map((image) => (image as HTMLImageElement).alt));
    assert.deepEqual(alts, [
      'Two brown dogs are running on a road',
      'A black cat sits on the grass .',
    ]);
    assert.match((await page.locator('.card').first().textContent()) ?? '', /c cannot be read/);
    assert.deepEqual(await page.locator('.card').last().locator('.people li').allTextContents(), [
      'A black cat sits on the grass .',
      'The cat is sitting outside',
    ]);
    const image = page.locator('.card img').first();
    await image.scrollIntoViewIfNeeded();
    await page.waitForFunction(
      () => (document.querySelector('.card img') as HTMLImageElement).naturalWidth === 520,
    );
  });

  test('filters, searches and sorts, and says how many are left', async () => {
    await page.getByRole('button', { name: /^colour wrong/ }).click();
    await shows([1]);
    await counts('1 of 3 pictures');
    await page.locator('#reset').click();
    await page.locator('#search').fill('cat grass');
    await shows([0]);
    await page.locator('#search').fill('elephant');
    await page.locator('#nothing').waitFor();
    await page.locator('#reset').click();
    await page.locator('#order').selectOption('best');
    await shows([0, 1, 2]);
    await page.locator('[data-word="dog"]').click();
    await shows([1]);
    await page.locator('#reset').click();
  });

  test('opens a card by the keyboard, turns by arrow keys, and closes by Escape', async () => {
    const buttons = page.locator('.card .open');
    await buttons.nth(1).focus();
    await page.keyboard.press('Enter');
    await page.locator('.steps').waitFor();
    await page.locator('#picture-body:focus').waitFor();
    const titled = (name: string) =>
      eventually(async () =>
        assert.equal(await page.locator('#picture-title').textContent(), name),
      );
    await titled('b');
    assert.equal(await page.locator('.steps > li').count(), 7);
    assert.deepEqual(await page.locator('mark').allTextContents(), ['running', 'on', 'road']);
    assert.deepEqual(
      await page
        .locator('.neighbours img')
        .evaluateAll((all) => all.map((image) => (image as HTMLImageElement).alt)),
      ['A brown dog runs on the road', 'A black cat sits on grass .'],
    );
    await page.keyboard.press('ArrowRight');
    await titled('a');
    await page.waitForURL(/#picture=a$/);
    await page.keyboard.press('ArrowRight');
    await titled('a');
    await page.keyboard.press('Escape');
    await page.locator('dialog:not([open])').waitFor({ state: 'attached' });
    await page.locator('.card[data-place="0"] .open:focus').waitFor(); // after the browser has told that it closed
  });

  test('opens the picture that its address names', async () => {
    await page.goto(`${pathToFileURL(path).href}#picture=b`);
    await page.reload();
    await page.locator('.steps').waitFor();
    await page.locator('#picture-title', { hasText: /^b$/ }).waitFor();
    await page.locator('#picture-close').click();
  });

  test('shows markup in captions and references as text', async () => {
    const card = page.locator('.card[data-place="2"]');
    assert.ok((await card.textContent())?.includes(unruly));
    await card.locator('.open').click();
    await page.locator('.steps').waitFor();
    assert.ok((await page.locator('.references').textContent())?.includes(malicious));
    await page.keyboard.press('Escape');
    assert.notEqual(await page.title(), 'broken');
    assert.notEqual(await page.evaluate(() => window.name), 'torn');
    assert.equal(await page.locator('svg[onload]').count(), 0);
  });

  test('fits a narrow screen, light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: 360, height: 700 });
      await eventually(async () => {
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${over} pixels too wide`);
      });
    }
  });

  test('asks for nothing that does not lie beside it, and has nothing to complain of', () => {
    assert.deepEqual(complaints, []);
  });
});
