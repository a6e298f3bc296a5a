import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takeFormulas } from '../../../lib/kernel/notebook-page/formulas.js';
import { headingId, proseHtml } from '../../../lib/kernel/notebook-page/prose.js';
import { terminalHtml } from '../../../lib/kernel/notebook-page/terminal-colours.js';

const references = { link: (address: string) => address, picture: (address: string) => address };
const written = (markdown: string) => proseHtml(markdown, references, new Set());
const formulasIn = (markdown: string) => {
  const { text, faults } = takeFormulas(markdown);
  assert.deepEqual(faults, []);
  return text.match(/\ue000/g)?.length ?? 0;
};

test('headings get the ids that GitHub gives them, each its own', () => {
  assert.equal(headingId('Why it matters'), 'why-it-matters');
  assert.equal(headingId('From 0…255 to -1…1'), 'from-0255-to--11');
  assert.equal(headingId('Größe & `Maß`?'), 'größe--maß');
  const { html } = written('## Twice\n\n## Twice');
  assert.match(html, /id="twice">.*id="twice-1">/s);
});

test('a formula is told from a price, an escaped dollar, and code', () => {
  assert.equal(formulasIn('$x$ and $$y$$, and\n$$\nz\n$$'), 3);
  assert.equal(formulasIn('from $5 to $10, or \\$x\\$, or `$x$`'), 0);
  assert.equal(formulasIn('```ts\nconst price = "$1" + "$x";\n```\n'), 0);
  assert.equal(formulasIn('~~~\n$x$\n~~~\nand $x_1 * y_1 * z_1$'), 1);
  assert.equal(formulasIn('a $ b $ c'), 0);
});

test('no sign of a formula is taken for Markdown, in a table neither', () => {
  const { html } = written('$a_1 * b_2 * c_3 < d$\n\n| P |\n|---|\n| $P(a \\mid b)$ |');
  assert.doesNotMatch(html, /<em>|[\ue000\ue001]/);
  assert.equal(html.match(/<math/g)?.length, 2);
  assert.match(html, /<td><math/);
});

test('a table scrolls in itself, and an empty header is no header', () => {
  const { html } = written('| | a |\n|---|---|\n| x | 1 |');
  assert.match(html, /class="cl-scroll" role="group" tabindex="0"/);
  assert.doesNotMatch(html, /<th><\/th>/);
});

test('a terminal’s colours end where they end, other sequences are left out', () => {
  const esc = '\u001b';
  assert.equal(
    terminalHtml(`${esc}[31mred ${esc}[1mbold${esc}[22m${esc}[39m plain${esc}[2K <`),
    '<span class="ansi-red">red </span><span class="ansi-red ansi-bold">bold</span> plain &lt;',
  );
});
