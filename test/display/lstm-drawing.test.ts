import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lstmDrawing } from '../../lib/display/index.js';

const { svg, title } = lstmDrawing();
const texts = [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)"[^>]*>(.*?)<\/text>/g)].map(
  ([, x, y, words]) => ({ x: Number(x), y: Number(y), words: words.replace(/<[^>]+>/g, '') }),
);

test('an LSTM step is drawn with its gates, its memory and its output, and said in words', () => {
  assert.equal(title, 'One step of an LSTM');
  const words = texts.map((one) => one.words);
  for (const part of ['forget', 'input', 'candidate', 'output', 'memory', 'new memory'])
    assert.ok(words.includes(part), part);
  assert.match(svg, /role="img" aria-label="One step of an LSTM\. The memory/);
  assert.match(svg, /<title>One step of an LSTM<\/title><desc>The memory of before/);
});

test('the columns stand in the order in which the layer keeps them', () => {
  const strip = texts.filter(({ words }) => /^(i|f|c̃|o)$/.test(words));
  assert.deepEqual(
    strip.sort((a, b) => a.x - b.x).map(({ words }) => words),
    ['i', 'f', 'c̃', 'o'],
  );
});

test('it fits a phone without shrinking its text, and takes the colour of the page', () => {
  const [, width, height] = svg.match(/width="(\d+)" height="(\d+)"/)?.map(Number) ?? [];
  assert.ok(width <= 400);
  assert.ok(texts.every(({ x, y }) => x > 0 && x < width && y > 0 && y < height));
  assert.match(svg, /font-size="13" fill="currentColor"/);
});
