import { escapeHtml } from './escape.js';
import { inKernel } from './kernel.js';
import { showHtml } from './show.js';

/** A row of a table: the keys are the columns. */
export type Row = object;

/** What stands above a table, and how much of it is shown. */
export interface TableOptions {
  caption?: string;
  /** Rows shown at most (50); a note tells how many there are. */
  most?: number;
}

interface Column {
  key: string;
  numeric: boolean;
  text(value: unknown): string;
}

const isMissing = (value: unknown) => value === null || value === undefined || Number.isNaN(value);
const looksNumeric = (value: unknown) =>
  typeof value === 'number' ||
  typeof value === 'bigint' ||
  (typeof value === 'string' && /^[-−+]?[\d.,\s]+ ?%?$/.test(value));

function plainText(value: unknown): string {
  if (isMissing(value)) return '';
  if (typeof value === 'number') return value.toLocaleString('en', { maximumSignificantDigits: 6 });
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value) || ArrayBuffer.isView(value))
    return Array.from(value as unknown[], String).join(' ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** How the numbers of one column are written: with the same number of decimals, so that they line up. */
function numberText(values: number[]): (value: number) => string {
  const largest = Math.max(0, ...values.map(Math.abs).filter(Number.isFinite));
  if (largest > 0 && (largest < 1e-3 || largest >= 1e12)) return (value) => value.toPrecision(3);
  const wanted =
    largest >= 1000 ? 0 : largest >= 100 ? 1 : largest >= 10 ? 2 : largest >= 1 ? 3 : 4;
  const decimals = values.every(Number.isInteger) ? 0 : Math.max(1, wanted);
  const needed = Math.max(
    0,
    ...values.map((value) => (String(Number(value.toFixed(decimals))).split('.')[1] ?? '').length),
  );
  const digits = { minimumFractionDigits: needed, maximumFractionDigits: needed };
  return (value) => value.toLocaleString('en', digits);
}

/** A row's value in a column. */
const cellValue = (row: Row, key: string) => (row as Record<string, unknown>)[key];

function columnsOf(rows: Row[]): Column[] {
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return keys.map((key) => {
    const values = rows.map((row) => cellValue(row, key)).filter((value) => !isMissing(value));
    const numbers = values.filter((value): value is number => typeof value === 'number');
    const write = numberText(numbers);
    return {
      key,
      numeric: values.length > 0 && values.every(looksNumeric),
      text: (value) =>
        typeof value === 'number' && !Number.isNaN(value) ? write(value) : plainText(value),
    };
  });
}

function noteOf(rows: Row[], most: number): string {
  return rows.length > most
    ? `The first ${most.toLocaleString('en')} of ${rows.length.toLocaleString('en')} rows.`
    : '';
}

/** Rows as an HTML table: numbers to the right, long text wrapped, everything escaped. */
export function tableHtml(rows: Row[], { caption = '', most = 50 }: TableOptions = {}): string {
  const shown = rows.slice(0, most);
  const columns = columnsOf(shown);
  const cell = (tag: string, { numeric }: Column, text: string) =>
    `<${tag}${numeric ? ' class="cl-number"' : ''}>${escapeHtml(text)}</${tag}>`;
  const head = columns.map((column) => cell('th', column, column.key)).join('');
  const body = shown
    .map(
      (row) =>
        `<tr>${columns.map((column) => cell('td', column, column.text(cellValue(row, column.key)))).join('')}</tr>`,
    )
    .join('');
  const title = caption && `<div class="cl-title">${escapeHtml(caption)}</div>`;
  const label = caption && ` aria-label="${escapeHtml(caption)}"`;
  const note = noteOf(rows, most);
  return (
    `${title}<div class="cl-scroll"><table class="cl-table"${label}><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>` +
    (note && `<div class="cl-quiet cl-small">${note}</div>`)
  );
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
    columns.map((column) => column.text(cellValue(row, column.key))),
  );
  const lines = [columns.map(({ key }) => key), ...cells];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => line[at].length)));
  const pad = (text: string, at: number) =>
    columns[at].numeric ? text.padStart(widths[at]) : text.padEnd(widths[at]);
  const written = lines.map((line) => line.map(pad).join('  ').trimEnd());
  return [caption, ...written, noteOf(rows, most)].filter(Boolean).join('\n');
}

/** Shows rows as a table: a column a key, in the order of the keys. */
export function showTable(rows: Row[], options: TableOptions = {}): void {
  if (inKernel()) showHtml(tableHtml(rows, options), options.caption);
  else console.log(tableText(rows, options));
}
