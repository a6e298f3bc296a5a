import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { classPage } from '../../lib/classroom/class-page.js';
import { barPlot, figurePage } from '../../lib/display/index.js';
import { writeTrialsPage } from '../../lib/evaluation/search/trials-page.js';
import { placeFigureLibrary } from '../../lib/kernel/jupyter/figure-library.js';
import { indexPage } from '../../lib/kernel/notebooks/index-page.js';
import { writeFoundPage } from '../../lib/searching-pictures/found-page.js';
import { writeCatsPage } from '../evaluation/cats-page.js';
import { malicious } from '../evaluation/inspected-cats.js';
import { everything, pageIn } from '../kernel/notebook-page/sample-notebook.js';
import { skipWithoutChromium, startChromium } from './chromium.js';
import { trials } from './trials.js';

const folder = mkdtempSync(join(tmpdir(), 'hostile-pages-'));
let asked = 0;
const elsewhere = createServer((_, response) => {
  asked++;
  response.setHeader('access-control-allow-origin', '*').end();
});
const addressElsewhere = () => `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/x`;

/** What captions, names, words and settings may hold. */
const evil = () =>
  `${malicious}</script><script src="${addressElsewhere()}"></script><img src="${addressElsewhere()}">`;

function written(name: string, html: string): string {
  writeFileSync(join(folder, name), html);
  return join(folder, name);
}

/** A page of each kind with hostile text wherever text of others stands. */
const pages: Record<string, () => Promise<string>> = {
  report: () => writeCatsPage(folder),
  trials: async () => {
    const path = join(folder, 'trials.html');
    writeTrialsPage(path, evil(), trials);
    return path;
  },
  'found pictures': async () => {
    const path = join(folder, 'found.html');
    const found = [{ imageId: evil(), caption: evil(), score: 1 }];
    await writeFoundPage(path, { imagePaths: new Map() }, evil(), { words: found as never });
    return path;
  },
  figure: async () => {
    const bars = [{ label: evil(), value: 2 }];
    return written('figure.html', figurePage(barPlot(bars, { title: evil(), xTitle: evil() })));
  },
  class: async () => {
    const record = { exercise: evil(), state: 'not yet', points: 1, tries: 2, hints: [evil()] };
    const notebooks = [{ notebook: '05', exercises: [record as never] }];
    return written('class.html', classPage([{ name: evil(), notebooks }], evil()));
  },
  index: async () => {
    const run = { notebook: evil(), title: evil(), about: evil(), cells: 3, seconds: 2 };
    return written('index.html', indexPage([{ ...run, dataset: evil() } as never]));
  },
  notebook: async () => {
    const data = { 'text/html': `<p onclick="x()">${evil()}</p><script>document.title='broken'` };
    const cell = {
      cell_type: 'code',
      source: evil(),
      outputs: [{ output_type: 'display_data', data }],
    };
    const { html } = pageIn(folder, { cells: [...everything.cells, cell] } as never);
    return written('notebook.html', html);
  },
};

describe('a page with hostile text', { skip: skipWithoutChromium }, () => {
  let browser: Browser;
  before(async () => {
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    for (const name of ['01-first.ipynb', '02-second.ipynb']) written(name, '{"cells":[]}');
    written('dot.png', '');
    written('notes.txt', '');
    mkdirSync(join(folder, 'report'), { recursive: true });
    placeFigureLibrary(folder);
    browser = await startChromium();
  });
  after(async () => {
    await browser?.close();
    elsewhere.close();
    rmSync(folder, { recursive: true });
  });

  for (const [name, write] of Object.entries(pages)) {
    test(`runs nothing of it and asks nobody, even where it is put in as it is: ${name}`, async () => {
      asked = 0;
      const page = await browser.newPage();
      page.on('dialog', () => assert.fail('it speaks'));
      await page.goto(pathToFileURL(await write()).href);
      const title = await page.title();
      // As if something had not been escaped: the page's policy is what is left.
      await page.evaluate(
        async ([html, address]) => {
          const place = document.createElement('div');
          place.innerHTML = html;
          document.body.append(place);
          const script = document.createElement('script');
          script.textContent = "document.title = 'broken'";
          document.body.append(script);
          await fetch(address).catch(() => {});
          await new Promise((done) => setTimeout(done, 100));
        },
        [evil(), addressElsewhere()] as const,
      );
      assert.equal(await page.title(), title);
      assert.notEqual(title, 'broken');
      assert.equal(asked, 0);
      await page.close();
    });
  }
});
