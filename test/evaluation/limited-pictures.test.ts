import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import type { Inspection, Slice } from '../../lib/evaluation/index.js';
import { faultsOf } from '../pages/axe.js';
import {
  openReady,
  shownPlaces,
  skipWithoutChromium as skip,
  startChromium,
} from '../pages/chromium.js';
import { eventually } from '../pages/eventually.js';
import { writeCatsPage } from './cats-page.js';

const slice = (name: string, places: number[], CIDEr: number): Slice => ({
  ...{ kind: 'subject', name, places },
  scores: { CIDEr, 'BLEU-4': 0.25 },
  intervals: {
    CIDEr: { low: CIDEr - 0.2, high: CIDEr + 0.4 },
    'BLEU-4': { low: 0.2, high: 0.3 },
  },
});

/** The three cats as if two of them were a slice, and a kite had been named that is not there. */
const withSlices = (inspection: Inspection): Inspection => ({
  ...inspection,
  slices: [slice('cat', [0, 1], 1.25), slice('bird', [2], 0.75)],
  hallucinations: {
    ...inspection.hallucinations,
    things: [{ thing: 'kite', named: 4, absent: 1 }],
  },
  pictures: inspection.pictures.map((one, at) => (at === 1 ? { ...one, absent: ['kite'] } : one)),
});

describe('slices and things that are not there, on the page', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'slices-'));
  let browser: Browser;
  let page: Page;
  let address: string;

  before(async () => {
    address = pathToFileURL(await writeCatsPage(folder, false, withSlices)).href;
    browser = await startChromium();
    page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
    await openReady(page, address);
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  const shows = (places: number[]) =>
    eventually(async () => assert.deepEqual((await shownPlaces(page)).sort(), places));

  test('every slice stands with its protocol, its score and its interval', async () => {
    const table = page.locator('.slice-table').first();
    assert.match((await table.locator('thead').textContent()) ?? '', /CIDEr \(tutorial\)/);
    const cells = await table.locator('tbody tr').first().locator('th,td').allTextContents();
    assert.deepEqual(cells, ['cat', '2', '1.2501.050–1.650', '', '0.2500.200–0.300']);
  });

  test('the dot lies between the ends of its line, and all rows share one axis', async () => {
    const rows = await page.locator('.slice-table .drawn svg:not(.axis)').evaluateAll((all) =>
      all.map((svg) => {
        const [low, high, dot, all] = [
          ['.whisker', 'x1'],
          ['.whisker', 'x2'],
          ['circle', 'cx'],
          ['.all', 'x1'],
        ].map(([selector, name]) =>
          Number.parseFloat(svg.querySelector(selector)?.getAttribute(name) ?? ''),
        );
        return { low, high, dot, all };
      }),
    );
    assert.equal(rows.length, 2);
    for (const { low, high, dot } of rows)
      assert.ok(0 <= low && low < dot && dot < high && high <= 100);
    assert.ok(rows[0].dot > rows[1].dot);
    assert.equal(rows[0].all, rows[1].all);
  });

  test('a slice shows its pictures by the keyboard, and its chip takes it off', async () => {
    await page.locator('[data-slice="0"]').focus();
    await page.keyboard.press('Enter');
    await shows([0, 1]);
    const chip = page.locator('#slice');
    await chip.filter({ hasText: /subject: cat/ }).waitFor();
    await chip.click();
    await shows([0, 1, 2]);
    await chip.waitFor({ state: 'hidden' });
  });

  test('a thing shows the pictures where it is not, and a slice besides limits them further', async () => {
    await page.locator('[data-absent="kite"]').click();
    await shows([1]);
    const chips = page.locator('.card .chips').first();
    await chips.filter({ hasText: /not there: kite/ }).waitFor();
    await page.locator('[data-slice="1"]').click();
    await shows([]);
    await page.locator('#reset').click();
    await shows([0, 1, 2]);
  });

  test('says on photographs that the shares are too high', async () => {
    const note = page.locator('#absent-things .note');
    assert.match((await note.textContent()) ?? '', /It may be there all the same/);
  });

  test('has no fault that axe-core knows', async () => {
    const faults = await faultsOf(browser, address, async (page, look) => {
      await page.locator('html[data-ready]').waitFor();
      await page.locator('[data-slice="0"]').click();
      await page.locator('[data-absent="kite"]').click();
      await page.locator('.card .chips', { hasText: 'not there: kite' }).first().waitFor();
      await look('limited');
    });
    assert.deepEqual(faults, []);
  });
});
