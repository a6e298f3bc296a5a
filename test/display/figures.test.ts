import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import {
  barPlot,
  coveragePlot,
  type Figure,
  heatmapPlot,
  histogramPlot,
  intervalPlot,
  linePlot,
  memoryPlot,
  sequenceMapPlot,
  thresholdPlot,
  zipfPlot,
} from '../../lib/display/index.js';
import { figureHtml, libraryHtml } from '../../lib/display/plotly.js';
import { skipWithoutChromium, startChromium } from '../pages/chromium.js';
import { figureFaults, figuresDrawn } from '../pages/figure-faults.js';

const words = Array.from({ length: 900 }, (_, i) => ({
  word: `word${i}`,
  count: Math.ceil(9000 / (i + 1)),
}));
const kinds = ['the same words', 'the same words, cut by the other protocol'];
const names = ['photographs', 'drawings', 'paintings', 'sketches', 'aquarelles'];
const thresholds = [1, 2, 5, 10, 20, 50].map((threshold) => ({
  ...{ threshold, words: Math.round(1000 / threshold) },
  ...{ wordShare: 1 / threshold, coverage: 1 - threshold / 1000 },
}));
const figures: Figure[] = [
  barPlot(
    names.map((label, i) => ({ label, value: 1000 * (i + 1) })),
    {
      title: 'What there is of each kind, and how much of it, in a title that takes two lines',
      values: true,
    },
  ),
  barPlot(
    ['a', 'b', 'c'].map((label, i) => ({ label, value: 0.25 * i })),
    { title: 'Three', values: true, yTitle: 'share' },
  ),
  barPlot(
    kinds.map((label, i) => ({ label, value: 0.5635 + i / 10 })),
    { title: 'Long labels', horizontal: true, values: true },
  ),
  linePlot(
    names.map((name, i) => ({ name, y: [9 - i, 7, 5 - i / 2] })),
    { title: 'Five lines', xTitle: 'epoch', yTitle: 'loss', points: true },
  ),
  intervalPlot(
    kinds.map((label, i) => ({
      label,
      value: 0.04 - 0.06 * i,
      low: -0.05 * i,
      high: 0.06 - 0.05 * i,
    })),
    {
      title: 'What helped',
      differences: true,
      xTitle: 'difference of the score, under a protocol',
    },
  ),
  heatmapPlot(
    names.map((_, i) => names.map((__, j) => i * j)),
    { title: 'Cells', columns: names, rows: names, values: true },
  ),
  histogramPlot(
    words.map(({ count }) => count),
    {
      title: 'Spread',
      xTitle: 'times',
      yTitle: 'words',
      mark: { at: 9000, text: 'the most frequent' },
    },
  ),
  zipfPlot(words, 10),
  coveragePlot(words),
  thresholdPlot(thresholds, 10),
  memoryPlot(
    [1, 2, 3].map((n) => ({ rows: 100_000 * n, bytes: 2e6 })),
    42_000,
  ),
  sequenceMapPlot(
    [[0, 1, 7, 2]],
    { start: 1, end: 2 },
    { title: 'Map', xTitle: 'place', yTitle: 'caption' },
  ),
];

const folder = mkdtempSync(join(tmpdir(), 'figures-'));

describe('figures', { skip: skipWithoutChromium }, () => {
  let browser: Browser;
  before(async () => {
    browser = await startChromium();
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  async function faultsAt(width: number, shown: Figure[]): Promise<string[]> {
    const path = join(folder, `${width}.html`);
    const body = shown.map((figure) => figureHtml(figure)).join('');
    writeFileSync(path, `<!doctype html><body style="margin:16px">${libraryHtml()}${body}</body>`);
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    await page.goto(pathToFileURL(path).href);
    await figuresDrawn(page);
    const faults = await figureFaults(page);
    await page.close();
    return faults;
  }

  for (const width of [390, 800, 1400]) {
    it(`have no text over another, at a slant or cut off at ${width} pixels`, async () => {
      assert.deepEqual(await faultsAt(width, figures), []);
    });
  }

  it('are seen to have such faults', async () => {
    const labels = ['a very long label', 'another very long label', 'and one more of this kind'];
    const wrong: Figure = {
      data: [{ type: 'bar', x: labels, y: [1, 2, 3], name: 'bars' }],
      layout: {
        title: 'Wrong',
        showlegend: true,
        legend: { x: 0.5, y: 0.5 },
        xaxis: { tickangle: 30 },
        annotations: [
          {
            xref: 'paper',
            x: 1,
            y: 3,
            xanchor: 'left',
            text: 'far out at the right, and farther still',
            showarrow: false,
          },
        ],
      },
    };
    const faults = (await faultsAt(390, [wrong])).join('\n');
    assert.match(faults, /Wrong: the legend lies over a panel/);
    assert.match(faults, /"a very long label" is at a slant/);
    assert.match(faults, /"far out at the right, and farther still" is cut off/);
  });
});
