import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { parse } from 'node-html-parser';
import type { Browser, Page } from 'playwright-core';
import { runFolder } from '../../lib/outputs/index.js';
import { faultsOf, type Look } from '../pages/axe.js';
import { skipWithoutChromium, startChromium } from '../pages/chromium.js';
import { eventually } from '../pages/eventually.js';
import { figureFaults, figuresDrawn } from '../pages/figure-faults.js';

/*
 * Whether the pages of the notebooks as they were run can be read by everybody: after `npm run notebooks`.
 */

const folder = runFolder('notebooks');
const pages = existsSync(folder)
  ? readdirSync(folder).filter((name) => name.endsWith('.html'))
  : [];
const MOST_BYTES = 1_500_000;
/** A phone, a desk and what lies between, in pixels: there nothing but figures is laid out in another way. */
const PHONE = 390;
const TABLET = 800;
const DESK = 1400;
/** A page takes half a minute at all three. Where time is short, each is looked at in one of two. */
const widthsOf = (page: number) =>
  process.env.CI ? [page % 2 ? PHONE : DESK] : [PHONE, TABLET, DESK];

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

describe('the pages in a browser, light and dark, on a phone and a desk', {
  skip: skipWithoutChromium,
  concurrency: 2,
}, () => {
  let browser: Browser;
  before(async () => {
    browser = await startChromium();
  });
  after(async () => {
    await browser?.close();
  });

  for (const [place, name] of pages.entries()) {
    const address = pathToFileURL(join(folder, name)).href;
    const widths = widthsOf(place);

    it(`${name} breaks no rule of axe-core, and its figures can be read: ${widths.join(', ')} pixels`, async () => {
      const look = async (page: Page, atAll: Look, width: number) => {
        await figuresDrawn(page);
        await eventually(async () => assert.deepEqual(await figureFaults(page), [], `at ${width}`));
        if (width !== TABLET) await atAll();
      };
      assert.deepEqual(await faultsOf(browser, address, look, widths), []);
    });
  }
});
