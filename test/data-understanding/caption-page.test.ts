import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, beforeEach, describe, mock, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import {
  keptSentence,
  openCaptions,
  serveCaptions,
} from '../../lib/data-understanding/caption-page/index.js';
import { createDataset } from '../../lib/data-understanding/create-dataset.js';
import { UserError } from '../../lib/outputs/index.js';
import { typed } from '../cli/typed.js';
import { faultsOf } from '../pages/axe.js';
import { openReady, skipWithoutChromium, startChromium } from '../pages/chromium.js';
import { eventually } from '../pages/eventually.js';
import { noise } from './noise.js';

const hostile = process.platform === 'win32' ? "a 'b'" : '<img src=x onerror=alert(1)> "q", a;b|c';
const names = ['day 2.JPG', 'day 10.jpg', `${hostile}.png`, 'in/größe.webp'];

/** A folder of pictures that have no captions yet. */
async function pictureFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'captionlab-own-'));
  for (const [i, name] of names.entries()) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), await noise(i));
  }
  return folder;
}

const person = (text: string) => ({ text, by: 'person' as const });
const textsOf = (folder: string, name: string) =>
  openCaptions(folder)
    .pictures()
    .find((one) => one.name === name)
    ?.captions.map(({ text }) => text);

const dataBefore = process.env.CAPTIONLAB_DATA;
beforeEach(() => {
  process.env.CAPTIONLAB_DATA = mkdtempSync(join(tmpdir(), 'captionlab-data-'));
});
after(() => {
  if (dataBefore === undefined) delete process.env.CAPTIONLAB_DATA;
  else process.env.CAPTIONLAB_DATA = dataBefore;
});

describe('captions that are kept beside their pictures', () => {
  test('are read by `dataset create` as they are: any name, any script, commas and quotes', async () => {
    const folder = await pictureFolder();
    const keeper = openCaptions(folder);
    assert.deepEqual(
      keeper.pictures().map(({ name }) => name),
      [`${hostile}.png`, 'day 2.JPG', 'day 10.jpg', 'in/größe.webp'],
      'numbers are sorted as numbers',
    );
    const captions: Record<string, string[]> = {
      'day 2.JPG': ['A dog, a "cat"', '=1+1; a|b', ' قطة على الأريكة '],
      'day 10.jpg': ['一个小孩在跑', 'two\nlines\tand a tab'],
      [`${hostile}.png`]: ['<script>alert(1)</script>', '"'],
      'in/größe.webp': ['Der Hund bellt.', '   '],
    };
    for (const [name, texts] of Object.entries(captions))
      keeper.keep({ name, captions: texts.map(person) });
    mock.method(console, 'warn', () => undefined);
    const created = await createDataset({ folder, name: 'mine' });
    assert.deepEqual([created.pictures, created.captions], [4, 8]);
    assert.doesNotMatch(created.problems.join('\n'), /Left out/);
    const tokens = readFileSync(join(created.folder, 'Flickr8k.token.txt'), 'utf8');
    for (const text of ['A dog, a "cat"', '=1+1; a|b', 'قطة على الأريكة', 'two lines and a tab'])
      assert.ok(tokens.includes(`\t${text}\n`), text);
    assert.match(tokens, /\t一个 小孩 在\s?跑\n/);
    assert.match(
      created.says.join('\n'),
      /captions\.csv: pictures from the column "image", captions from "caption"$/m,
    );
  });

  test('say which of them a model suggested, and `dataset create` tells how many', async () => {
    const folder = await pictureFolder();
    const captions = [person('A dog'), { text: 'a cat', by: 'model' as const }];
    openCaptions(folder).keep({ name: 'day 2.JPG', captions });
    const edited = [{ text: 'a black cat', by: 'model, edited' as const }];
    for (const name of names.slice(1)) openCaptions(folder).keep({ name, captions: edited });
    const text = readFileSync(join(folder, 'captions.csv'), 'utf8');
    assert.match(text, /^\uFEFFimage,caption,written by\r\n/);
    assert.match(text, /\r\nday 2\.JPG,A dog,person\r\nday 2\.JPG,a cat,model\r\n/);
    assert.match(text, /,a black cat,"model, edited"\r\n$/);
    assert.deepEqual(openCaptions(folder).pictures()[1].captions, captions);
    const { says } = await createDataset({ folder, name: 'mine' });
    assert.match(says.join('\n'), /4 of 5 captions were suggested by a model: scores against them/);
  });

  test('leave what others have changed in the file, and rows of pictures that are gone', async () => {
    const folder = await pictureFolder();
    const keeper = openCaptions(folder);
    keeper.keep({ name: 'day 2.JPG', captions: [person('one')] });
    const path = join(folder, 'captions.csv');
    writeFileSync(path, 'image;caption\nday 10;two\ngone.jpg;three\n'); // as a spreadsheet writes it
    keeper.keep({ name: 'day 2.JPG', captions: [person('four')] });
    assert.equal(
      readFileSync(path, 'utf8'),
      '\uFEFFimage,caption,written by\r\nday 2.JPG,four,person\r\nday 10.jpg,two,person\r\ngone.jpg,three,person\r\n',
    );
  });

  test('are counted when the work ends', async () => {
    const folder = await pictureFolder();
    const keeper = openCaptions(folder);
    assert.equal(keptSentence(keeper, 'next'), 'No caption has been written.');
    const by = 'person' as const;
    keeper.keep({ name: 'day 2.JPG', captions: ['one', 'two', ''].map((text) => ({ text, by })) });
    assert.match(
      keptSentence(keeper, 'npx next'),
      /captions\.csv: 2 captions of 1 of \d pictures\. Next: npx next$/,
    );
  });

  test('are not written over a table of another kind', async () => {
    const folder = await pictureFolder();
    writeFileSync(join(folder, 'captions.csv'), 'image,caption,mood\nday 2.JPG,A dog,good\n');
    assert.throws(() => openCaptions(folder), {
      name: 'UserError',
      message:
        /table of another kind: expected the columns image, caption, written by, and found image, caption, mood/,
    });
  });
});

