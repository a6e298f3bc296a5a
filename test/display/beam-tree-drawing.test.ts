import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beamTreeDrawing, type DrawnBeamNode, temperatureRow } from '../../lib/display/index.js';

const node = (
  word: string,
  step: number,
  parent: number | undefined,
  more: Partial<DrawnBeamNode> = {},
): DrawnBeamNode => ({
  ...{ word, step, parent, probability: 0.5, logProbability: -step, fate: 'kept', best: false },
  ...more,
});

const nodes = [
  node('startseq', 0, undefined, { best: true }),
  node('black', 1, 0, { probability: 0.2 }),
  node('white', 1, 0, { probability: 0.7, best: true }),
  node('<b>', 1, 0, { probability: 0.004, fate: 'dropped' }),
  node('cat', 2, 1),
  node('dog', 2, 2, { best: true }),
  node('endseq', 3, 5, { fate: 'ended', best: true }),
  node('endseq', 3, 4, { fate: 'ended' }),
];

/** The middle of each box by the text in it. */
function middles(html: string): Map<string, { x: number; y: number }> {
  const boxes = [...html.matchAll(/<text x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]+)<\/text>/g)];
  return new Map(boxes.map(([, x, y, word]) => [word, { x: Number(x), y: Number(y) }]));
}

test('a column a word, each behind what it goes on from, the more probable above', () => {
  const at = middles(beamTreeDrawing({ nodes }).html);
  const x = (word: string) => at.get(word)?.x ?? NaN;
  const y = (word: string) => at.get(word)?.y ?? NaN;
  assert.ok(x('startseq') < x('black') && x('black') === x('white') && x('white') < x('cat'));
  assert.ok(y('white') < y('black') && y('black') < y('&lt;b&gt;'));
  assert.ok(y('dog') < y('cat'), 'the order of those before: no lines cross');
});

test('boxes of a column stand apart, and all lie inside the drawing', () => {
  const { html } = beamTreeDrawing({ nodes });
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(html)?.map(Number) ?? [];
  const boxes = [
    ...html.matchAll(/<rect x="([\d.-]+)" y="([\d.-]+)" width="([\d.]+)" height="30"/g),
  ];
  assert.equal(boxes.length, nodes.length);
  const places = boxes.map((match) => match.slice(1).map(Number));
  for (const [i, [x, y, wide]] of places.entries()) {
    assert.ok(x >= 0 && y >= 0 && x + wide <= width && y + 30 <= height);
    for (const [otherX, otherY] of places.slice(i + 1))
      assert.ok(otherX !== x || Math.abs(otherY - y) >= 38 - 0.2);
  }
});

test('what was dropped is dashed, the best way in one colour, words are escaped', () => {
  const { html, title } = beamTreeDrawing({ nodes });
  assert.equal(title, 'beam search, 3 words: white dog endseq');
  assert.equal(html.match(/stroke-dasharray/g)?.length, 2, 'a line and a box');
  assert.equal(html.match(/ dashed #/g)?.length, 1, 'the legend');
  assert.equal(html.match(/stroke="#d27d00"/g)?.length, 3 + 4, 'lines and boxes');
  assert.equal(html.match(/ solid #d27d00/g)?.length, 1, 'the legend');
  assert.ok(!html.includes('<b>'));
  assert.match(html, />0\.4 %</);
  assert.match(
    html,
    /<title>white: 70 %; the caption so far has the log probability -1\.00; kept</,
  );
});

test('it can be drawn up to a word', () => {
  const { html, title } = beamTreeDrawing({ nodes }, { steps: 1 });
  assert.equal(title, 'beam search, 1 word: white');
  assert.ok(html.includes('>black<') && !html.includes('>cat<') && !html.includes('word 2'));
});

test('captions stand below the mark of their temperature', () => {
  const { html, title } = temperatureRow([
    { temperature: 0, captions: ['cat & dog'] },
    { temperature: 1.5, captions: ['dog', ''] },
  ]);
  assert.equal(title, 'captions at the temperatures 0, 1.5');
  assert.match(html, />0<.*cat &amp; dog.*>1\.5<.*dog.*<i>nothing<\/i>/);
});
