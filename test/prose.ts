import assert from 'node:assert/strict';
import { notebookText } from './laws/tracked-files.js';

function cellsOf(notebook: string, kind: 'code' | 'markdown'): string {
  const { cells } = JSON.parse(notebookText(notebook)) as {
    cells: { cell_type: string; source: string | string[] }[];
  };
  return cells
    .filter(({ cell_type }) => cell_type === kind)
    .map(({ source }) => [source].flat().join(''))
    .join('\n');
}

/** All code of a notebook. */
export const codeOf = (notebook: string) => cellsOf(notebook, 'code');

/** A notebook's prose on one line, without the marks of emphasis. */
export function proseOf(notebook: string): string {
  return cellsOf(notebook, 'markdown')
    .replace(/\n> /g, ' ')
    .replace(/[*`]/g, '')
    .replace(/\s+/g, ' ');
}

/** Holds a notebook to its word: it says what was computed, letter by letter. */
export function assertSays(notebook: string, computed: string): void {
  const prose = proseOf(notebook);
  assert.ok(prose.includes(computed), `${notebook} does not say "${computed}"`);
}
