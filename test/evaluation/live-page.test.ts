import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { liveHtml, serveLive } from '../../lib/evaluation/live-page/index.js';
import {
  type Answer,
  type Answers,
  type Question,
  readQuestion,
} from '../../lib/evaluation/live-page/questions.js';
import { isLoopbackHost, UserError } from '../../lib/outputs/index.js';
import { faultsOf } from '../pages/axe.js';
import { skipWithoutChromium as skip, startChromium } from '../pages/chromium.js';
import { eventually } from '../pages/eventually.js';

const folder = mkdtempSync(join(tmpdir(), 'live-'));
const imagePaths = new Map<string, string>();
const asked: Question[] = [];

/** Says the beginning, then "cat" and the end; less probable where something is covered. */
const answers: Answers = {
  knows: (id) => imagePaths.has(id),
  async answer(question): Promise<Answer> {
    asked.push(question);
    if (question.beginning.includes('elephant')) throw new UserError('No elephant is known.');
    const others = [{ word: 'dog', probability: 0.25 }];
    const words = [...question.beginning, 'cat', 'endseq'];
    return {
      words: words.map((word) => ({ word, probability: 0.5, others })),
      logProbability: question.patch ? -4 : -2,
      ...(question.of && { ofLogProbability: question.patch ? -6 : -2 }),
      colour: '#405060',
    };
  },
};

let address: string;
let close: () => Promise<void>;

before(async () => {
  for (const id of ['one', 'two & <b>']) {
    const path = join(folder, `${imagePaths.size}.png`);
    await sharp({ create: { width: 60, height: 40, channels: 3, background: '#405060' } }).toFile(
      path,
    );
    imagePaths.set(id, path);
  }
  const pictures = [...imagePaths.keys()];
  const html = liveHtml({ dataset: 'cats', split: 'dev', run: 'wide', pictures });
  ({ address, close } = await serveLive(html, answers, imagePaths));
});
after(async () => {
  await close?.();
  rmSync(folder, { recursive: true });
});

