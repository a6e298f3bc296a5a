import { columnNumbers, shortNumber } from './numbers.js';

/** A row of a table: the keys are the columns. */
export type Row = object;

/** How the values of one column are written. */
export interface Column {
  key: string;
  /** Numbers, which stand on the right; lists of whole numbers, place below place; or words. */
  kind: 'number' | 'list' | 'text';
  /** Says which row it is: the first column, when it holds a different word in each row. */
  heads: boolean;
  /** Some of its texts take several lines. */
  long: boolean;
  text(value: unknown): string;
}

/** As wide as a digit, and seen by no reader: keeps the places of lists below each other. */
export const DIGIT_SPACE = '\u2007';

/** Letters from which on a text is given room for several words a line. */
const LONG = 28;

const isMissing = (value: unknown) => value === null || value === undefined || Number.isNaN(value);
const looksNumeric = (value: unknown) =>
  typeof value === 'number' ||
  typeof value === 'bigint' ||
  (typeof value === 'string' && /^[-−+]?[\d.,]+ ?%?$/.test(value));
const isList = (text: string) => /^\d+( \d+)*$/.test(text);

function plainText(value: unknown): string {
  if (isMissing(value)) return '';
  if (typeof value === 'number') return shortNumber(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value) || ArrayBuffer.isView(value))
    return Array.from(value as unknown[], String).join(' ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A row's value in a column. */
export const cellValue = (row: Row, key: string) => (row as Record<string, unknown>)[key];

function columnOf(rows: Row[], key: string, first: boolean): Column {
  const values = rows.map((row) => cellValue(row, key));
  const known = values.filter((value) => !isMissing(value));
  const numbers = known.filter((value): value is number => typeof value === 'number');
  const write = columnNumbers(numbers);
  const plain = (value: unknown) =>
    typeof value === 'number' && !Number.isNaN(value) ? write(value) : plainText(value);
  const texts = known.map(plain);
  const base = { key, heads: false, long: false, text: plain };
  if (known.length > 0 && known.every(looksNumeric)) return { ...base, kind: 'number' };
  if (texts.length > 0 && texts.every(isList)) {
    const widest = Math.max(
      ...texts.flatMap((text) => text.split(' ')).map(({ length }) => length),
    );
    const place = (number: string) => number.padStart(widest, DIGIT_SPACE);
    const text = (value: unknown) => plain(value).split(' ').map(place).join(' ');
    return { ...base, kind: 'list', text };
  }
  const heads = first && texts.length === rows.length && new Set(texts).size === rows.length;
  const long = texts.some(({ length }) => length > LONG);
  return { ...base, kind: 'text', heads: heads && !texts.includes(''), long };
}

/** The columns of rows, in the order in which their keys come up. */
export function columnsOf(rows: Row[]): Column[] {
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return keys.map((key, at) => columnOf(rows, key, at === 0));
}
