import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { barPlot, figurePage } from '../../lib/display/index.js';
import { writeTrialsPage } from '../../lib/evaluation/search/trials-page.js';
import { writeCatsPage } from '../evaluation/cats-page.js';
import { faultsOf, type Look } from './axe.js';
import { skipWithoutChromium, startChromium } from './chromium.js';
import { trials } from './trials.js';

const folder = mkdtempSync(join(tmpdir(), 'pages-'));
const addressOf = (path: string) => pathToFileURL(path).href;

describe('a page that is written', { skip: skipWithoutChromium }, () => {
  let browser: Browser;
  before(async () => {
    browser = await startChromium();
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  test('has no fault that axe-core knows: the inspector, its filters and an opened card', async () => {
    const path = await writeCatsPage(folder);
    const faults = await faultsOf(browser, addressOf(path), async (page, look) => {
      await page.locator('html[data-ready]').waitFor();
      await look('closed');
      await page.locator('.chip.wrong[data-class]').first().click();
      await page.locator('#search').fill('dog');
      await look('filtered');
      await page.locator('#search').fill('elephant');
      await page.locator('#nothing').waitFor();
      await look('nothing found');
      await page.locator('#reset').click();
      await page.locator('.card[data-place="1"] .open').click();
      await page.locator('.neighbours').waitFor();
      await look('opened');
    });
    assert.deepEqual(faults, []);
  });

  test('tells in the inspector by more than colour what stands out, and bars begin in one line', async () => {
    const path = await writeCatsPage(folder);
    for (const width of [390, 1200]) {
      const page = await browser.newPage({ viewport: { width, height: 700 } });
      await page.goto(addressOf(path));
      await page.locator('html[data-ready]').waitFor();
      const among = width === 390 ? '' : '.scroll:first-child'; // the tables are below, or beside each other
      for (const column of [3, 5]) {
        const bars = await page
          .locator(`.word-tables ${among} td:nth-child(${column}) svg`)
          .evaluateAll((all) => all.map((bar) => bar.getBoundingClientRect().toJSON()));
        const [first] = bars;
        assert.ok(bars.length > 1);
        for (const { left, width } of bars) {
          assert.equal(left, first.left, `column ${column} at ${width} px`);
          assert.ok(width >= 40, `a bar of ${width} px`);
        }
      }
      const style = (kind: string) =>
        page
          .locator(`.card[data-place="1"] .word.${kind} > span:first-child`)
          .first()
          .evaluate((word) => {
            const { fontWeight, borderTopWidth } = getComputedStyle(word);
            return { weight: Number(fontWeight), border: Number.parseFloat(borderTopWidth) };
          });
      const [hit, miss] = [await style('hit'), await style('miss')];
      assert.ok(miss.weight > hit.weight && miss.border > hit.border);
      const heard = page.locator('.card[data-place="1"] .caption .unseen');
      assert.equal(
        await heard.textContent(),
        'white dog is running on road (in no reference: white, dog, is)',
      );
      await page.close();
    }
  });

  test('scrolls an opened card of the inspector by the keyboard', async () => {
    const page = await browser.newPage({ viewport: { width: 390, height: 400 } });
    await page.goto(addressOf(await writeCatsPage(folder)));
    await page.locator('.card .open').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('.neighbours').waitFor();
    await page.keyboard.press('PageDown');
    await page.waitForFunction(() => document.getElementById('picture-body')!.scrollTop > 100);
    await page.close();
  });

  test('has no fault that axe-core knows: the trials, whose table scrolls in itself', async () => {
    const path = join(folder, 'trials.html');
    writeTrialsPage(path, 'scenes', trials);
    const widths: number[] = [];
    const faults = await faultsOf(browser, addressOf(path), async (page, look, width) => {
      await look();
      const table = page.locator('.scroll');
      const over = await table.evaluate((one) => one.scrollWidth - one.clientWidth);
      if (width === 390) widths.push(over);
      assert.equal(await table.getAttribute('tabindex'), '0');
      await assertApart(page);
      const inTable = await page.locator('.trials tbody td:nth-child(2)').allTextContents();
      assert.deepEqual(inTable, ['1.021', '0.811', '0.790', '0.053']);
      const written = await page.locator('.cl-parallel text:visible').allTextContents();
      for (const text of [inTable[0], inTable[3]]) assert.ok(written.includes(text), text);
    });
    assert.deepEqual(faults, []);
    assert.ok(widths.length === 1 && widths[0] > 0, 'the table is wider than a phone');
  });

  test('has no fault that axe-core knows: a figure', async () => {
    const path = join(folder, 'figure.html');
    const bars = ['dog', 'cat', 'cow'].map((label, at) => ({ label, value: 1200 * (at + 1) }));
    writeFileSync(path, figurePage(barPlot(bars, { title: 'Dogs & <cats>', xTitle: 'words' })));
    const draw = async (page: Page, look: Look) => {
      await page.locator('.xtick text').first().waitFor();
      await look();
    };
    assert.deepEqual(await faultsOf(browser, addressOf(path), draw), []);
  });
});

/** No word of the plot that is seen lies on another, tilted or cut off at the page's edge. */
async function assertApart(page: Page): Promise<void> {
  const boxes = await page.locator('.cl-parallel text').evaluateAll((all) =>
    all
      .map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0)
      .map(({ text, box: { left, right, top, bottom } }) => ({ text, left, right, top, bottom })),
  );
  assert.ok(boxes.length > 10);
  const width = page.viewportSize()?.width ?? 0;
  for (const [at, one] of boxes.entries()) {
    assert.ok(one.left >= 0 && one.right <= width, `${one.text} is cut off`);
    assert.ok(one.bottom - one.top < 24, `${one.text} is tilted`);
    for (const other of boxes.slice(at + 1)) {
      const apart =
        one.right <= other.left + 1 ||
        other.right <= one.left + 1 ||
        one.bottom <= other.top + 3 ||
        other.bottom <= one.top + 3;
      assert.ok(apart, `${one.text} and ${other.text} overprint at ${width} px`);
    }
  }
}
