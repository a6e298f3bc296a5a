import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import {
  coveredBy,
  lookInWords,
  mapOf,
  placeInWords,
} from '../../lib/evaluation/report-page/page/look-map.js';
import { faultsOf } from '../pages/axe.js';
import { openReady, skipWithoutChromium as skip, startChromium } from '../pages/chromium.js';
import { eventually } from '../pages/eventually.js';
import { writeCatsPage } from './cats-page.js';
import { catFrame, inspectedCats } from './inspected-cats.js';

describe("a word's map", () => {
  test('is read from the looks of its caption, and told in words', async () => {
    const { details, looks } = await inspectedCats(undefined, 1, true);
    assert.deepEqual(looks, catFrame);
    const map = mapOf(details[0].looks!, 1, catFrame);
    assert.deepEqual([...map], [51, 255, 51, 51, 51, 51]);
    assert.equal(
      lookInWords('cat', 0.5, map, catFrame),
      'cat: upper middle, 50 % in the brightest cell',
    );
    const middle = { ...catFrame, rows: 3 };
    assert.equal(placeInWords(Uint8Array.from([0, 0, 0, 0, 9, 0, 0, 0, 0]), middle), 'middle');
    assert.equal(placeInWords(Uint8Array.from([0, 0, 0, 9, 0, 0, 0, 0, 0]), middle), 'middle left');
    assert.equal(placeInWords(Uint8Array.from([0, 0, 0, 0, 0, 9]), catFrame), 'lower right');
  });

  test('covers what the encoder saw: all of the picture, its middle, or a square around it', () => {
    const covered = (fit: typeof catFrame.fit) =>
      Object.values(coveredBy({ ...catFrame, fit }, 60, 40));
    assert.deepEqual(covered('smooth'), [0, 0, 60, 40]);
    assert.deepEqual(covered('crop'), [10, 0, 40, 40]);
    assert.deepEqual(covered('pad'), [0, -10, 60, 60]);
  });

  test('is nowhere where the captioner does not look', async () => {
    const { details, looks } = await inspectedCats();
    assert.deepEqual([looks, details[0].looks], [undefined, undefined]);
  });
});

describe('the page of a captioner that looks', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'looks-'));
  let browser: Browser;
  let page: Page;
  let address: string;

  before(async () => {
    address = pathToFileURL(await writeCatsPage(folder, true)).href;
    browser = await startChromium();
    page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
    await openReady(page, address);
    await page.locator('#order').selectOption('data');
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  const word = (place: number, at: number) =>
    page.locator(`.card[data-place="${place}"] [data-look="${at}"]`);
  const tells = (text: string) =>
    eventually(async () =>
      assert.equal(await page.locator('.card .look-label').textContent(), text),
    );

  const pressed = (one: Locator, value: boolean) =>
    eventually(async () => assert.equal(await one.getAttribute('aria-pressed'), `${value}`));

  /** How dark the map is at a place of the picture, 0 to 255. */
  const darkness = (x: number, y: number) =>
    page.locator('canvas.look').evaluate(
      (one, [x, y]) => {
        const canvas = one as HTMLCanvasElement;
        const pen = canvas.getContext('2d')!;
        return pen.getImageData(x * canvas.width, y * canvas.height, 1, 1).data[3];
      },
      [x, y],
    );

  test('lays the map of a word over its picture while the pointer is on it', async () => {
    await word(0, 1).hover();
    await page.locator('.card[data-place="0"] canvas.look').waitFor();
    await tells('cat: upper middle, 50 % in the brightest cell');
    await eventually(async () => {
      assert.equal(await darkness(0.5, 0.2), 0, 'bright where it looked');
      assert.ok((await darkness(0.1, 0.9)) > 100, 'dark where it did not');
    });
    await page.locator('h1').hover();
    await page.locator('canvas.look').waitFor({ state: 'detached' });
  });

  test('keeps it after a click, until another one', async () => {
    await word(0, 0).click();
    await page.locator('h1').hover();
    await tells('black: upper left, 50 % in the brightest cell');
    await pressed(word(0, 0), true);
    await word(1, 5).click();
    await page.locator('.card[data-place="1"] canvas.look').waitFor();
    await eventually(async () => assert.equal(await page.locator('canvas.look').count(), 1));
    await pressed(word(0, 0), false);
    await word(1, 5).click();
    await page.locator('h1').hover();
    await page.locator('canvas.look').waitFor({ state: 'detached' });
  });

  test('goes from word to word by arrow keys, on a card and on an opened one', async () => {
    await page.locator('.card[data-place="0"] .open').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() =>
      document.querySelector('.look-label')?.textContent?.startsWith('sits'),
    );
    const heard = page.locator('.card[data-place="0"] [aria-live]');
    await heard.filter({ hasText: /^sits: upper right, 50 % in the brightest cell$/ }).waitFor();
    await page.locator('.card[data-place="0"] .open').click();
    await page.locator('dialog .neighbours').waitFor();
    await page.locator('dialog [data-look="0"]').focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('dialog canvas.look').waitFor();
    assert.equal(await page.locator('#picture-title').textContent(), 'a', 'no other picture');
    await page.keyboard.press('Escape');
  });

  test('lays nothing over a picture that cannot be read', async () => {
    await word(0, 1).hover(); // what maps are read from has been loaded
    await page.locator('.card[data-place="0"] canvas.look').waitFor();
    await word(2, 0).hover();
    await page.locator('canvas.look').waitFor({ state: 'detached' });
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    assert.equal(await page.locator('canvas.look').count(), 0);
  });

  test('has no fault that axe-core knows, with a map on a card and on an opened one', async () => {
    const faults = await faultsOf(browser, address, async (page, look) => {
      await page.locator('html[data-ready]').waitFor();
      await page.locator('.card[data-place="0"] [data-look="1"]').click();
      await page.locator('canvas.look').waitFor();
      await look('a map on a card');
      await page.locator('.card[data-place="0"] .open').click();
      await page.locator('.neighbours').waitFor();
      await page.locator('dialog [data-look="1"]').focus();
      await page.keyboard.press('ArrowRight');
      await page.locator('dialog canvas.look').waitFor();
      await look('a map on an opened card');
    });
    assert.deepEqual(faults, []);
  });
});
