import assert from 'node:assert/strict';
import { test } from 'node:test';
import { captionStrip, palette, wordProbabilitiesPlot } from '../../lib/display/index.js';

const step = {
  word: 'dog',
  probability: 0.7,
  alternatives: [
    { word: 'dog', probability: 0.7 },
    { word: 'cat & co', probability: 0.1 },
  ],
};

test('a step of decoding is a panel of words with their probabilities, the word taken in colour', () => {
  const { html, title } = wordProbabilitiesPlot([step, { ...step, word: 'cat & co' }], 'Words');
  assert.match(
    html,
    /1\. <b>dog<\/b>.*>dog<.*70 %.*>cat &amp; co<.*10 %.*2\. <b>cat &amp; co<\/b>/,
  );
  assert.equal(html.split(`background:${palette.blue}`).length, 3, 'one in each panel');
  assert.equal(title, 'Words: dog 70 %, cat & co 70 %');
});

test('a word taken that was not among the most probable is drawn behind them', () => {
  const { html } = wordProbabilitiesPlot([{ ...step, word: 'owl', probability: 0.002 }]);
  assert.match(html, /cat &amp; co.*>owl<.*0\.2 %/);
});

test('panels are told to wrap, so that no page is too narrow for them', () => {
  assert.match(wordProbabilitiesPlot([step]).html, /grid-template-columns:repeat\(auto-fill/);
  assert.doesNotThrow(() => wordProbabilitiesPlot([]));
});

test('a strip tells each word and its probability as text', () => {
  const { html } = captionStrip([{ word: 'dog', probability: 0.7 }]);
  assert.match(html.replace(/<[^>]*>/g, ' '), /dog\s+70 %/);
  assert.doesNotMatch(html, /role="img"/);
});
