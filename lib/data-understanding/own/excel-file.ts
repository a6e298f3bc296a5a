import { closeSync, openSync, readSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { DataFrame } from 'danfojs-node';
import { fromBuffer, type ZipFile } from 'yauzl';
import { shortPath, UserError } from '../../outputs/index.js';
import { isHeader, numberedColumns } from './csv-file.js';
import type { OwnTable } from './types.js';

/** How the files of old Excel versions begin. */
const OLD_EXCEL = 'd0cf11e0';

/** The names of what a ZIP archive holds. */
function entriesOf(bytes: Buffer): Promise<string[]> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error: Error | null, zip?: ZipFile) => {
      if (!zip) return reject(error);
      const names: string[] = [];
      zip.on('entry', ({ fileName }: { fileName: string }) => {
        names.push(fileName);
        zip.readEntry();
      });
      zip.on('end', () => resolve(names));
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

/** The reader of sheets crashes on what is none. */
async function refuseNoSheet(path: string): Promise<void> {
  const isOld = beginningOf(path) === OLD_EXCEL;
  const names = isOld ? [] : await entriesOf(await readFile(path)).catch(() => []);
  if (isOld ? /\.xls$/i.test(path) : names.some((name) => /^(xl\/workbook|content)\./.test(name)))
    return;
  throw new UserError(
    `${shortPath(path)} cannot be read as a sheet: it is cut short, has a password or is something else. Save it as CSV (UTF-8).`,
  );
}

async function danfo(file: string): Promise<typeof import('danfojs-node')> {
  try {
    const { default: library, ...named } = await import('danfojs-node');
    return (library ?? named) as typeof import('danfojs-node');
  } catch {
    throw new UserError(
      `${file} is read with danfojs-node, which is not installed here: npm install danfojs-node@1.2.0, or save the sheet as CSV (UTF-8).`,
    );
  }
}

const asText = (cell: unknown) => (cell === null || cell === undefined ? '' : String(cell));

/**
 * The first sheet of an Excel or OpenDocument file, as a data frame reads it.
 * @throws UserError when it is no such file, or the library that reads it is missing
 */
export async function readExcelFile(path: string): Promise<OwnTable> {
  const file = shortPath(path);
  const { readExcel } = await danfo(file);
  await refuseNoSheet(path);
  const frame = (await readExcel(path)) as DataFrame | undefined;
  const columns = (frame?.columns ?? []).map(String);
  if (!frame || columns.length === 0) throw new UserError(`${file}: its first sheet is empty.`);
  const rows = (frame.values as unknown[][]).map((row) => row.map(asText));
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
