import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tableHtml, tableText } from '../../lib/display/table.js';

const rows = [
  { word: 'dog', count: 8138, share: 0.123456 },
  { word: 'a long word', count: 3, share: 0.5 },
];

test('numbers are grouped, have the same decimals in a column and stand on the right', () => {
  const text = tableText(rows);
  assert.deepEqual(text.split('\n'), [
    'word         count   share',
    'dog          8,138  0.1235',
    'a long word      3  0.5000',
  ]);
  assert.match(tableHtml(rows), /<td class="cl-number">8,138<\/td>/);
});

test('at most so many rows are shown, and a note counts them all', () => {
  const many = Array.from({ length: 1200 }, (_, i) => ({ rank: i + 1 }));
  const html = tableHtml(many, { most: 5 });
  assert.equal(html.match(/<tr>/g)?.length, 6);
  assert.match(html, /The first 5 of 1,200 rows/);
  assert.match(tableText(many, { most: 5 }), /The first 5 of 1,200 rows/);
});

test('lists, yes and no, nothing and not-a-number are written as people write them', () => {
  const [, line] = tableText([
    { sequence: [0, 0, 7], kept: true, gone: undefined, odd: Number.NaN },
  ]).split('\n');
  assert.equal(line, '0 0 7     yes');
});

test('columns are the keys in the order they come up, in rows that differ too', () => {
  const [head] = tableText([{ a: 1 }, { b: 2, a: 3 }]).split('\n');
  assert.equal(head, 'a  b');
});

test('percentages written out line up like numbers; image ids and captions do not', () => {
  const html = tableHtml([{ share: '94.9 %', id: '1000268201_693b08cb0e' }]);
  assert.match(html, /<td class="cl-number">94\.9 %/);
  assert.match(html, /<td>1000268201_693b08cb0e/);
});

test('indices of sequences stand below each other, on the page and as text', () => {
  const padded = [
    { row: 'one', 'caption so far': '0 0 9' },
    { row: 'two', 'caption so far': [0, 9, 110] },
  ];
  assert.deepEqual(tableText(padded).split('\n').slice(1), [
    'one    0   0   9',
    'two    0   9 110',
  ]);
  const html = tableHtml(padded);
  assert.match(html, /<td class="cl-list">\u2007\u20070 \u2007\u20070 \u2007\u20079<\/td>/);
  assert.doesNotMatch(tableHtml([{ id: '7 b' }]), /cl-list/);
});

test('what names each row is its header; a column without a name has none', () => {
  assert.match(tableHtml(rows), /<th scope="row">dog<\/th><td class="cl-number">/);
  const twice = [...rows, rows[0]];
  assert.doesNotMatch(tableHtml(twice), /scope="row"/, 'a word that comes twice names no row');
  assert.match(
    tableHtml([{ '': 1, word: 'dog' }]),
    /<thead><tr><td class="cl-number"><\/td><th>word/,
  );
});

test('a header wraps between its words, not at a hyphen', () => {
  const html = tableHtml([{ 'BLEU-4 (coco)': 0.2, plain: 1 }]);
  assert.match(
    html,
    /<th class="cl-number"><span class="cl-word">BLEU-4<\/span> \(coco\)<\/th><th class="cl-number">plain</,
  );
});

test('a table scrolls in a place that the keyboard reaches and that has a name', () => {
  const place = (html: string) => /role="group" tabindex="0" aria-label="([^"]*)"/.exec(html)?.[1];
  assert.equal(place(tableHtml(rows, { caption: 'Words & counts' })), 'Words &amp; counts');
  assert.equal(place(tableHtml(rows)), 'a table: word, count, share');
});

test('a table without rows is a table without rows', () => {
  assert.equal(tableText([], { caption: 'Nothing' }), 'Nothing');
  assert.match(tableHtml([]), /<tbody><\/tbody>/);
});
