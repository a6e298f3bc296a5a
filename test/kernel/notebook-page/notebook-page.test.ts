import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'node-html-parser';
import { notebookPage } from '../../../lib/kernel/notebook-page/notebook-page.js';
import { bookFolder, everything, PIXEL, pageIn } from './sample-notebook.js';

const folder = bookFolder();
const { html, faults } = pageIn(folder, everything, { cell: 3, message: 'Error: it broke <here>' });
const page = parse(html);
const around = { notebook: join(folder, 'a.ipynb'), folder, title: 'A', about: 'Executed.' };
const text = (selector: string) => page.querySelector(selector)?.text;

test('a page has a language, a title, landmarks, ways to the index and the next notebook, and its headings', () => {
  assert.deepEqual(faults, []);
  assert.match(html, /^<!doctype html>\n<html lang="en">/);
  assert.equal(text('title'), '01 · First · captionlab');
  for (const landmark of ['header nav', 'nav.contents', 'main', 'footer nav'])
    assert.ok(page.querySelector(landmark), landmark);
  const ways = page.querySelectorAll('header a').map((link) => link.getAttribute('href'));
  assert.deepEqual(ways, ['index.html', '02-second.html']);
  const contents = page.querySelectorAll('.contents a');
  assert.deepEqual(
    contents.map((link) => [link.getAttribute('href'), link.text]),
    [
      ['#what-is-seen--heard', 'What is seen & heard'],
      ['#exercises', 'Exercises'],
      ['#exercise-11', 'Exercise 1.1'],
    ],
  );
  for (const link of contents) assert.ok(page.querySelector(link.getAttribute('href') as string));
});

test('cells carry the numbers that they were executed under', () => {
  const prompts = page.querySelectorAll('.prompt').map((one) => one.text);
  assert.deepEqual(prompts, ['In\u00a0[1]', 'In\u00a0[2]', 'In\u00a0[3]', 'In\u00a0[ ]']);
  assert.match(html, /<span class="hljs-keyword">const<\/span>/);
});

test('what was printed is text: of overwritten lines the last, a terminal’s colours as colours', () => {
  const [printed, aside, result] = page.querySelectorAll('#cell-1 .printed');
  assert.equal(
    printed.innerHTML,
    'two <span class="ansi-bold ansi-green">green</span> &lt;tag&gt;',
  );
  assert.equal(aside.classNames, 'printed aside');
  assert.equal(result.text, 'undefined');
});

test('figures are drawn from their data on the page’s own ground, pictures have their words, styles come once', () => {
  const figure = page.querySelector('#cell-2 .cl-figure');
  assert.equal(figure?.getAttribute('aria-label'), 'Words: 2 bars, 1 to 3, the highest at dog');
  assert.doesNotMatch(
    page.querySelector('#cell-2')?.innerHTML ?? '',
    /"paper_bgcolor":"#ffffff"|<style>\.cl\{/,
  );
  assert.equal(page.querySelector('img.picture')?.getAttribute('alt'), 'a dot');
  assert.equal(html.split('.cl table.cl-table{').length, 2);
});

test('scripts of outputs, which would speak to the kernel, are left out', () => {
  const output = {
    output_type: 'display_data',
    data: { 'text/html': '<p>Here</p><script>fetch(1)</script>' },
  };
  const cell = { cell_type: 'code', source: 'show();', outputs: [output] };
  const { html: made } = pageIn(folder, { cells: [cell] });
  assert.match(made, /<p>Here<\/p>/);
  assert.doesNotMatch(made, /fetch\(1\)/);
});

test('an error is told with its stack, and on top of the page where the notebook stopped', () => {
  assert.match(text('#cell-3 .error') ?? '', /Error ended this cell\..*it broke.*at cell 3:1:7/s);
  assert.match(
    page.querySelector('.failed')?.innerHTML ?? '',
    /href="#cell-3">code cell 3<\/a>: Error: it broke &lt;here&gt;/,
  );
});

test('formulas become MathML, prices and code stay what they are', () => {
  assert.equal(page.querySelectorAll('main math').length, 2);
  assert.match(text('.formula math') ?? '', /\(1\)/, 'the tag');
  assert.match(html, /costs \$5 or \$6\./);
  assert.match(
    html,
    /<span class="hljs-string">&#x27;\$1&#x27;<\/span>; <span class="hljs-comment">\/\/ \$x\$ stays/,
  );
});

test('links lead to pages, pictures lie in the page', () => {
  const [second, outside] = page
    .querySelectorAll('main li a')
    .map((link) => link.getAttribute('href'));
  assert.equal(second, '02-second.html#what-is-new');
  assert.equal(outside, 'https://example.org');
  const pictures = page.querySelectorAll('.prose img').map((one) => one.getAttribute('src'));
  assert.deepEqual(pictures, Array(2).fill(`data:image/png;base64,${PIXEL}`));
  assert.ok(
    !/(src|href)="(?!data:|https:\/\/example|#|0|index)/.test(html),
    'nothing else is asked for',
  );
});

test('what is wrong with a text is told, with its cell', () => {
  const prose = (source: string) => ({ cell_type: 'markdown', source });
  const wrong = {
    cells: [
      prose('# Fine\n\n[here](#fine) [file](notes.txt)'),
      prose('A formula: $\\frac{1}$.'),
      prose('[gone](07-gone.ipynb) ![gone](gone.png) ![far](https://example.org/a.png)'),
    ],
  };
  const { html: made, faults: found } = pageIn(folder, wrong);
  assert.equal(found.length, 4, found.join('\n'));
  assert.match(found[0], /^cell 2 of 3, the formula \$\\frac\{1\}\$ cannot be read: /);
  assert.equal(found[1], 'cell 3 of 3, the link 07-gone.ipynb: there is no such file');
  assert.equal(found[2], 'cell 3 of 3, the picture gone.png: there is no such file');
  assert.match(found[3], /the picture https:.*no other host/);
  assert.match(made, /<code>\$\\frac\{1\}\$<\/code>/);
  assert.match(made, /href="\.\.\/notes\.txt"/);
});

test('in a book, a section leads to the same cell of the live notebook', () => {
  const cells = ['# First', 'no heading', '## What *is* seen & heard'].map((source, at) => ({
    ...{ cell_type: 'markdown', id: `cell-${at}`, source },
  }));
  const links = (live?: string) =>
    parse(notebookPage({ cells }, { ...around, live }).html).querySelectorAll('.run a');
  assert.deepEqual(
    links('live?path=a').map((link) => [link.attrs.href, link.attrs['aria-label']]),
    [['live?path=a#cell-id=cell-2', 'Run this section: What is seen & heard']],
  );
  assert.deepEqual(links(), []);
});