interface Sent {
  path?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** What the server answers, headers as they are given: `fetch` would not send a Host of our own. */
const send = ({ path = '', method = 'GET', headers = {}, body }: Sent) =>
  new Promise<{ code?: number; text: string }>((resolve, reject) => {
    const sent = request(new URL(path, address), { method, headers }, (response) => {
      let text = '';
      response.on('data', (part) => {
        text += part;
      });
      response.on('end', () => resolve({ code: response.statusCode, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });

const json = { 'content-type': 'application/json' };
const ask = (value: unknown, headers = {}) =>
  send({
    ...{ path: 'ask', method: 'POST' },
    headers: { ...json, ...headers },
    body: JSON.stringify(value),
  });

describe('the server of the live page', () => {
  test('answers under this machine’s own names alone', async () => {
    for (const host of ['localhost:80', '127.0.0.1', '[::1]:4000']) assert.ok(isLoopbackHost(host));
    for (const host of [
      'evil.example',
      'localhost.evil.example',
      '127.0.0.1.evil.example',
      '',
      undefined,
    ])
      assert.ok(!isLoopbackHost(host), host);
    assert.equal((await send({ headers: { host: 'evil.example' } })).code, 403);
    assert.equal((await send({})).code, 200);
  });

  test('answers no page from elsewhere, and no form', async () => {
    const question = { picture: 'one', beginning: [] };
    assert.equal((await ask(question)).code, 200);
    assert.equal((await ask(question, { origin: 'http://evil.example' })).code, 403);
    assert.equal((await ask(question, { 'content-type': 'text/plain' })).code, 415);
  });

  test('names what is wrong with a question', async () => {
    assert.equal((await ask({ picture: 'three', beginning: [] })).code, 404);
    assert.equal((await ask({ picture: 'one' })).code, 400);
    assert.equal((await ask({ picture: 'one', beginning: [], patch: { x: 2 } })).code, 400);
    assert.equal((await ask('x'.repeat(70_000))).code, 400);
    const { code, text } = await ask({ picture: 'one', beginning: ['elephant'] });
    assert.equal(code, 422);
    assert.deepEqual(JSON.parse(text), { error: 'No elephant is known.' });
    assert.equal(readQuestion({ picture: 'one', beginning: ['endseq', 'cat'] }), undefined);
  });

  test('hands out the pictures that it was given, and no other file', async () => {
    assert.equal(
      (await send({ path: `pictures/${encodeURIComponent('two & <b>')}.webp` })).code,
      200,
    );
    for (const path of [
      'pictures/three.webp',
      'pictures/..%2F0.png.webp',
      'package.json',
      'pictures/',
    ])
      assert.equal((await send({ path })).code, 404, path);
  });
});

describe('the live page in a browser', { skip }, () => {
  let browser: Browser;
  let page: Page;

  before(async () => {
    browser = await startChromium();
    page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
    await page.goto(address);
    await page.locator('#says button').first().waitFor();
  });
  after(async () => {
    await browser?.close();
  });

  const says = (words: string[]) =>
    eventually(async () =>
      assert.deepEqual(await page.locator('#says button').allTextContents(), words),
    );
  const heading = (text: string) => page.locator('#heading', { hasText: text }).waitFor();
  const tells = (facts: RegExp) => page.locator('#facts', { hasText: facts }).waitFor();

  test('says the model’s caption, and others for a word; one of them goes on', async () => {
    await says(['cat', '(end)']);
    await page.locator('#says button').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('#others-title', { hasText: /^Instead of “cat”$/ }).waitFor();
    await page.locator('#others-list button').first().click();
    await heading('The model goes on');
    await says(['dog', 'cat', '(end)']);
    await tells(/“cat”, has −2\.00\.$/);
    await page.locator('#back button').click();
    await heading('The model says');
    await says(['cat', '(end)']);
  });

  test('covers what is dragged over, and tells what becomes of the caption', async () => {
    const box = (await page.locator('#stage').boundingBox())!;
    await page.mouse.move(box.x + 0.25 * box.width, box.y + 0.25 * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.75 * box.width, box.y + 0.5 * box.height, { steps: 3 });
    await page.mouse.up();
    await heading('Covered, the model says');
    const { patch } = asked.at(-1)!;
    for (const [found, wanted] of [
      [patch?.x, 0.25],
      [patch?.y, 0.25],
      [patch?.width, 0.5],
      [patch?.height, 0.25],
    ] as const)
      assert.ok(Math.abs((found ?? 0) - wanted) < 0.02, `${found} for ${wanted}`);
    await tells(/Log probability −4\.00\. .* goes from −2\.00 to −6\.00\.$/);
    const colour = () =>
      page.locator('#patch').evaluate((one) => getComputedStyle(one).backgroundColor);
    await eventually(async () => assert.equal(await colour(), 'rgb(64, 80, 96)'));
    await page.locator('#uncover').click();
    await heading('The model says');
  });

  test('covers a part by the keyboard, moves it and makes it larger', async () => {
    await page.locator('#cover').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowDown');
    const near = (value = 0, wanted: number) => Math.abs(value - wanted) < 1e-9;
    await eventually(() => {
      const { patch } = asked.at(-1)!;
      assert.ok(near(patch?.x, 0.39) && near(patch?.height, 0.34), JSON.stringify(patch));
    });
    await heading('Covered, the model says');
  });

  test('turns to another picture, whole again', async () => {
    await page.locator('#next').click();
    await heading('The model says');
    await page.waitForFunction(() => document.querySelector('.story')?.ariaBusy === 'false');
    await eventually(() => {
      const { picture, patch, beginning } = asked.at(-1)!;
      assert.deepEqual([picture, patch, beginning], ['two & <b>', undefined, []]);
    });
    await page.locator('#patch').waitFor({ state: 'hidden' });
    await page.locator('#next:disabled').waitFor();
  });

  test('finds a picture by a part of its id, and says when there is none', async () => {
    const which = page.locator('#which');
    await which.fill('ONE');
    assert.deepEqual(await page.locator('#ids option').allTextContents(), ['one']);
    await which.press('Enter');
    await eventually(() => assert.equal(asked.at(-1)?.picture, 'one'));
    assert.equal(await which.inputValue(), 'one');
    await which.fill('dragon');
    await which.press('Enter');
    await page.locator('#trouble', { hasText: 'No picture’s id contains “dragon”.' }).waitFor();
    assert.equal(await which.inputValue(), 'one');
  });

  test('has no fault that axe-core knows', async () => {
    const faults = await faultsOf(browser, address, async (page, look) => {
      await page.locator('#says button').first().click();
      await page.locator('#others-list button').first().waitFor();
      await look('a word chosen');
      await page.locator('#cover').click();
      await page.locator('#heading', { hasText: 'Covered' }).waitFor();
      await page.waitForFunction(() => document.querySelector('.story')?.ariaBusy === 'false');
      await look('covered');
    });
    assert.deepEqual(faults, []);
  });
});
