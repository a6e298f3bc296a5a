import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { LIBRARY_FILE } from '../../lib/display/figure-script.js';
import { barPlot, type Figure } from '../../lib/display/index.js';
import { figureHtml, libraryHtml, libraryScript } from '../../lib/display/plotly.js';
import { skipWithoutChromium as skip, startChromium } from '../pages/chromium.js';

const figure = barPlot([{ label: 'dog', value: 3 }], { title: 'Words' });
const loader =
  '<script>window.define=function(){throw new Error("asked")};window.define.amd={};window.module={exports:{}}</script>';
const server =
  '<script id="jupyter-config-data" type="application/json">{"baseUrl":"/base/"}</script>';
const pages: Record<string, string> = {
  '/whole': loader + libraryHtml() + figureHtml(figure, 'cl-a'),
  '/late': figureHtml(figure, 'cl-a') + libraryHtml(),
  '/reloaded': server + figureHtml(figure, 'cl-a'),
  '/exported/page': figureHtml(figure, 'cl-a'),
  '/alone': figureHtml(figure, 'cl-a'),
};

/** Where Jupyter's server and an exported notebook have the library. */
const libraryPlaces = [`/base/kernelspecs/captionlab/${LIBRARY_FILE}`, `/exported/${LIBRARY_FILE}`];

let browser: Browser;
let web: Server;
let address: string;

before(async () => {
  if (skip) return;
  web = createServer(({ url = '' }, answer) => {
    const library = libraryPlaces.includes(url);
    answer.setHeader('content-type', library ? 'text/javascript' : 'text/html; charset=utf-8');
    if (library) answer.end(libraryScript());
    else if (url.endsWith('.js')) answer.writeHead(404).end();
    else
      answer.end(`<body style="color:rgb(1, 2, 3)"><div id="out">${pages[url] ?? ''}</div></body>`);
  }).listen(0, '127.0.0.1');
  browser = await startChromium();
  address = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
});

after(async () => {
  await browser?.close();
  web?.close();
});

async function open(path: string): Promise<{ page: Page; outside: string[] }> {
  const page = await browser.newPage();
  const outside: string[] = [];
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(address))
      outside.push(request.url());
  });
  await page.goto(address + path);
  return { page, outside };
}

for (const [path, what] of [
  ['/whole', 'in a page with a module loader'],
  ['/late', 'when the library comes after it'],
  ['/reloaded', "with the library that the notebook's server has beside the kernel"],
  ['/exported/page', 'with the library that lies beside the exported page'],
]) {
  test(`a figure is drawn ${what}, in the page's own colour, and nothing is fetched from outside`, {
    skip,
  }, async () => {
    const { page, outside } = await open(path);
    await page.waitForSelector('#cl-a .main-svg .xtick text');
    await page.waitForFunction(() => {
      const text = document.querySelector('#cl-a .xtick text');
      return text && getComputedStyle(text).fill === 'rgb(1, 2, 3)';
    });
    await page.locator('#cl-a > p').waitFor({ state: 'detached' }); // the words have made room for the figure
    assert.deepEqual(outside, []);
    await page.close();
  });
}

test('a figure that cannot be drawn leaves its words', { skip }, async () => {
  const { page } = await open('/alone');
  assert.equal(await page.locator('#cl-a').textContent(), 'Words: one bar: dog 3');
  await page.close();
});

test('a live figure keeps its place on the screen from one drawing to the next', {
  skip,
}, async () => {
  const { page } = await open('/whole');
  await page.waitForSelector('#cl-a .main-svg');
  /** As a notebook does it: the output's content is replaced, its scripts run. */
  const update = (html: string) =>
    page.evaluate((text) => {
      const out = document.getElementById('out')!;
      out.innerHTML = text;
      for (const old of Array.from(out.querySelectorAll('script'))) {
        const script = document.createElement('script');
        script.textContent = old.textContent;
        old.replaceWith(script);
      }
      return (document.querySelector('#cl-live > div') as { data?: { y: number[] }[] } | null)
        ?.data?.[0].y;
    }, html);
  const line = (y: number[]): Figure => ({ data: [{ y }], layout: {} });
  await update(figureHtml(line([1, 2]), 'cl-live', true));
  await page.evaluate(() =>
    document.querySelector('#cl-live > div')!.setAttribute('data-mark', 'first'),
  );
  const shown = await update(figureHtml(line([1, 2, 3]), 'cl-live', true));
  assert.deepEqual(shown, [1, 2, 3]);
  assert.equal(await page.locator('#cl-live > div[data-mark=first]').count(), 1);
  await page.close();
});
