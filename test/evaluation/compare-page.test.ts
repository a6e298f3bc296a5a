import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { type Comparison, comparePictures } from '../../lib/evaluation/compare-page/comparison.js';
import { writeComparisonPage } from '../../lib/evaluation/compare-page/index.js';
import { ownWords } from '../../lib/evaluation/compare-page/own-words.js';
import { chooseCompared } from '../../lib/evaluation/compare-page/page/choose.js';
import { comparisonTable } from '../../lib/evaluation/index.js';
import { faultsOf } from '../pages/axe.js';
import {
  openReady,
  shownPlaces,
  skipWithoutChromium as skip,
  startChromium,
} from '../pages/chromium.js';
import { eventually } from '../pages/eventually.js';
import { found, malicious } from './inspected-cats.js';

const references = new Map([
  ['a', ['A black cat sits on the grass', 'The cat is sitting outside']],
  ['b', ['Two brown dogs are running on a road', 'Two dogs run']],
  ['c', [`${malicious} A red bird flies`, 'A red bird in the sky']],
  ['d', ['A horse stands in the snow', 'a horse']],
]);
const first = new Map([
  ['a', found('black cat sits on the grass', 0.9)],
  ['b', found('dog runs', 0.5)],
  ['c', found('bird', 0.2)],
  ['d', found('horse stands', 0.5)],
]);
const second = new Map([
  ['a', found('cat cat', 0.4)],
  ['b', found('two dogs run', 0.8)],
  ['c', found('red bird in the sky', 0.9)],
  ['d', found('horse stands', 0.9)],
]);
const pictures = comparePictures([first, second], references, 'tutorial');

test('words of a caption are its own where the other has them less often', () => {
  const own = (one: string, other: string) => ownWords(one.split(' '), other.split(' '));
  assert.deepEqual(own('a dog and a cat', 'a cat sits'), [false, true, true, true, false]);
  assert.deepEqual(own('on grass there', 'there on grass'), [false, false, false]);
});

test('pictures are scored for both runs under one protocol, and ordered by the difference', () => {
  const [a, b] = pictures;
  assert.deepEqual(a.captions[1].words, ['cat', 'cat']);
  assert.deepEqual(a.captions[1].own, [false, true]);
  assert.ok(a.captions[0].CIDEr > a.captions[1].CIDEr && b.captions[0].CIDEr < b.captions[1].CIDEr);
  assert.ok(Math.abs(a.captions[0].logProbability - 7 * Math.log(0.9)) < 1e-4);
  const chosen = (choice: Partial<Parameters<typeof chooseCompared>[1]>) =>
    chooseCompared(pictures, { search: '', order: 'data', better: new Set(), ...choice })
      .map((place) => pictures[place].imageId)
      .join('');
  assert.equal(chosen({}), 'abcd');
  assert.equal(chosen({ order: 'difference' }).at(-1), 'd', 'one caption: last');
  assert.equal(chosen({ order: 'first' })[0], 'a');
  assert.equal(chosen({ order: 'second' }).at(-1), 'a');
  assert.equal(chosen({ order: 'surer' })[0], 'c', 'from 0.2 to 0.9 a word');
  assert.equal(chosen({ better: new Set(['first']) }), 'a');
  assert.equal(chosen({ better: new Set(['second', 'neither']) }), 'bcd');
  assert.equal(chosen({ search: 'dog' }), 'b');
});

describe('the page of two runs, opened from disk', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'compared-'));
  let browser: Browser;
  let page: Page;
  let path: string;

  before(async () => {
    const imagePaths = new Map<string, string>();
    for (const id of ['a', 'b', 'c']) {
      const file = join(folder, `${id}.png`);
      await sharp({ create: { width: 90, height: 60, channels: 3, background: '#204060' } }).toFile(
        file,
      );
      imagePaths.set(id, file);
    }
    const [one, other] = [first, second].map((all, at) => ({
      name: ['old', 'new'][at],
      captions: new Map(Array.from(all, ([id, { caption }]) => [id, caption])),
    }));
    const comparison: Comparison = {
      ...{ dataset: 'flickr8k', split: 'dev', search: 'beam 3', runs: ['old', 'new'], pictures },
      ...{ protocol: 'tutorial', table: comparisonTable(one, other, references, 'tutorial') },
    };
    path = await writeComparisonPage(join(folder, 'report'), comparison, imagePaths);
    browser = await startChromium();
    page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
    await openReady(page, pathToFileURL(path).href);
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  const shown = () => shownPlaces(page);

  test('shows both captions, their own words marked, and who is better', async () => {
    const card = page.locator('.card[data-place="0"]');
    assert.deepEqual(await card.locator('h3').allTextContents(), ['oldbetter', 'new']);
    assert.deepEqual(await card.locator('.said').allTextContents(), [
      ...['black cat sits on the grass', 'cat cat'],
    ]);
    assert.deepEqual(await card.locator('mark').allTextContents(), [
      ...['black', 'sits', 'on', 'the', 'grass', 'cat'],
    ]);
    const same = page.locator('.card[data-place="3"]');
    assert.equal(await same.locator('.said').count(), 1);
    assert.match((await same.textContent()) ?? '', /Both say the same/);
  });

  test('every score on it has its protocol', () => {
    const html = readFileSync(path, 'utf8');
    for (const metric of ['BLEU-1', 'BLEU-4', 'ROUGE-L', 'CIDEr'])
      assert.ok(html.includes(`${metric} (tutorial)`), metric);
  });

  test('filters on who is better, searches and sorts by the keyboard', async () => {
    const last = (await shown()).at(-1);
    assert.equal(last, 3);
    await page.locator('[data-better="second"]').focus();
    await page.keyboard.press('Enter');
    await eventually(async () => assert.deepEqual((await shown()).sort(), [1, 2]));
    await page.locator('#count', { hasText: /^2 of 4 pictures$/ }).waitFor();
    await page.locator('#reset').click();
    await page.locator('#order').selectOption('first');
    await eventually(async () => assert.equal((await shown())[0], 0));
    await page.locator('#search').fill('elephant');
    await page.locator('#nothing').waitFor();
    await page.locator('#reset').click();
  });

  test('leads from a picture to its card on the first run’s page', async () => {
    const link = page.locator('.card[data-place="1"] a');
    assert.equal(await link.getAttribute('href'), 'index.html#picture=b');
  });

  test('has no fault that axe-core knows, and shows what captions say as text', async () => {
    const faults = await faultsOf(browser, pathToFileURL(path).href, async (page, look) => {
      await page.locator('html[data-ready]').waitFor();
      await look('opened');
      await page.locator('[data-better="first"]').click();
      await page.locator('#count', { hasText: /^1 of 4/ }).waitFor();
      await look('filtered');
    });
    assert.deepEqual(faults, []);
    assert.notEqual(await page.title(), 'broken');
  });
});
