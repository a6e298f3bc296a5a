import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { exerciseRecords } from '../../lib/classroom/exercise-record.js';
import { findJupyter } from '../../lib/kernel/jupyter/find-jupyter.js';
import { projectRoot, runFolder } from '../../lib/outputs/index.js';
import { skipWithoutChromium, startChromium } from '../pages/chromium.js';
import { openNotebook, startJupyterLab } from './jupyterlab-page.js';

const timeout = 5 * 60_000;

function reasonToSkip(): string | false {
  if (!process.env.CAPTIONLAB_BROWSER_NOTEBOOK) return 'run it by npm run test:browser';
  if (skipWithoutChromium) return skipWithoutChromium;
  return findJupyter('lab') ? false : 'no JupyterLab here: npm start installs one';
}

/** Exercise 5.6 of notebook 05 alone: what it imports, the stub and the check. */
function exerciseAlone(): string {
  const path = join(projectRoot, 'notebooks', '05-caption-preprocessing.ipynb');
  const notebook = JSON.parse(readFileSync(path, 'utf8')) as {
    cells: { id: string; source: string | string[]; metadata: object }[];
  };
  const [stub, check] = ['exercise-5-6-code', 'check-5-6'].map((id) =>
    notebook.cells.find((cell) => cell.id === id),
  );
  const imports = "import * as prep from './lib/caption-preprocessing';";
  const cells = [{ ...check, id: 'imports', source: imports, metadata: {} }, stub, check];
  return JSON.stringify({ ...notebook, cells });
}

const head = 'function padInFront(sequence: number[], length: number): number[] {';
const zeros = 'new Array(Math.max(0, length - sequence.length)).fill(0)';
const wrong = `${head}\n  return [...sequence, ...${zeros}].slice(-length);\n}`;
const right = `${head}\n  return [...${zeros}, ...sequence].slice(-length);\n}`;

const hint = 'The zeros stand behind.';

const cellOf = (page: Page, i: number) => page.locator('.jp-Notebook .jp-Cell').nth(i);
const checked = (page: Page) => cellOf(page, 2).locator('.jp-OutputArea');

/** Runs a cell where it stands, and waits for its new number. */
async function runCell(page: Page, i: number): Promise<void> {
  const prompt = cellOf(page, i).locator('.jp-InputPrompt').first();
  const before = await prompt.textContent();
  await prompt.click();
  await page.keyboard.press('Control+Enter');
  await page.waitForFunction(
    ([at, old]) => {
      const cell = document.querySelectorAll('.jp-Notebook .jp-Cell')[Number(at)];
      const now = cell.querySelector('.jp-InputPrompt')?.textContent ?? '';
      return now !== old && /^\[\d+\]:$/.test(now);
    },
    [String(i), before ?? ''],
    { timeout },
  );
}

/** What the check says to a function that is typed into the cell above it. */
async function answer(page: Page, code: string): Promise<string> {
  await cellOf(page, 1).locator('.cm-content').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(code);
  await page.keyboard.press('Escape');
  await runCell(page, 1);
  await runCell(page, 2);
  return (await checked(page).textContent()) ?? '';
}

test('an exercise is done wrong, its hint read, done right; saved and reopened, the way to it is kept', {
  skip: reasonToSkip(),
  timeout,
}, async () => {
  const folder = runFolder('browser');
  const path = join(folder, 'exercise.ipynb');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, exerciseAlone());
  const lab = await startJupyterLab();
  const browser = await startChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await openNotebook(page, lab.address, 'outputs/browser/exercise.ipynb');
    for (const i of [0, 1, 2]) await runCell(page, i);
    assert.match(
      (await checked(page).textContent()) ?? '',
      /^\s*Exercise 5\.6: not written yet\s*$/,
    );
    assert.ok((await answer(page, wrong)).includes(`Exercise 5.6: not yet. ${hint}`));
    await page.screenshot({ path: join(folder, 'exercise-hint.png') });
    const praise = await answer(page, right);
    assert.match(praise, /Exercise 5\.6: right\./);
    assert.ok(praise.includes('2 tries. Hints on the way:') && praise.includes(`– ${hint}`));
    await page.keyboard.press('Control+s');
    await page.locator('.jp-mod-dirty').waitFor({ state: 'detached' });
    const [record] = exerciseRecords(path);
    assert.deepEqual([record.state, record.tries, record.hints.length], ['right', 2, 1]);
    await page.close();
    const reopened = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await openNotebook(reopened, lab.address, 'outputs/browser/exercise.ipynb');
    assert.equal(await checked(reopened).textContent(), praise);
    await reopened.screenshot({ path: join(folder, 'exercise-reopened.png') });
  } finally {
    await browser.close();
    await lab.stop();
  }
});
