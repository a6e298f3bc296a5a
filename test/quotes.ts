import assert from 'node:assert/strict';
import { notebookText } from './laws/tracked-files.js';

/** The passages of a notebook that give Flickr8k's figures, each on one line and without marks of emphasis. */
export function quotesOf(notebook: string): string[] {
  const { cells } = JSON.parse(notebookText(notebook)) as {
    cells: { cell_type: string; source: string | string[] }[];
  };
  return cells
    .filter(({ cell_type }) => cell_type === 'markdown')
    .flatMap(({ source }) => [source].flat().join('').split(/\n\n+/))
    .filter((paragraph) => paragraph.startsWith('> On Flickr8k'))
    .map((paragraph) =>
      paragraph
        .replace(/(^|\n)> /g, ' ')
        .replace(/[*`]/g, '')
        .trim(),
    );
}

/**
 * Holds a notebook's passages on Flickr8k to what was computed: each claim stands in one of them, letter by letter,
 * and what no claim covers holds no digit.
 */
export function assertQuotes(notebook: string, claims: string[]): void {
  let rest = quotesOf(notebook).join(' | ').replaceAll('On Flickr8k', '');
  for (const claim of claims) {
    assert.ok(rest.includes(claim), `${notebook} does not say "${claim}" of Flickr8k`);
    rest = rest.replace(claim, '…');
  }
  const unclaimed = rest.split(' | ').filter((quote) => /\d/.test(quote));
  assert.deepEqual(unclaimed, [], `${notebook} gives figures that no test computes`);
}

/** 12345 as prose writes it: 12,345. */
export const grouped = (value: number) => value.toLocaleString('en');

/** 0.123 as prose writes it: 12.3 %. */
export const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
