import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { placeFigureLibrary } from '../../../lib/kernel/jupyter/figure-library.js';
import { indexPage } from '../../../lib/kernel/notebooks/index-page.js';
import type { ListedRun } from '../../../lib/kernel/notebooks/run-list.js';
import { faultsOf } from '../../pages/axe.js';
import { skipWithoutChromium, startChromium } from '../../pages/chromium.js';
import { figureFaults, figuresDrawn } from '../../pages/figure-faults.js';
import { bookFolder, everything, pageIn } from './sample-notebook.js';

describe('a notebook’s page and the index', { skip: skipWithoutChromium }, () => {
  const folder = bookFolder();
  let browser: Browser;
  before(async () => {
    browser = await startChromium();
    placeFigureLibrary(folder);
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  function written(name: string, html: string): string {
    writeFileSync(join(folder, name), html);
    return pathToFileURL(join(folder, name)).href;
  }

  it('break no rule of axe-core with every kind of output, light and dark, on a phone and a desk', async () => {
    const { html } = pageIn(folder, everything, { cell: 3, message: 'Error: it broke' });
    const faults = await faultsOf(browser, written('01-first.html', html), async (page, look) => {
      await figuresDrawn(page);
      await look('closed');
      assert.deepEqual(await figureFaults(page), []);
      await page.locator('.contents details').evaluate((list) => list.setAttribute('open', ''));
      await look('with its contents');
    });
    assert.deepEqual(faults, []);
  });

  it('have lines of at most 90 characters, one left edge, and places for the keyboard where they scroll', async () => {
    const { html } = pageIn(folder, everything);
    const address = written(
      '01-first.html',
      html.replace('How many?', `${'How many words '.repeat(60)}?`),
    );
    for (const width of [390, 1400]) {
      const page = await browser.newPage({ viewport: { width, height: 900 } });
      await page.goto(address);
      await figuresDrawn(page);
      const seen = await page.evaluate(() => {
        const lefts = Array.from(
          document.querySelectorAll('.prose > p, .prose > h2, pre.code, .outputs > *, .prompt'),
        )
          .map((element) => element.getBoundingClientRect())
          .filter(({ width }) => width > 0)
          .map(({ left }) => Math.round(left));
        const long = Array.from(document.querySelectorAll('.prose p')).at(-1) as HTMLElement;
        const lines = Math.round(
          long.offsetHeight / Number.parseFloat(getComputedStyle(long).lineHeight),
        );
        const scrolls = Array.from(document.querySelectorAll('main *')).filter(
          (one) =>
            one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX === 'auto',
        );
        return {
          lefts: [...new Set(lefts)],
          letters: (long.textContent ?? '').length / lines,
          scrolling: scrolls.length,
          unreachable: scrolls.filter((one) => (one as HTMLElement).tabIndex < 0).length,
          stops: document.querySelectorAll('main [tabindex="0"]').length,
        };
      });
      assert.equal(seen.lefts.length, 1, `left edges at ${width}: ${seen.lefts}`);
      assert.ok(seen.letters <= 90, `${seen.letters} characters a line at ${width}`);
      assert.ok(seen.scrolling > 0);
      assert.equal(seen.unreachable, 0);
      assert.equal(seen.stops, seen.scrolling, 'what fits is passed by');
      await page.close();
    }
  });

  it('list the notebooks without a fault, those that failed too', async () => {
    const runs: ListedRun[] = ['01-first', '02-second'].map((notebook, i) => ({
      ...{ notebook, title: `0${i + 1} · A title`, dataset: 'scenes', cells: 3, seconds: 12 },
      about: 'see · say · hear',
      ...(i === 1 && { failure: { cell: 2, message: 'Error: it broke' } }),
    }));
    assert.deepEqual(await faultsOf(browser, written('index.html', indexPage(runs))), []);
  });
});
