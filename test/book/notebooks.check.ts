import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { serveFolder } from '../../lib/in-the-browser/index.js';
import { type LoopbackServer, projectRoot } from '../../lib/outputs/index.js';
import { startChromium } from '../pages/chromium.js';

let [server, browser, context]: [LoopbackServer?, Browser?, BrowserContext?] = [];
const elsewhere: string[] = [];

/** What a cell of the notebook on the page says, as nbformat holds it. */
interface Shown {
  source: string;
  outputs: { output_type: string; text?: string; data?: object; evalue?: string }[];
}

/** As much of JupyterLite's own objects as is asked for here. */
interface Lite {
  jupyterapp: {
    commands: { execute(name: string): Promise<unknown> };
    shell: {
      currentWidget: {
        sessionContext: { ready: Promise<void> };
        content: {
          activeCellIndex: number;
          model: {
            cells: {
              length: number;
              get(at: number): {
                type: string;
                sharedModel: { getSource(): string; setSource(text: string): void };
                outputs: { toJSON(): Shown['outputs'] };
              };
            };
          };
        };
      };
    };
  };
}

/** The notebook is asked, and not its page: JupyterLab draws only the cells near to the view. */
before(async () => {
  server = await serveFolder(join(projectRoot, 'outputs', 'book'));
  browser = await startChromium();
  context = await browser.newContext({ serviceWorkers: 'block' });
  const { address } = server;
  await context.route('**/*', async (route) => {
    const url = route.request().url();
    if (!url.startsWith(address)) {
      elsewhere.push(url);
      return route.abort();
    }
    if (!url.includes('live/jupyter-lite.json')) return route.continue();
    const config = await (await route.fetch()).json();
    config['jupyter-config-data'].exposeAppInBrowser = true;
    return route.fulfill({ json: config });
  });
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/** Opens a notebook in JupyterLite. */
async function opened(name: string): Promise<Page> {
  const page = await (context as BrowserContext).newPage();
  const path = `live/notebooks/index.html?path=notebooks/${name}.ipynb`;
  await page.goto(`${server?.address}${path}`);
  await page.locator('.jp-Notebook .jp-CodeCell').first().waitFor();
  return page;
}

/** Runs all cells, as the menu does, and waits for the last. @returns what they show */
async function runAll(page: Page): Promise<Shown[]> {
  return page.evaluate(async () => {
    const { commands, shell } = (globalThis as unknown as Lite).jupyterapp;
    await shell.currentWidget.sessionContext.ready;
    await commands.execute('notebook:run-all-cells');
    const { cells } = shell.currentWidget.content.model;
    return Array.from({ length: cells.length }, (_, at) => cells.get(at))
      .filter(({ type }) => type === 'code')
      .map((cell) => ({ source: cell.sharedModel.getSource(), outputs: cell.outputs.toJSON() }));
  });
}

/** Writes an answer in the place of the one that a notebook has. */
async function answer(page: Page, question: string, text: string): Promise<void> {
  const isThere = await page.evaluate(
    ([start, source]) => {
      const { cells } = (globalThis as unknown as Lite).jupyterapp.shell.currentWidget.content
        .model;
      const all = Array.from({ length: cells.length }, (_, at) => cells.get(at));
      const cell = all.find(({ sharedModel }) => sharedModel.getSource().startsWith(start));
      cell?.sharedModel.setSource(source);
      return cell !== undefined;
    },
    [question, text],
  );
  assert.ok(isThere, question);
}

const errors = (cells: readonly Shown[]) =>
  cells.flatMap(({ source, outputs }) =>
    outputs
      .filter(({ output_type }) => output_type === 'error')
      .map(({ evalue }) => `${evalue} in ${source}`),
  );

/** All that a cell shows, as text. */
const saidBy = (cells: readonly Shown[], start: string) =>
  JSON.stringify(cells.find(({ source }) => source.startsWith(start))?.outputs);

describe('a notebook in JupyterLite, with all other hosts closed', () => {
  for (const name of ['01-data-understanding', '02-cleaning']) {
    test(`${name} runs to its end`, async () => {
      const page = await opened(name);
      const cells = await runAll(page);
      assert.deepEqual(errors(cells), []);
      const last = cells.filter(({ source }) => source.trim()).at(-1);
      assert.ok(last && last.outputs.length > 0, 'the last cell shows nothing');
      await page.close();
    });
  }

  test('05-caption-preprocessing does too, and tells a wrong answer from a right one', async () => {
    const page = await opened('05-caption-preprocessing');
    await answer(page, 'const kept', 'const kept: number[] = [7, 8];');
    const wrong = await runAll(page);
    assert.deepEqual(errors(wrong), []);
    assert.match(saidBy(wrong, 'prep.check.tooLong'), /That would keep the beginning/);
    await answer(page, 'const kept', 'const kept: number[] = [8, 9];');
    const right = await runAll(page);
    assert.deepEqual(errors(right), []);
    assert.match(saidBy(right, 'prep.check.tooLong'), /The end is kept, the beginning cut/);
    await page.close();
  });

  test('opens at the section whose link was followed', async () => {
    const page = await (context as BrowserContext).newPage();
    await page.goto(`${server?.address}05-caption-preprocessing.html`);
    await page.getByRole('link', { name: 'Run this section: Exercise 5.2' }).click();
    const heading = page.locator('.jp-Notebook h3', { hasText: 'Exercise 5.2' });
    await heading.waitFor();
    await page.waitForFunction(() => {
      const { activeCellIndex = 0 } =
        (globalThis as unknown as Lite).jupyterapp?.shell.currentWidget?.content ?? {};
      return activeCellIndex > 0;
    });
    const box = await heading.boundingBox();
    assert.ok(box && box.y > 0 && box.y < 720, JSON.stringify(box));
    await page.close();
  });

  test('asks no other host', () => assert.deepEqual(elsewhere, []));
});
