import { extname } from 'node:path';
import { type CsvError, parse } from 'csv-parse/sync';
import { readTextFile, shortPath, UserError } from '../outputs/index.js';
import { addCaption, type CaptionList, emptyList, refuseNoCaptions } from './caption-list.js';
import { requireFile } from './text-lines.js';

/** A row of a table of captions. */
export interface CaptionRow {
  picture: string;
  caption: string;
  /** The file and the line, for messages. */
  where: string;
}

/** What the column of the pictures is called, the likeliest first, as `plainName` writes it. */
export const pictureColumns: readonly string[] =
  'image picture photo img filename imagename imagefile imagepath filepath file path datei dateiname bilddatei bild foto fichier image nomdefichier archivo imagen immagine ficheiro imagem name imageid id'.split(
    ' ',
  );
/** What a column of captions is called, the likeliest first. */
export const captionColumns: readonly string[] =
  'caption captions sentence sentences text description comment captiontext beschreibung bildbeschreibung bildunterschrift satz légende legende description descripción leyenda didascalia descrizione legenda descrição'.split(
    ' ',
  );
const layout = 'a table whose first line names a column "image" and a column "caption"';

/** A column's name as it is compared: blanks, dashes and underscores do not count. */
export const plainName = (name: string) =>
  name.normalize('NFC').trim().toLowerCase().replace(/[ _-]/g, '');

/** Which columns of a header hold the pictures and the captions; -1 for none. */
function columnsOf(header: string[]): { picture: number; caption: number } {
  const names = header.map(plainName);
  const placeOf = (wanted: readonly string[]) =>
    names.indexOf(wanted.find((name) => names.includes(name)) ?? 'none');
  return { picture: placeOf(pictureColumns), caption: placeOf(captionColumns) };
}

const cells = (line: string, delimiter: string) =>
  line.split(delimiter).map((cell) => cell.trim().replace(/^"|"$/g, ''));

/** What separates the columns of a table with this first line, or undefined where it is none of captions. */
export function delimiterOf(firstLine: string): string | undefined {
  return ['\t', ',', ';', '|'].find((delimiter) => {
    const { picture, caption } = columnsOf(cells(firstLine, delimiter));
    return picture >= 0 && caption >= 0;
  });
}

const firstLineOf = (text: string) => text.split(/\r\n?|\n/, 1)[0];

/** True if a file is a table with a column of pictures and one of captions. */
export function isCaptionTable(path: string): boolean {
  return (
    /^\.(txt|csv|tsv)$/i.test(extname(path)) &&
    delimiterOf(firstLineOf(readTextFile(path))) !== undefined
  );
}

/** A record of csv-parse with its place. */
interface TableRecord {
  record: string[];
  info: { lines: number };
}

/**
 * The records of a table with their lines. Quotes within a cell that is not in quotes are letters like others.
 * @throws UserError where it is no table
 */
export function recordsOf(text: string, delimiter: string, file: string): TableRecord[] {
  try {
    return parse(text, {
      ...{ delimiter, info: true, relax_quotes: true, relax_column_count: true },
      skip_empty_lines: true,
    }) as unknown as TableRecord[];
  } catch (error) {
    const { message, lines } = error as CsvError & { lines?: number };
    const where = lines ? `${file}, line ${lines}` : file;
    throw new UserError(`${where} cannot be read as a table: ${message}.`);
  }
}

/**
 * The rows of a table of captions, CSV or TSV, with its columns in any order. In a row with too many columns the rest belongs
 * to a caption that comes last: commas in it were not put in quotes.
 * @throws UserError when the file is missing, not UTF-8 or no such table
 */
export function readCaptionRows(path: string): CaptionRow[] {
  const file = shortPath(path);
  requireFile(path, layout);
  const text = readTextFile(path);
  const delimiter = delimiterOf(firstLineOf(text));
  if (delimiter === undefined) {
    throw new UserError(
      `${file} is no table of captions: expected ${layout}; it begins "${firstLineOf(text).slice(0, 60)}".`,
    );
  }
  const [{ record: header }, ...records] = recordsOf(text, delimiter, file);
  const { picture, caption } = columnsOf(header);
  const isLast = caption === header.length - 1;
  return records.map(({ record, info }) => ({
    picture: record[picture] ?? '',
    caption: isLast ? record.slice(caption).join(delimiter) : (record[caption] ?? ''),
    where: `${file}, line ${info.lines}`,
  }));
}

/** What keeps a row from being a caption, or undefined. */
export function faultOfRow({ picture, caption }: CaptionRow): string | undefined {
  if (picture.trim() === '') return 'it names no picture';
  return caption.trim() === '' ? 'its caption is empty' : undefined;
}

/**
 * Reads captions from a table such as Kaggle's `captions.txt` (`image,caption`), in the order of the file.
 * A row that cannot be used is skipped and named in `problems`; the others are kept.
 * @throws UserError as `readCaptionRows` does, when there are no captions, or when two pictures would have one id
 */
export function readCaptionTable(path: string): CaptionList {
  const list = emptyList();
  for (const row of readCaptionRows(path)) {
    const fault = faultOfRow(row);
    if (fault) list.problems.push(`${row.where}: ${fault}. Skipped.`);
    else addCaption(list, row.picture, row.caption, row.where);
  }
  refuseNoCaptions(list, path, 'a picture and its caption');
  return list;
}
