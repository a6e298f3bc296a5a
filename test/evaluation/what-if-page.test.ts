import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { chosenPictures, type Inspection, type WhatIf } from '../../lib/evaluation/index.js';
import { faultsOf } from '../pages/axe.js';
import { openReady, skipWithoutChromium as skip, startChromium } from '../pages/chromium.js';
import { eventually } from '../pages/eventually.js';
import { writeCatsPage } from './cats-page.js';
import { inspectedCats } from './inspected-cats.js';

/** Of the second cat: the middle of three patches takes most from the caption, and changes it. */
const whatIf: WhatIf = {
  ...{ colour: '#808080', rows: 1, columns: 3, logProbability: -1.5 },
  covered: [
    { logProbability: -1.25 },
    { logProbability: -5.5, caption: 'a boy <b>sits</b>' },
    { logProbability: -3.5 },
  ],
  others: [
    [{ word: 'cat', probability: 0.8, caption: 'cat is running', logProbability: -2.25 }],
    ...Array.from({ length: 6 }, () => []),
  ],
};

const withWhatIf = (inspection: Inspection): Inspection => ({
  ...inspection,
  details: inspection.details.map((one, at) => (at === 1 ? { ...one, whatIf } : one)),
});

test('pictures are chosen whose captions the model was surest of, with a mistake and without', async () => {
  const { pictures } = await inspectedCats();
  assert.deepEqual(chosenPictures(pictures), ['b', 'c', 'a']);
  const many = Array.from({ length: 9 }, (_, at) => ({
    ...pictures[at % 2],
    imageId: `${at % 2 === 0 ? 'good' : 'wrong'}${at}`,
    greedy: { ...pictures[0].greedy, confidence: at / 10 },
  }));
  assert.deepEqual(chosenPictures(many), [
    ...['wrong7', 'wrong5', 'wrong3'],
    ...['good8', 'good6', 'good4'],
  ]);
});

describe('what if, on the page', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'what-if-'));
  let browser: Browser;
  let page: Page;
  let address: string;

  before(async () => {
    address = pathToFileURL(await writeCatsPage(folder, false, withWhatIf)).href;
    browser = await startChromium();
    page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
    await openReady(page, address);
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  test('leads to the pictures that were tried, and to no others', async () => {
    const list = page.locator('#what-if button');
    assert.deepEqual(await list.allTextContents(), ['white dog is running on road']);
    await list.first().click();
    await page.locator('.cover').waitFor();
  });

  test('the patch that takes most is the strongest, one that takes nothing has no colour', async () => {
    const losses = await page
      .locator('.patch')
      .evaluateAll((all) =>
        all.map((one) => (one as HTMLElement).style.getPropertyValue('--loss')),
      );
    assert.deepEqual(losses, ['0%', '70%', '35%']);
    assert.deepEqual(await page.locator('.patch').allTextContents(), ['', '≠', '']);
  });

  test('covers a patch by arrow keys and tells what becomes of the caption', async () => {
    await page.locator('.patch').first().focus();
    const says = page.locator('.cover-says');
    const text =
      /^Log probability of the caption: −1\.50 → −1\.25\. The model still says the same\.$/;
    await says.filter({ hasText: text }).waitFor();
    await page.keyboard.press('ArrowRight');
    await says.filter({ hasText: /−5\.50\. Now it says: “a boy <b>sits<\/b>”$/ }).waitFor();
    assert.equal(await page.locator('#picture-title').textContent(), 'b', 'no other picture');
    const covered = page.locator('.patch').nth(1);
    await eventually(async () => {
      const colour = await covered.evaluate((one) => getComputedStyle(one).backgroundColor);
      assert.equal(colour, 'rgb(128, 128, 128)');
    });
  });

  test('puts another word and tells how the caption goes on', async () => {
    const words = page.locator('.steps button');
    assert.deepEqual(await words.allTextContents(), ['cat'], 'only what was tried can be chosen');
    await words.first().focus();
    await page.keyboard.press('Enter');
    const says = page.locator('.other-says');
    await says.filter({ hasText: /^It goes on: cat is running/ }).waitFor();
    assert.equal(await says.locator('mark').textContent(), 'cat');
  });

  test('has no fault that axe-core knows', async () => {
    const faults = await faultsOf(browser, address, async (page, look) => {
      await page.locator('html[data-ready]').waitFor();
      await page.locator('#what-if button').first().click();
      await page.locator('.cover').waitFor();
      await page.locator('.steps button').first().click();
      await page.locator('.other-says mark').waitFor();
      await page.locator('.patch').nth(1).click();
      await page.locator('.cover-says', { hasText: 'Now it says' }).waitFor();
      await look('a patch covered, another word put');
    });
    assert.deepEqual(faults, []);
  });
});

test('there is nothing of it where nothing was tried', { skip }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'no-what-if-'));
  const browser = await startChromium();
  const page = await browser.newPage();
  await openReady(page, pathToFileURL(await writeCatsPage(folder)).href);
  await page.locator('.card[data-place="1"] .open').click();
  await page.locator('.steps').waitFor();
  assert.equal(await page.locator('#what-if, .cover, .steps button').count(), 0);
  await browser.close();
  rmSync(folder, { recursive: true });
});
