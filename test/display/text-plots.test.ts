import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  coveragePlot,
  memoryPlot,
  sequenceMapPlot,
  thresholdPlot,
  zipfPlot,
} from '../../lib/display/index.js';

interface Trace {
  x: number[];
  y: number[];
  z: number[][];
  name: string;
}
const traces = (figure: { data: object[] }) => figure.data as Trace[];

const words = Array.from({ length: 1000 }, (_, i) => ({
  word: `<b>${i}`,
  count: Math.ceil(1000 / (i + 1)),
}));

test('rank plots thin the tail, keep the first and the last word, and let no word act as markup', () => {
  const [points, law] = traces(zipfPlot(words, 10));
  assert.equal(points.x[0], 1);
  assert.equal(points.x.at(-1), 1000);
  assert.ok(points.x.length < 500);
  assert.deepEqual(law.y, [1000, 1]);
  assert.doesNotMatch(JSON.stringify(points), /<b>/);
});

test('the coverage curve ends at all of the text and marks the half', () => {
  const figure = coveragePlot([
    { word: 'the', count: 50 },
    { word: 'dog', count: 30 },
    { word: 'cat', count: 20 },
  ]);
  assert.deepEqual(traces(figure)[0].y, [0.5, 0.8, 1]);
  assert.match(JSON.stringify(figure.layout), /1 word: half of the text/);
});

test('the threshold plot has a line for the text and one for the words', () => {
  const rows = [
    { threshold: 1, words: 100, wordShare: 1, coverage: 1 },
    { threshold: 10, words: 20, wordShare: 0.2, coverage: 0.95 },
  ];
  const [text, kept] = traces(thresholdPlot(rows, 10));
  assert.deepEqual(
    [text.y, kept.y],
    [
      [1, 0.95],
      [1, 0.2],
    ],
  );
});

test('the sequence map tells padding, start, words and end apart', () => {
  const [map] = traces(sequenceMapPlot([[0, 1, 7, 2]], { start: 1, end: 2 }, { title: 'map' }));
  assert.deepEqual(map.z, [[0, 1, 2, 3]]);
});

test('the memory plot sets what was measured beside what the table would take', () => {
  const samples = [
    { rows: 100, bytes: 2e6 },
    { rows: 200, bytes: -5 },
  ];
  const [table, measured] = traces(memoryPlot(samples, 42000));
  assert.deepEqual(table.y, [4.2, 8.4]);
  assert.deepEqual(measured.y, [2, 0.01], 'nothing falls off a logarithmic axis');
});
