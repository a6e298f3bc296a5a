import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'node-html-parser';
import { parallelPlot } from '../../lib/display/index.js';
import { parallelAxes, spacedTicks } from '../../lib/display/parallel-axes.js';

const rows = [
  { rate: 1e-3, kind: 'b', on: true, clip: 'none', units: 1023, score: 0.1 },
  { rate: 1e-1, kind: 'a', on: true, clip: 10, units: 1024, score: 0.4 },
  { rate: 1e-2, kind: 'b', on: true, clip: 5, units: 1025, score: 0.2 },
];

test('parallel axes set numbers where they belong, wide ranges by powers of ten, and names evenly', () => {
  const [rate, kind, on, clip, units, score] = parallelAxes(rows);
  const written = ({ ticks }: typeof rate) => ticks.map(({ text }) => text);
  const rounded = ({ places }: typeof rate) => places.map((place) => Number(place.toFixed(9)));
  assert.deepEqual(rounded(rate), [0, 1, 0.5]);
  assert.deepEqual(written(rate), ['0.001', '0.010', '0.100']);
  assert.deepEqual(
    [kind.places, written(kind)],
    [
      [1, 0, 1],
      ['a', 'b'],
    ],
  );
  assert.deepEqual(clip.places, [1, 0.5, 0], 'numbers before names, by size');
  assert.deepEqual(written(clip), ['5', '10', 'none']);
  assert.deepEqual(written(units), ['1,023', '1,024', '1,025']);
  assert.deepEqual([on.places, written(on)], [[0.5, 0.5, 0.5], ['yes']], 'a lone value');
  assert.deepEqual(rounded(score), [0, 1, 0.333333333]);
});

test('of ticks that would touch, the first and the last are written before the others', () => {
  const ticks = [0, 0.1, 0.5, 0.95, 1].map((at) => ({ at, text: String(at) }));
  const kept = spacedTicks(ticks, ({ at }) => [100 * at - 6, 100 * at + 6]);
  assert.deepEqual(kept.map(({ at }) => at).sort(), [0, 0.5, 1]);
});

test('a parallel plot draws a line a row, marks the best otherwise than by colour, and says it in words', () => {
  const { html, title } = parallelPlot(rows, { title: 'Trials <of> 3' });
  assert.match(
    title,
    /3 lines across rate, kind, on, clip, units, score\. The best: rate 0\.100, kind a/,
  );
  assert.ok(!html.includes('<of>'));
  const layouts = parse(html).querySelectorAll('svg[role=img]');
  assert.equal(layouts.length, 2, 'one for wide places, one for narrow ones');
  for (const svg of layouts) {
    assert.deepEqual(
      svg
        .querySelectorAll('g.row')
        .map((row) => row.getAttribute('data-row'))
        .sort(),
      ['0', '1', '2'],
    );
    const [best, ...more] = svg.querySelectorAll('g.best');
    assert.equal(more.length, 0);
    assert.equal(best.getAttribute('data-row'), '1');
    assert.equal(best.querySelectorAll('circle').length, 6);
    assert.match(best.querySelector('title')?.text ?? '', /score 0\.4$/);
  }
});
