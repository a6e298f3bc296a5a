import { escapeHtml } from './escape.js';
import { inKernel } from './kernel.js';
import { numberText } from './numbers.js';
import { scrolling } from './scrolling.js';
import { showHtml } from './show.js';
import { type Column, cellValue, columnsOf, DIGIT_SPACE, type Row } from './table-columns.js';

export type { Row } from './table-columns.js';

/** What stands above a table, and how much of it is shown. */
export interface TableOptions {
  caption?: string;
  /** Rows shown at most (50); a note tells how many there are. */
  most?: number;
}

const classes = { number: 'cl-number', list: 'cl-list', text: '' };

function cellHtml(tag: string, { kind, long }: Column, text: string): string {
  const name = long ? 'cl-long' : classes[kind];
  return `<${tag}${name && ` class="${name}"`}>${escapeHtml(text)}</${tag.split(' ')[0]}>`;
}

/** Words with a hyphen (BLEU-4) stay in one piece. */
const unbroken = (html: string) =>
  html.replace(/[\w.]+(?:-[\w.]+)+/g, '<span class="cl-word">$&</span>');

/** A column without a name has no header: an empty one would be read out as one. */
function headHtml(column: Column): string {
  if (!column.key) return cellHtml('td', column, '');
  const [open, text, end] = cellHtml('th', column, column.key).split(/(?<=^<[^>]*>)|(?=<\/th>$)/);
  return open + unbroken(text) + end;
}

function rowHtml(row: Row, columns: Column[]): string {
  const cells = columns.map((column) =>
    cellHtml(
      column.heads ? 'th scope="row"' : 'td',
      column,
      column.text(cellValue(row, column.key)),
    ),
  );
  return `<tr>${cells.join('')}</tr>`;
}

function noteOf(rows: Row[], most: number): string {
  return rows.length > most
    ? `The first ${numberText(most)} of ${numberText(rows.length)} rows.`
    : '';
}

/** Rows as an HTML table: numbers to the right, long text wrapped, everything escaped. */
export function tableHtml(rows: Row[], { caption = '', most = 50 }: TableOptions = {}): string {
  const shown = rows.slice(0, most);
  const columns = columnsOf(shown);
  const head = columns.map(headHtml).join('');
  const body = shown.map((row) => rowHtml(row, columns)).join('');
  const title = caption && `<div class="cl-title">${escapeHtml(caption)}</div>`;
  const label = caption && ` aria-label="${escapeHtml(caption)}"`;
  const note = noteOf(rows, most);
  const table = `<table class="cl-table"${label}><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
  const about = caption || `a table: ${columns.map(({ key }) => key).join(', ')}`;
  return title + scrolling(table, about) + (note && `<div class="cl-quiet cl-small">${note}</div>`);
}

/**
 * Rows as lines of text in columns.
 * @example
 * ```ts
 * import { tableText } from 'captionlab/display';
 *
 * tableText([{ word: 'dog', count: 42 }]); // → 'word  count\ndog      42'
 * ```
 */
export function tableText(rows: Row[], { caption = '', most = 50 }: TableOptions = {}): string {
  const shown = rows.slice(0, most);
  const columns = columnsOf(shown);
  const cells = shown.map((row) =>
    columns.map(({ key, text }) => text(cellValue(row, key)).replaceAll(DIGIT_SPACE, ' ')),
  );
  const lines = [columns.map(({ key }) => key), ...cells];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => line[at].length)));
  const pad = (text: string, at: number) =>
    columns[at].kind === 'number' ? text.padStart(widths[at]) : text.padEnd(widths[at]);
  const written = lines.map((line) => line.map(pad).join('  ').trimEnd());
  return [caption, ...written, noteOf(rows, most)].filter(Boolean).join('\n');
}

/** Shows rows as a table: a column a key, in the order of the keys. */
export function showTable(rows: Row[], options: TableOptions = {}): void {
  if (inKernel()) showHtml(tableHtml(rows, options), options.caption);
  else console.log(tableText(rows, options));
}
