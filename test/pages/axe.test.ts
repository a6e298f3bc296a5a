import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { faultsOf, schemes, widths } from './axe.js';
import { skipWithoutChromium, startChromium } from './chromium.js';

const folder = mkdtempSync(join(tmpdir(), 'axe-'));

function pageOf(name: string, body: string): string {
  const path = join(folder, `${name}.html`);
  const head =
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A</title>';
  writeFileSync(
    path,
    `<!doctype html><html lang="en"><head>${head}</head><body>${body}</body></html>`,
  );
  return pathToFileURL(path).href;
}

describe('what is wrong with a page', { skip: skipWithoutChromium }, () => {
  let browser: Browser;
  before(async () => {
    browser = await startChromium();
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  test('is nothing where it is well made', async () => {
    const address = pageOf('good', '<main><h1>A page</h1><p>Words.</p></main>');
    assert.deepEqual(await faultsOf(browser, address), []);
  });

  test('is told in words, for the view and the state that it is seen in', async () => {
    const address = pageOf(
      'bad',
      `<main><h1>A page</h1><img src="https://elsewhere.invalid/a.png">
       <p style="color:#aaa;background:#fff">pale</p><p style="width:600px" id="wide">wide</p></main>`,
    );
    const faults = await faultsOf(browser, address, async (page, look) => {
      await look('opened');
      await page.locator('#wide').evaluate((one) => {
        one.outerHTML =
          '<style>@media(prefers-color-scheme:dark){.night{color:#222;background:#111}}</style><p class="night">by night</p>';
      });
      await look('mended');
    });
    const all = faults.join('\n');
    for (const width of widths) {
      assert.match(all, new RegExp(`${width} px, light, opened: image-alt \\(critical\\)`));
      for (const scheme of schemes)
        assert.match(all, new RegExp(`${width} px, ${scheme}, opened: color-contrast .*, 1 times`));
      assert.ok(all.includes(`${width} px: asked for https://elsewhere.invalid/a.png`));
    }
    assert.match(all, /1200 px, dark, mended: color-contrast .*, 2 times.*by night/s);
    assert.doesNotMatch(all, /light, mended: .*by night/);
    const wide = faults.filter((one) => one.includes('wider than the window'));
    assert.equal(wide.length, 1, 'on the phone only, before it was mended');
    assert.match(wide[0], /^390 px, opened: \d+ pixels wider.*\n.*id="wide"/s);
  });
});
