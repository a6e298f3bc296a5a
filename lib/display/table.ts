import { escapeHtml } from './escape';
import { inKernel } from './kernel';
import { showHtml } from './show';

export interface TableOptions {
  caption?: string;
  /** Rows shown at most; a note tells how many there are. */
  most?: number;
}

function cellText(value: unknown): string {
  if (typeof value === 'number' && Number.isFinite(value)) {
    return value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 1 ? 4 : 2 });
  }
  if (value === null || value === undefined) return '';
  return Array.isArray(value) ? value.map(cellText).join(' ') : String(value);
}

/** Rows as an HTML table, everything escaped. */
export function tableHtml(
  rows: Record<string, unknown>[],
  { caption = '', most = 50 }: TableOptions = {},
): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const numeric = new Set(
    columns.filter((key) => rows.every((row) => typeof row[key] === 'number')),
  );
  const align = (key: string) => `text-align:${numeric.has(key) ? 'right' : 'left'}`;
  const head = columns.map((key) => `<th style="${align(key)}">${escapeHtml(key)}</th>`).join('');
  const body = rows
    .slice(0, most)
    .map(
      (row) =>
        `<tr>${columns.map((key) => `<td style="${align(key)}">${escapeHtml(cellText(row[key]))}</td>`).join('')}</tr>`,
    );
  const note = rows.length > most ? `<p>The first ${most} of ${rows.length} rows.</p>` : '';
  return `<table class="cl-table">${caption && `<caption>${escapeHtml(caption)}</caption>`}<thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>${note}`;
}

/** Rows as lines of text in columns. */
export function tableText(
  rows: Record<string, unknown>[],
  { caption = '', most = 50 }: TableOptions = {},
): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [
    columns,
    ...rows.slice(0, most).map((row) => columns.map((key) => cellText(row[key]))),
  ];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => line[at].length)));
  const text = lines.map((line) =>
    line
      .map((cell, at) => cell.padEnd(widths[at]))
      .join('  ')
      .trimEnd(),
  );
  return [...(caption ? [caption] : []), ...text].join('\n');
}

/** Shows rows as a table: a column a key, in the order of the keys. */
export function showTable(rows: Record<string, unknown>[], options: TableOptions = {}): void {
  if (inKernel()) showHtml(tableHtml(rows, options));
  else console.log(tableText(rows, options));
}
