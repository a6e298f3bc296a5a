import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as display from '../../lib/display/index.js';
import { cellsFor } from '../../lib/display/thumbnail-map.js';
import { labelOffsets, pointsOn } from '../../lib/display/word-map.js';
import { createRandom } from '../../lib/engine/random.js';
import { scorePlotOf } from '../../lib/evaluation/report-page/plots.js';
import { inspectedCats } from '../evaluation/inspected-cats.js';

const figures: Record<string, display.Figure> = {
  bar: display.barPlot([{ label: 'dog', value: 3 }], {
    title: 'bars',
    horizontal: true,
    values: true,
  }),
  line: display.linePlot([{ name: 'a', y: new Float32Array([1, 2]) }], {
    title: 'lines',
    logX: true,
  }),
  heatmap: display.heatmapPlot([new Float32Array([1, 2])], {
    title: 'cells',
    rows: ['r'],
    columns: ['a', 'b'],
    diverging: true,
  }),
  histogram: display.histogramPlot([1, 2, 2, 9], {
    title: 'lengths',
    mark: { at: 2, text: 'here' },
  }),
  loss: display.lossPlot({ train: [3, 2], dev: [3, 2.5], learningRate: [0.1, 0.01] }),
  marked: display.markedHistogramPlot([0, 0.2, 1], [{ name: 'a', value: 0.5 }], { title: 't' }),
  map: display.wordMap([
    { x: 0, y: 0, word: 'dog' },
    { x: 0, y: 0, word: 'cat' },
  ]),
  feature: display.featurePlot(new Float32Array(2048)),
  confusion: display.confusionPlot(display.confusionOf([{ truth: 'a', said: 'b' }])),
  scores: display.scorePlot([{ name: 'model', scores: { 'BLEU-1 (coco)': 0.6 } }]),
  reliability: display.reliabilityPlot(
    [{ from: 0.8, to: 0.9, words: 4, confidence: 0.85, accuracy: 0.5 }],
    { title: 'sure' },
  ),
};

for (const [name, figure] of Object.entries(figures)) {
  test(`the ${name} plot is plain JSON with words for those who cannot see it`, () => {
    assert.deepEqual(JSON.parse(JSON.stringify(figure)), figure, 'nothing gets lost as JSON');
    assert.ok((figure.layout as { meta: { alt: string } }).meta.alt.length > 0);
  });
}

test('an empty plot is a plot', () => {
  for (const make of [
    () => display.barPlot([], { title: 'x' }),
    () => display.histogramPlot([], { title: 'x' }),
    () => display.lossPlot({ train: [], dev: [] }),
    () => display.markedHistogramPlot([], [], { title: 'x' }),
    () => display.wordMap([]),
    () => display.scorePlot([]),
    () => display.reliabilityPlot([], { title: 'x' }),
  ]) {
    assert.doesNotThrow(make);
  }
});

test('whole numbers get a bin each, and every value falls into one', () => {
  const bins = display.binsOf([1, 2, 2, 5]);
  assert.deepEqual(
    bins.map(({ count }) => count),
    [1, 2, 0, 0, 1],
  );
  const real = display.binsOf([0, 0.1, 0.5, 1], 4);
  assert.deepEqual(
    real.map(({ count }) => count),
    [2, 0, 1, 1],
  );
  assert.equal(display.binsOf([3, 3, 3])[0].count, 3);
});

test('labels of words cover no other label and no point, at any width of the page', () => {
  const random = createRandom('words');
  const crowd = Array.from({ length: 40 }, (_, at) => ({
    x: random.normal(),
    y: random.normal(),
    word: `word${'s'.repeat(at % 6)}`,
  }));
  const offsets = labelOffsets(crowd);
  assert.ok(offsets.filter(Boolean).length >= 38, 'nearly every word has its label');
  for (const width of [320, 390, 600, 860, 1200]) {
    const points = pointsOn(crowd, width);
    const boxes = offsets.flatMap((offset, at) =>
      offset
        ? {
            x: points[at].x + offset.dx,
            y: points[at].y + offset.dy,
            half: crowd[at].word.length * 3,
          }
        : [],
    );
    boxes.forEach((a, i) => {
      for (const b of boxes.slice(i + 1)) {
        const apart = Math.abs(a.x - b.x) > a.half + b.half || Math.abs(a.y - b.y) > 12;
        assert.ok(apart, `two labels on one place at ${width}`);
      }
    });
  }
});

test('two words on one spot both keep their labels', () => {
  const { annotations } = figures.map.layout as { annotations: { text: string }[] };
  assert.deepEqual(
    annotations.map(({ text }) => text),
    ['dog', 'cat'],
  );
});

test('words are not taken for tags', () => {
  const [trace] = display.barPlot([{ label: '<b>x</b>', value: 1 }], { title: 't' }).data as {
    x: string[];
  }[];
  assert.equal(trace.x[0], '&lt;b&gt;x&lt;/b&gt;');
});

test('no two pictures of a map share a cell', () => {
  const places = Array.from({ length: 7 }, () => ({ x: 1, y: 1 }));
  const cells = cellsFor(places, 3, 2);
  assert.equal(
    new Set(cells.filter(Boolean).map((cell) => `${cell!.column} ${cell!.row}`)).size,
    6,
  );
  assert.equal(cells[6], undefined, 'a seventh picture has no room');
});

test('confusions are counted by truth and by what was said', () => {
  const pairs = [
    { truth: 'a', said: 'a' },
    { truth: 'a', said: 'b' },
    { truth: 'b', said: 'b' },
  ];
  assert.deepEqual(display.confusionOf(pairs), {
    labels: ['a', 'b'],
    counts: [
      [1, 1],
      [0, 1],
    ],
  });
});

test('the plot of scores counts the captions that score nothing in whole sentences', async () => {
  const inspection = await inspectedCats();
  const noteOf = (...scores: number[]) => {
    const pictures = inspection.pictures.map((picture, at) => {
      const { greedy } = picture;
      return { ...picture, greedy: { ...greedy, scores: { ...greedy.scores, CIDEr: scores[at] } } };
    });
    return scorePlotOf({ ...inspection, pictures }).note;
  };
  assert.match(noteOf(1, 1, 1), / No greedy caption scores 0\.$/);
  assert.match(noteOf(0, 1, 1), / 1 of 3 greedy captions scores 0\.$/);
  assert.match(noteOf(0, 0, 1), / 2 of 3 greedy captions score 0\.$/);
});
