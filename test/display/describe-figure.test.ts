import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  barPlot,
  heatmapPlot,
  histogramPlot,
  linePlot,
  sequenceMapPlot,
} from '../../lib/display/index.js';
import { figureHtml, figureOutput, figureTitle } from '../../lib/display/plotly.js';

const told = (figure: { data: object[]; layout: object }) => figureTitle(figure);

test('a figure is told in one sentence: its title, what it is made of, and how far its values reach', () => {
  const bars = [
    { label: '<dog>', value: 8138 },
    { label: 'cat', value: 3 },
  ];
  assert.equal(
    told(barPlot(bars, { title: 'Words' })),
    'Words: 2 bars, 3 to 8,138, the highest at <dog>',
  );
  assert.equal(told(barPlot([], { title: 'Words' })), 'Words: no bars');
  const lines = [
    { name: 'training', y: [3, 2, 1.5] },
    { name: 'dev', y: [3.1, 2.4, 2.2] },
  ];
  assert.equal(
    told(linePlot(lines, { title: 'Loss' })),
    'Loss: 2 lines: training from 3 to 1.5; dev from 3.1 to 2.2',
  );
  const cells = heatmapPlot([[0, 0.5]], { title: 'Cosines' });
  assert.equal(told(cells), 'Cosines: 1 row of 2 cells, values 0 to 0.5');
  assert.equal(
    told(histogramPlot([4, 4, 7], { title: 'Lengths', mark: { at: 5, text: 'mean' } })),
    'Lengths: values from 4 to 7, most often, 2 at 4; marked at 5: mean',
  );
  const map = sequenceMapPlot([[0, 0, 1, 7]], { start: 1, end: 2 }, { title: 'Rows' });
  assert.equal(told(map), 'Rows: 1 caption of 4 places, 50 % of them padding');
});

test('who has words of their own keeps them', () => {
  assert.equal(told(barPlot([], { title: 'Words', alt: 'Nothing was said' })), 'Nothing was said');
});

test('the sentence is on the page, and in the notebook for those who see text alone', () => {
  const figure = linePlot([{ name: 'a & b', y: [1, 2] }], { title: 'A & B' });
  const sentence = 'A & B: 1 line: a & b from 1 to 2';
  const html = figureHtml(figure, 'cl-a');
  assert.ok(html.includes(`role="img" aria-label="${sentence.replaceAll('&', '&amp;')}"`));
  assert.match(html, /<figcaption>A &amp; B<\/figcaption>/);
  assert.equal(figureOutput(figure)['text/plain'], `[figure: ${sentence}]`);
});

test('a title on the page holds no tags but those that are meant', () => {
  const html = figureHtml({ data: [], layout: { title: { text: 'a<br><b>b</b> <script>x' } } });
  assert.match(html, /<figcaption>a<br><b>b<\/b> &lt;script>x<\/figcaption>/);
});
