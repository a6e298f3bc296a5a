import { closeSync, openSync, readSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fromBuffer, type ZipFile } from 'yauzl';
import { reasonOf, shortPath, UserError } from '../../outputs/index.js';
import { isHeader, numberedColumns } from './csv-file.js';
import type { OwnTable } from './types.js';

/** How the files of old Excel versions begin. */
const OLD_EXCEL = 'd0cf11e0';

/** A sheet is unpacked in memory: larger ones are refused. */
const MOST_MEGABYTES = 300;

interface Packed {
  fileName: string;
  uncompressedSize: number;
}

/** What a ZIP archive says that it holds. */
function entriesOf(bytes: Buffer): Promise<Packed[]> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error: Error | null, zip?: ZipFile) => {
      if (!zip) return reject(error);
      const entries: Packed[] = [];
      zip.on('entry', (entry: Packed) => {
        entries.push(entry);
        zip.readEntry();
      });
      zip.on('end', () => resolve(entries));
      zip.on('error', reject);
      zip.readEntry();
    });
  });
}

function beginningOf(path: string): string {
  const bytes = Buffer.alloc(4);
  const file = openSync(path, 'r');
  readSync(file, bytes);
  closeSync(file);
  return bytes.toString('hex');
}

const noSheet = (path: string, why: string) =>
  new UserError(
    `${shortPath(path)} cannot be read as a sheet: ${why}. Save it as CSV (UTF-8), or as Excel has it (xlsx) without a password.`,
  );

/** The reader of sheets takes much for one that is none. */
async function refuseNoSheet(path: string): Promise<void> {
  const isOld = beginningOf(path) === OLD_EXCEL;
  const entries = isOld ? [] : await entriesOf(await readFile(path)).catch(() => []);
  const size = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (size > 1e6 * MOST_MEGABYTES)
    throw noSheet(path, `it unpacks to more than ${MOST_MEGABYTES} MB`);
  const isSheet = ({ fileName }: Packed) => /^(xl\/workbook|content)\./.test(fileName);
  if (isOld ? /\.xls$/i.test(path) : entries.some(isSheet)) return;
  throw noSheet(path, 'it is cut short, has a password or is something else');
}

/** What danfojs-node reads sheets with. */
interface SheetReader {
  readFile(path: string): { Sheets: Record<string, unknown>; SheetNames: string[] };
  utils: { sheet_to_json(sheet: unknown, options: object): Record<string, unknown>[] };
}

/** danfojs-node's own reading of sheets ends the process where a file is damaged. */
function sheetReader(file: string): SheetReader {
  try {
    const danfo = createRequire(import.meta.url).resolve('danfojs-node');
    return createRequire(danfo)('xlsx') as SheetReader;
  } catch {
    throw new UserError(
      `${file} is read with danfojs-node, which is not installed here: npm install danfojs-node@1.2.0, or save the sheet as CSV (UTF-8).`,
    );
  }
}

/** The rows of the first sheet, by column. */
function firstSheet({ readFile: read, utils }: SheetReader, path: string) {
  try {
    const { Sheets, SheetNames } = read(path);
    return utils.sheet_to_json(Sheets[SheetNames[0]], { defval: null });
  } catch (error) {
    throw noSheet(path, `it is damaged (${reasonOf(error)})`);
  }
}

const asText = (cell: unknown) => (cell === null || cell === undefined ? '' : String(cell));

/**
 * The first sheet of an Excel or OpenDocument file.
 * @throws UserError when it is no such file, is damaged or too large, or the library that reads it is missing
 */
export async function readExcelFile(path: string): Promise<OwnTable> {
  const file = shortPath(path);
  const reader = sheetReader(file);
  await refuseNoSheet(path);
  const read = firstSheet(reader, path);
  if (read.length === 0) throw new UserError(`${file}: its first sheet is empty.`);
  const columns = Object.keys(read[0]);
  const rows = read.map((row) => columns.map((column) => asText(row[column])));
  const named = isHeader(columns);
  const all = named ? rows : [columns, ...rows];
  return {
    ...{ file, header: named ? columns : numberedColumns(columns.length) },
    rows: all.map((row, i) => ({
      cells: row.map((cell) => [cell]),
      where: `${file}, row ${i + (named ? 2 : 1)}`,
    })),
  };
}
