import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { LoopbackServer } from '../../lib/outputs/index.js';
import { startChromium } from '../pages/chromium.js';
import {
  errorsOf,
  type Lite,
  noOtherHost,
  opened,
  runAll,
  type Shown,
  servePlainly,
  visitor,
} from './live-notebook.js';

let server: LoopbackServer;
let browser: Browser;
let context: BrowserContext;
const elsewhere: string[] = [];

before(async () => {
  server = await servePlainly();
  browser = await startChromium([noOtherHost]);
  context = await visitor(browser);
  context.on('request', (request) => {
    const url = request.url();
    if (url.startsWith('http') && !url.startsWith(server.address)) elsewhere.push(url);
  });
});

after(async () => {
  await browser?.close();
  await server?.close();
});

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

/** All that a cell shows, as text. */
const saidBy = (cells: readonly Shown[], start: string) =>
  JSON.stringify(cells.find(({ source }) => source.startsWith(start))?.outputs);

describe('a notebook in JupyterLite, with all other hosts closed', () => {
  for (const name of ['01-data-understanding', '02-cleaning']) {
    test(`${name} runs to its end`, async () => {
      const page = await opened(context, server.address, name);
      const cells = await runAll(page);
      assert.deepEqual(errorsOf(cells), []);
      const last = cells.filter(({ source }) => source.trim()).at(-1);
      assert.ok(last && last.outputs.length > 0, 'the last cell shows nothing');
      await page.close();
    });
  }

  test('05-caption-preprocessing does too, and tells a wrong answer from a right one', async () => {
    const page = await opened(context, server.address, '05-caption-preprocessing');
    await answer(page, 'const kept', 'const kept: number[] = [7, 8];');
    const wrong = await runAll(page);
    assert.deepEqual(errorsOf(wrong), []);
    assert.match(saidBy(wrong, 'prep.check.tooLong'), /That would keep the beginning/);
    await answer(page, 'const kept', 'const kept: number[] = [8, 9];');
    const right = await runAll(page);
    assert.deepEqual(errorsOf(right), []);
    assert.match(saidBy(right, 'prep.check.tooLong'), /The end is kept, the beginning cut/);
    await page.close();
  });

  test('opens at the section whose link was followed', async () => {
    const page = await context.newPage();
    await page.goto(`${server.address}05-caption-preprocessing.html`);
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

  test('its stop button ends a cell that waits, and one that computes on, and the next cell runs', async () => {
    const page = await opened(context, server.address, '05-caption-preprocessing');
    const cell = page.locator('.jp-CodeCell').first();
    const shown = cell.locator('.jp-OutputArea-output');
    const typed = async (text: string) => {
      await cell.locator('.cm-content').click();
      await page.keyboard.press('Control+A');
      await page.keyboard.insertText(text);
      await page.keyboard.press('Control+Enter');
    };
    const stop = page.getByRole('button', { name: /Interrupt the kernel/ });
    const stopped = async (text: string) => {
      await typed(`console.log('begun');\n${text}`);
      await shown.filter({ hasText: 'begun' }).waitFor();
      await stop.click();
      await shown.filter({ hasText: /interrupted|Stopped/ }).waitFor();
      return (await shown.allInnerTexts()).join('\n');
    };
    const ran = async (text: string, answer: string) => {
      await typed(text);
      await shown.filter({ hasText: answer }).waitFor();
    };
    await ran("const kept = 'forty-two';\nconsole.log(kept.length);", '9');
    assert.match(await stopped('await new Promise(() => {});'), /The cell was interrupted/);
    await ran('console.log(kept.toUpperCase());', 'FORTY-TWO');
    assert.match(await stopped('while (true) {}'), /Stopped: .*Run the cells above again/);
    await ran('console.log(6 * 7);', '42');
    await page.close();
  });

  test('asks no other host', () => assert.deepEqual(elsewhere, []));
});
