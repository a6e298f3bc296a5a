import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mock, test } from 'node:test';
import * as display from '../../lib/display/index.js';
import { inKernel } from '../../lib/display/kernel.js';
import { figureHtml, figureTitle } from '../../lib/display/plotly.js';
import { drawingHtml } from '../../lib/display/show.js';
import { projectRoot } from '../../lib/outputs/index.js';

async function printed(work: () => unknown): Promise<string[]> {
  const log = mock.method(console, 'log', () => {});
  await work();
  log.mock.restore();
  return log.mock.calls.map((call) => call.arguments.join(' '));
}

test('outside a notebook a line stands for what would be shown', async () => {
  assert.equal(inKernel(), false);
  const picture = { path: '/x/cat.jpg' };
  const lines = await printed(async () => {
    display.show(display.barPlot([{ label: 'dog', value: 1 }], { title: 'Words' }));
    display.show({ svg: '<svg/>', title: 'model' });
    display.show({ html: '<p>', title: 'strip' });
    display.showTable([{ word: 'dog', count: 3 }], { caption: 'Counts' });
    await display.showPictures([picture]);
    await display.showCaptionCards([{ path: '/x/cat.jpg', references: [], caption: 'black cat' }]);
    display.liveFigure().update({ data: [], layout: {} });
  });
  assert.deepEqual(lines, [
    '[figure: Words: one bar: dog 1]',
    '[drawing: model]',
    '[strip]',
    'Counts\nword  count\ndog       3',
    '[pictures: cat.jpg]',
    '[cards: black cat]',
  ]);
});

test('what takes a truth is shown where it is known, and named where it is not', async () => {
  const shown = (known: Map<string, unknown>) =>
    printed(() => display.showIfKnown(known, 'who is who', () => console.log('table')));
  assert.deepEqual(await shown(new Map([['a', 1]])), ['table']);
  assert.match((await shown(new Map())).join(), /^This needs to know who is who\./);
});

test('a picture that cannot be read is shown as a place with its name', async () => {
  const { html } = await display.gallery([{ path: '/nowhere/gone.jpg', captions: 'a dog' }]);
  assert.match(html, /gone\.jpg cannot be read/);
  assert.match(html, /a dog/);
});

test('a gallery keeps its columns; on a narrow page captions ask for room', async () => {
  const four = { columns: 4, width: 200 };
  const bare = await display.gallery([{ path: '/nowhere/gone.jpg' }], four);
  assert.match(bare.html, /repeat\(4,minmax\(0,200px\)\)/);
  const worded = await display.gallery([{ path: '/nowhere/gone.jpg', captions: 'a dog' }], four);
  assert.match(worded.html, /max-width:848px;/);
  assert.match(worded.html, /minmax\(max\(150px,\(100% - 48px\) \/ 4 - 0\.1px\),1fr\)/);
});

test('a figure carries its words, its height and its own data, and asks for nothing from the network', () => {
  const html = figureHtml(
    { data: [{ y: [1, 2] }], layout: { title: { text: 'Loss' }, height: 300 } },
    'cl-1',
  );
  assert.match(html, /role="img" aria-label="Loss"/);
  assert.match(html, /min-height:300px/);
  assert.match(html, /"y":\[1,2\]/);
  assert.ok(!/https?:\/\//.test(html));
});

test('a drawing shrinks with the page as far as it can be read, and scrolls from there on', () => {
  const drawing = (width: number) => ({ svg: `<svg width="${width}"></svg>`, title: 'a model' });
  assert.equal(drawingHtml(drawing(300)), '<svg width="300"></svg>');
  const wide = drawingHtml(drawing(1000));
  assert.match(wide, /tabindex="0" aria-label="a model"><div style="min-width:720px"><svg/);
});

test('the words of a figure are its alternative text, else its title', () => {
  assert.equal(figureTitle({ data: [], layout: { title: 'a' } }), 'a');
  assert.equal(figureTitle({ data: [], layout: { title: { text: 'b' } } }), 'b');
  assert.equal(figureTitle({ data: [], layout: { title: 'a', meta: { alt: 'c' } } }), 'c');
  assert.equal(figureTitle({ data: [], layout: {} }), 'figure');
});

test('the progress bar loads neither TensorFlow nor the pictures library', () => {
  const script = `require('./lib/display/progress.ts');
    const heavy = Object.keys(require.cache).filter((file) => /node_modules.(@tensorflow|sharp|tslab|highlight)/.test(file));
    console.log(heavy.length);`;
  assert.equal(
    execFileSync(
      process.execPath,
      ['--require', 'tsx/cjs', '--input-type=commonjs', '-e', script],
      { cwd: projectRoot, encoding: 'utf8' },
    ).trim(),
    '0',
  );
});
