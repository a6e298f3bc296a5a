import { readTextFile, shortPath, UserError } from '../../outputs/index.js';
import { delimiterOf, recordsOf } from '../caption-table.js';
import { isAnyPictureFile } from '../picture-kinds.js';
import type { OwnTable } from './types.js';

const LINES_LOOKED_AT = 50;

/** Of what could separate columns, what stands in the first line and as often or more in all that follow. */
function guessDelimiter(text: string): string | undefined {
  const [first, ...others] = text.split(/\r\n?|\n/, LINES_LOOKED_AT).filter((line) => line.trim());
  const named = delimiterOf(first ?? '');
  if (named) return named;
  const countIn = (line: string, mark: string) => line.split(mark).length - 1;
  return ['\t', ';', '|', ','].find((mark) => {
    const wanted = countIn(first ?? '', mark);
    return wanted > 0 && others.every((line) => countIn(line, mark) >= Math.min(wanted, 1));
  });
}

/** Whether a first row names columns: a row that holds a picture's file name is one of the others. */
export const isHeader = (cells: readonly string[]) =>
  !cells.some((cell) => isAnyPictureFile(cell.trim()));

/** `column 1`, `column 2`, … */
export const numberedColumns = (count: number) =>
  Array.from({ length: count }, (_, i) => `column ${i + 1}`);

/** What is too much in a row belongs to its last cell: commas in a caption were not put in quotes. */
const fitted = (cells: string[], width: number, delimiter: string) =>
  cells.length <= width
    ? cells
    : [...cells.slice(0, width - 1), cells.slice(width - 1).join(delimiter)];

/**
 * A table as CSV, TSV or with semicolons or bars between its columns, with a first line that names them or without one.
 * @throws UserError when the file is not UTF-8, has one column only or cannot be read
 */
export function readCsvFile(path: string): OwnTable {
  const file = shortPath(path);
  const text = readTextFile(path);
  const delimiter = guessDelimiter(text);
  if (delimiter === undefined) {
    throw new UserError(
      `${file} is no table: no tab, semicolon, bar or comma stands in all of its first lines.`,
    );
  }
  const records = recordsOf(text, delimiter, file);
  const first = records[0].record;
  const named = isHeader(first);
  const header = named ? first.map((name) => name.trim()) : numberedColumns(first.length);
  return {
    ...{ file, header },
    rows: records.slice(named ? 1 : 0).map(({ record, info }) => ({
      cells: fitted(record, header.length, delimiter).map((cell) => [cell]),
      where: `${file}, line ${info.lines}`,
    })),
  };
}