test('captionlab dataset caption says what is wrong with what it is told', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'captionlab-own-'));
  for (const [words, code, message] of [
    [[join(empty, 'nowhere')], 1, /is no folder: name the one with your pictures/],
    [[empty], 1, /holds no pictures of a kind that is read/],
    [[empty, '--port', '99999'], 2, /a port, a whole number/],
    [[await pictureFolder(), '--language', '!!'], 1, /is no language that is known/],
  ] as const) {
    const said = await typed(['dataset', 'caption', ...words]);
    assert.equal(said.code, code, said.stderr);
    assert.match(said.stderr, message);
  }
});

/** The page of a folder, with a model that says what it is told. */
async function served(folder: string, said: string[] = []) {
  const suggester = {
    name: 'a <b>model</b>',
    async suggest(path: string) {
      if (said.length === 0) throw new UserError(`No model is here for ${path.slice(-3)}.`);
      return said;
    },
  };
  const next = `npx captionlab dataset create ${folder}`;
  return serveCaptions(openCaptions(folder), { folder, suggester, next, language: 'de' });
}

describe('the server of the page', () => {
  let folder: string;
  let address: string;
  let close: () => Promise<void>;
  before(async () => {
    folder = await pictureFolder();
    writeFileSync(join(folder, 'secret.txt'), 'secret');
    ({ address, close } = await served(folder));
  });
  after(async () => {
    await close();
    rmSync(folder, { recursive: true });
  });

  const send = (path: string, body?: unknown, headers: Record<string, string> = {}) =>
    new Promise<{ code?: number; text: string }>((resolve, reject) => {
      const all = { 'content-type': 'application/json', ...headers };
      const method = body === undefined ? 'GET' : 'POST';
      const sent = request(new URL(path, address), { method, headers: all }, (response) => {
        let text = '';
        response.on('data', (part) => {
          text += part;
        });
        response.on('end', () => resolve({ code: response.statusCode, text }));
      });
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });

  test('answers this machine’s own pages alone', async () => {
    const picture = { name: 'day 2.JPG', captions: [person('one')] };
    assert.equal((await send('', undefined, { host: 'evil.example' })).code, 403);
    for (const headers of [{ host: 'evil.example' }, { origin: 'http://evil.example' }])
      assert.equal((await send('keep', picture, headers as never)).code, 403);
    assert.equal((await send('keep', picture, { 'content-type': 'text/plain' })).code, 415);
    assert.ok(!existsSync(join(folder, 'captions.csv')), 'nothing was kept');
    assert.equal((await send('keep', picture)).code, 200);
    assert.deepEqual(textsOf(folder, 'day 2.JPG'), ['one']);
  });

  test('gives out the pictures of its folder, and no other file', async () => {
    for (const name of names)
      assert.equal((await send(`pictures/${encodeURIComponent(name)}.webp`)).code, 200, name);
    for (const path of [
      ...['pictures/secret.txt.webp', 'pictures/..%2Fpackage.json.webp', 'secret.txt'],
      ...['pictures/captions.csv.webp', 'pictures/', 'pictures/%2Fetc%2Fpasswd.webp'],
    ])
      assert.equal((await send(path)).code, 404, path);
    assert.equal((await send('pictures/%E0%A4.webp')).code, 422);
  });

  test('names what is wrong with what it is sent', async () => {
    const captions = [person('x')];
    assert.equal((await send('keep', { name: 'day 3.jpg', captions })).code, 404);
    assert.equal((await send('keep', { name: '../x.jpg', captions })).code, 404);
    assert.equal((await send('keep', { name: 'day 2.JPG', captions: ['x'] })).code, 400);
    const by = 'somebody';
    assert.equal(
      (await send('keep', { name: 'day 2.JPG', captions: [{ text: 'x', by }] })).code,
      400,
    );
    assert.equal((await send('keep', { name: 'x'.repeat(70_000), captions })).code, 400);
    const { code, text } = await send('suggest', { name: 'day 2.JPG' });
    assert.deepEqual([code, text], [422, '{"error":"No model is here for JPG."}']);
  });

  test('escapes what stands on the page, which may load nothing from elsewhere', async () => {
    const { text } = await send('');
    assert.ok(text.includes('a &lt;b&gt;model&lt;/b&gt;'));
    const policy = /content="(default-src 'none'[^"]*)"/.exec(text)?.[1] ?? '';
    assert.match(policy, /script-src 'sha256-.*connect-src 'self'/);
  });
});

