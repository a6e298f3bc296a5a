import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'node-html-parser';
import sharp from 'sharp';
import { looksAt, looksBeside } from '../../lib/display/index.js';

const picture = { width: 4, height: 4, pixels: new Uint8Array(48).fill(200) };
const words = [
  { word: 'a <b>', probability: 0.5, looked: [0.1, 0.2, 0.6, 0.1] },
  { word: 'dog', probability: 0.904, looked: [0.25, 0.25, 0.25, 0.25] },
];

test('every word is one choice of the same group with a name, the chosen one checked', async () => {
  const root = parse((await looksAt(picture, words, { chosen: 1 })).html);
  const inputs = root.querySelectorAll('input');
  assert.deepEqual(
    inputs.map((input) => input.getAttribute('type')),
    ['radio', 'radio'],
  );
  assert.equal(new Set(inputs.map((input) => input.getAttribute('name'))).size, 1);
  const names = inputs.map(({ id }) => root.querySelector(`label[for="${id}"]`)?.rawText);
  assert.deepEqual(names, ['a &lt;b&gt;', 'dog']);
  assert.deepEqual(
    inputs.map((input) => input.hasAttribute('checked')),
    [false, true],
  );
  assert.ok(root.querySelector('legend'));
});

test('a word has its sentence and its veil: clear where it looked most, the same in all cells of an even look', async () => {
  const root = parse((await looksAt(picture, words)).html);
  assert.match(root.querySelectorAll('p')[0].text, /50 % sure.*60 %.*the 2nd row, the 1st column/);
  const [, ...veils] = root.querySelectorAll('.cl-veils img');
  const darkness = await Promise.all(
    veils.map(async (veil) => {
      const [, base64] = (veil.getAttribute('src') ?? '').split('base64,');
      const raw = await sharp(Buffer.from(base64, 'base64')).ensureAlpha().raw().toBuffer();
      return [3, 7, 11, 15].map((alpha) => raw[alpha]);
    }),
  );
  assert.equal(darkness[0][2], 0);
  assert.ok(darkness[0][0] > darkness[0][1] && darkness[0][1] > 0);
  assert.deepEqual(darkness[1], [0, 0, 0, 0]);
});

test('a word without a look leaves the picture as it is', async () => {
  const { html } = await looksAt(picture, [{ word: 'dog', probability: 0.5 }]);
  assert.match(parse(html).querySelector('p')?.text ?? '', /^“dog”, 50 % sure\.$/);
});

test('several on a page have ids of their own', async () => {
  const other = [{ ...words[0], word: 'cat' }];
  const root = parse(
    (
      await looksBeside([
        { picture, words },
        { picture, words: other },
      ])
    ).html,
  );
  const ids = root.querySelectorAll('[id]').map(({ id }) => id);
  assert.equal(ids.length, 5);
  assert.equal(new Set(ids).size, ids.length);
});
