import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { findJupyter } from '../../lib/kernel/jupyter/find-jupyter.js';
import { chooseNotebooks } from '../../lib/kernel/notebooks/choose.js';
import { projectRoot, runFolder } from '../../lib/outputs/index.js';
import { skipWithoutChromium, startChromium } from '../pages/chromium.js';
import { eventually } from '../pages/eventually.js';
import { openNotebook, runCellByCell, startJupyterLab } from './jupyterlab-page.js';

/** Which notebook: `npm run test:browser` sets it; as it trains a model, `npm test` leaves this test out. */
const wanted = process.env.CAPTIONLAB_BROWSER_NOTEBOOK;
const timeout = 10 * 60_000;

function reasonToSkip(): string | false {
  if (!wanted) return 'run it by npm run test:browser';
  if (skipWithoutChromium) return skipWithoutChromium;
  return findJupyter('lab') ? false : 'no JupyterLab here: npm start installs one';
}

async function figuresOf(page: Page) {
  const figures = page.locator('.jp-OutputArea .cl-figure svg.main-svg');
  await figures.first().waitFor();
  await page.waitForFunction(() => !document.querySelector('.cl-figure > p'));
  return figures;
}

test('a notebook runs cell by cell in JupyterLab, and its figures are seen', {
  skip: reasonToSkip(),
  timeout,
}, async () => {
  const [notebook] = chooseNotebooks([wanted as string], join(projectRoot, 'notebooks'));
  const folder = runFolder('browser');
  mkdirSync(folder, { recursive: true });
  // JupyterLab saves what it executes: a copy, so that the notebook keeps its empty outputs.
  copyFileSync(notebook, join(folder, 'notebook.ipynb'));
  const lab = await startJupyterLab();
  const browser = await startChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 1600 } });
    const kernel = await openNotebook(page, lab.address, 'outputs/browser/notebook.ipynb');
    assert.equal(kernel, 'TypeScript (captionlab)');
    const executed = await runCellByCell(page, timeout);
    assert.ok(executed > 5, `${executed} code cells`);
    const errors = page.locator('[data-mime-type="application/vnd.jupyter.error"]');
    assert.deepEqual(await errors.allInnerTexts(), []);
    const figures = await figuresOf(page);
    const pictures = page.locator('.jp-OutputArea img');
    await eventually(async () => {
      const sizes = await pictures.evaluateAll((images) =>
        images.map((image) => (image as HTMLImageElement).naturalWidth),
      );
      assert.ok(
        sizes.every((width) => width > 0),
        `pictures of width ${sizes}`,
      );
      const boxes = await figures.evaluateAll((all) =>
        all.map((one) => one.getBoundingClientRect().height),
      );
      assert.ok(
        boxes.some((height) => height > 100),
        `figures of height ${boxes}`,
      );
    });
    await figures.first().scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(folder, 'first-figure.png') });
    await figures.last().scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(folder, 'last-figure.png') });
    await page.keyboard.press('Control+s');
    await page.locator('.jp-mod-dirty').waitFor({ state: 'detached' });
    const saved = statSync(join(folder, 'notebook.ipynb')).size;
    assert.ok(saved < 1_000_000, `${saved} bytes`);
    const count = await figures.count();
    await page.close();
    const reopened = await browser.newPage({ viewport: { width: 1280, height: 1600 } });
    await openNotebook(reopened, lab.address, 'outputs/browser/notebook.ipynb');
    const again = await figuresOf(reopened);
    await eventually(async () =>
      assert.equal(await again.count(), count, 'figures of the notebook as it was saved'),
    );
    await again.first().scrollIntoViewIfNeeded();
    await reopened.screenshot({ path: join(folder, 'reopened.png') });
  } finally {
    await browser.close();
    await lab.stop();
  }
});
