import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { parse } from 'node-html-parser';
import type { Browser } from 'playwright-core';
import { runFolder } from '../../lib/outputs/index.js';
import { faultsOf } from '../pages/axe.js';
import { skipWithoutChromium, startChromium } from '../pages/chromium.js';
import { figureFaults, figuresDrawn } from '../pages/figure-faults.js';

/*
 * Whether the pages of the notebooks as they were run can be read by everybody: after `npm run notebooks`.
 */

const folder = runFolder('notebooks');
const pages = existsSync(folder)
  ? readdirSync(folder).filter((name) => name.endsWith('.html'))
  : [];
const MOST_BYTES = 1_500_000;

/** Links of a page to pages that are not there, or to places that these have not. */
function deadLinks(name: string): string[] {
  const page = parse(readFileSync(join(folder, name), 'utf8'));
  const addresses = page.querySelectorAll('a[href]').map((link) => link.getAttribute('href') ?? '');
  return addresses.filter((address) => {
    if (/^[a-z]+:/.test(address)) return false;
    const [file, place] = address.split('#');
    const target = file ? join(folder, decodeURIComponent(file)) : join(folder, name);
    if (!existsSync(target)) return true;
    if (!place || !target.endsWith('.html')) return false;
    const there = file ? parse(readFileSync(target, 'utf8')) : page;
    return !there.querySelector(`[id="${decodeURIComponent(place)}"]`);
  });
}

describe('the pages of the notebooks', { skip: pages.length === 0 && 'none has been run' }, () => {
  for (const name of pages) {
    it(`${name} is small, and its links lead somewhere`, () => {
      assert.ok(statSync(join(folder, name)).size <= MOST_BYTES);
      assert.deepEqual(deadLinks(name), []);
    });
  }
});

describe('the pages in a browser', { skip: skipWithoutChromium, concurrency: 2 }, () => {
  let browser: Browser;
  before(async () => {
    browser = await startChromium();
  });
  after(async () => {
    await browser?.close();
  });

  for (const name of pages) {
    const address = pathToFileURL(join(folder, name)).href;

    it(`${name} breaks no rule of axe-core, light and dark, on a phone and a desk`, async () => {
      const faults = await faultsOf(browser, address, async (page, look) => {
        await figuresDrawn(page);
        await look();
      });
      assert.deepEqual(faults, []);
    });

    it(`${name} has figures that can be read from 390 to 1400 pixels`, async () => {
      for (const width of [390, 800, 1400]) {
        const page = await browser.newPage({ viewport: { width, height: 900 } });
        await page.goto(address);
        await figuresDrawn(page);
        assert.deepEqual(await figureFaults(page), [], `at ${width}`);
        await page.close();
      }
    });
  }
});