describe('the page, driven by the keyboard alone', { skip: skipWithoutChromium }, () => {
  let browser: Browser;
  before(async () => {
    browser = await startChromium();
  });
  after(async () => {
    await browser?.close();
  });

  const valuesOf = (page: Page) =>
    page
      .locator('textarea')
      .evaluateAll((all) => all.map((one) => (one as HTMLTextAreaElement).value));
  const shows = (page: Page, title: string) =>
    page.locator('#title', { hasText: new RegExp(`^${title}$`) }).waitFor();

  test('captions are typed, one moves on, asks the model, loads the page again, and all is kept', async () => {
    const folder = await pictureFolder();
    const { address, close } = await served(folder, ['a white cat', 'a cat sits']);
    const page = await browser.newPage();
    let hasRunCode = false;
    page.on('dialog', () => {
      hasRunCode = true;
    });
    await openReady(page, address);
    const { keyboard } = page;
    await shows(page, 'Picture 1 of 4');

    // the first picture: one caption, then a suggestion that is changed, and one that is not
    await keyboard.type('A "dog", <b>barking</b>');
    await keyboard.press('Enter');
    await keyboard.press('Control+Enter');
    await page.locator('li.suggested').waitFor();
    await keyboard.type(' on a mat');
    await keyboard.press('Control+Enter');
    await page.locator('li.suggested').nth(1).waitFor();
    const first = ['A "dog", <b>barking</b>', 'a white cat on a mat', 'a white cat'];
    await eventually(() => assert.deepEqual(textsOf(folder, `${hostile}.png`), first));
    assert.match(
      readFileSync(join(folder, 'captions.csv'), 'utf8'),
      /a white cat on a mat,"model, edited"/,
    );
    assert.deepEqual(await page.locator('.mark').allTextContents(), [
      ...['', 'suggested by the model, changed by you', 'suggested by the model', '', ''],
    ]);

    // on an empty one Enter turns to the next picture; right to left
    await keyboard.press('Enter');
    await keyboard.press('Enter');
    await shows(page, 'Picture 2 of 4');
    await keyboard.type('قطة على');
    await keyboard.press('Enter');
    await keyboard.type('half a sen');
    const direction = await page
      .locator('textarea')
      .first()
      .evaluate((one) => [getComputedStyle(one).direction, (one as HTMLElement).lang]);
    assert.deepEqual(direction, ['rtl', 'de']);

    // loaded again at once: where one was, with every key
    await page.reload();
    await page.locator('html[data-ready]').waitFor();
    await shows(page, 'Picture 2 of 4');
    assert.deepEqual((await valuesOf(page)).slice(0, 2), ['قطة على', 'half a sen']);
    await keyboard.type('tence');
    await eventually(() =>
      assert.deepEqual(textsOf(folder, 'day 2.JPG'), ['قطة على', 'half a sentence']),
    );

    // back, and to the next picture without captions
    await keyboard.press('PageUp');
    await shows(page, 'Picture 1 of 4');
    assert.deepEqual((await valuesOf(page)).slice(0, 3), first);
    await keyboard.press('Control+Shift+Enter');
    await shows(page, 'Picture 3 of 4');
    await keyboard.type('three');
    await keyboard.press('Shift+Enter');
    await shows(page, 'Picture 2 of 4');
    await keyboard.press('PageDown');
    await keyboard.press('PageDown');
    await keyboard.type('four');
    await page.locator('#all code').waitFor();
    await eventually(() => assert.deepEqual(textsOf(folder, 'in/größe.webp'), ['four']));
    assert.ok(!hasRunCode);
    await page.close();
    await close();
    rmSync(folder, { recursive: true });
  });

  test('every suggestion is another one, and none takes the place of what is written', async () => {
    const folder = await pictureFolder();
    const { address, close } = await served(folder, ['a cat']);
    const page = await browser.newPage();
    await openReady(page, address);
    for (const text of ['1', '2', '3', '4']) {
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
    }
    await page.keyboard.press('Control+Enter');
    await page.locator('li.suggested').waitFor();
    const trouble = page.locator('#trouble');
    await page.keyboard.press('Control+Enter');
    await trouble.filter({ hasText: 'nothing else to say' }).waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('five');
    await page.keyboard.press('Control+Enter');
    await trouble.filter({ hasText: 'empty one first' }).waitFor();
    assert.deepEqual(await valuesOf(page), ['1', '2', '3', '4', 'five']);
    await page.close();
    await close();
  });

  test('what cannot be kept is said, stays in the tab, and is kept once somebody answers', async () => {
    const folder = await pictureFolder();
    const first = await served(folder);
    const page = await browser.newPage();
    await openReady(page, first.address);
    await page.route('**/keep', (route) => route.abort());
    await page.keyboard.type('a cat');
    await page.locator('#trouble', { hasText: 'Nobody answers' }).waitFor();
    await page.reload();
    await page.locator('html[data-ready]').waitFor();
    assert.equal((await valuesOf(page))[0], 'a cat');
    await page.unroute('**/keep');
    await eventually(() => assert.deepEqual(textsOf(folder, `${hostile}.png`), ['a cat']));
    await page.locator('#kept', { hasText: /^Kept$/ }).waitFor();
    await page.close();
    await first.close();
  });

  test('has no fault that axe-core knows, on a phone and on a desk, by day and by night', async () => {
    const folder = await pictureFolder();
    const { address, close } = await served(folder, ['a cat']);
    const faults = await faultsOf(browser, address, async (page, look) => {
      await page.locator('html[data-ready]').waitFor();
      await look('empty');
      await page.keyboard.type('a long caption '.repeat(9));
      await page.keyboard.press('Control+Enter');
      await page.locator('li.suggested').first().waitFor();
      await page.locator('#kept', { hasText: /^Kept$/ }).waitFor();
      await look('with a suggestion');
    });
    assert.deepEqual(faults, []);
    await close();
  });
});
