import { UserError } from '../../outputs/index.js';
import { captionColumns, pictureColumns, plainName } from '../caption-table.js';
import { isWithoutBlanks } from '../words-without-blanks.js';
import type { CaptionSource, ColumnChoice, OwnTable } from './types.js';

const ROWS_LOOKED_AT = 200;

/** The column in which the page for captions notes who wrote them. */
export const writerColumn = 'written by';

/** Which columns of a table hold what. */
interface Columns {
  picture: number;
  captions: number[];
}

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');

/** The place of a column by its name or its number. */
function placeOf({ file, header }: OwnTable, wanted: string): number {
  const names = header.map(plainName);
  const byName = header.indexOf(wanted);
  const place = byName >= 0 ? byName : names.indexOf(plainName(wanted));
  if (place >= 0) return place;
  const number = Number(wanted);
  if (Number.isInteger(number) && number >= 1 && number <= header.length) return number - 1;
  throw new UserError(`${file} has no column "${wanted}": it has ${quoted(header)}.`);
}

/** The texts of a column, of as many rows as tell what it holds. */
const textsIn = ({ rows }: OwnTable, column: number) =>
  rows
    .slice(0, ROWS_LOOKED_AT)
    .flatMap(({ cells }) => cells[column] ?? [])
    .filter((text) => text.trim() !== '');

/** How well a header's name says that its column holds what is wanted, 0 where it does not. */
const namedAs = (name: string, wanted: readonly string[]) => {
  const place = wanted.indexOf(plainName(name).replace(/\d+$/, ''));
  return place < 0 ? 0 : 1 - place / wanted.length;
};

/** The column of most pictures that are there; of equals, and where none is there, the one that is called so. */
function guessPicture(table: OwnTable, isThere: (name: string) => boolean): number {
  const scores = table.header.map((name, column) => {
    const texts = textsIn(table, column);
    const there = texts.filter(isThere).length / Math.max(1, texts.length);
    return there + namedAs(name, pictureColumns) / 100;
  });
  const best = scores.indexOf(Math.max(...scores));
  return scores[best] > 0 ? best : -1;
}

/** Words a cell on average; characters where no blanks stand between words. */
function wordsIn(texts: readonly string[]): number {
  const counts = texts.map((text) =>
    isWithoutBlanks(text) ? [...text].length / 2 : text.trim().split(/\s+/).length,
  );
  return counts.reduce((sum, count) => sum + count, 0) / Math.max(1, texts.length);
}

/** What a column is called that holds captions in one language. */
const languages =
  /^(en|de|fr|es|it|pt|nl|pl|tr|ru|uk|hi|zh|ja|ko|ar|english|englisch|german|deutsch|french|französisch|français|spanish|spanisch|español|italiano|italian|italienisch|português|portuguese|nederlands|dutch|polski|polish|türkçe|turkish|russian|русский|українська|hindi|हिन्दी|हिंदी|chinese|中文|japanese|日本語|한국어|korean|arabic|العربية)$/iu;

/** All columns that are called captions; else the one of the longest texts, with those that are called by languages. */
function guessCaptions(table: OwnTable, picture: number): number[] {
  const others = table.header.flatMap((name, column) =>
    column === picture
      ? []
      : [{ name: name.trim(), column, words: wordsIn(textsIn(table, column)) }],
  );
  const best = Math.max(0, ...others.map(({ name }) => namedAs(name, captionColumns)));
  const isNumbered = ({ name }: { name: string }) => namedAs(name, captionColumns) === best;
  if (best > 0) return others.filter(isNumbered).map(({ column }) => column);
  const spoken = others.filter(({ name, words }) => languages.test(name) && words >= 1);
  if (spoken.length > 0) return spoken.map(({ column }) => column);
  const [longest] = others.sort((a, b) => b.words - a.words);
  return longest && longest.words >= 1.5 ? [longest.column] : [];
}

function chooseColumns(
  table: OwnTable,
  { imageColumn, captionColumn }: ColumnChoice,
  isThere: (name: string) => boolean,
): Columns {
  const picture = imageColumn ? placeOf(table, imageColumn) : guessPicture(table, isThere);
  const captions = captionColumn
    ? captionColumn.map((name) => placeOf(table, name))
    : guessCaptions(table, picture);
  if (picture >= 0 && captions.length > 0) return { picture, captions };
  const missing = picture < 0 ? 'pictures' : 'captions';
  const option = picture < 0 ? '--image-column' : '--caption-column';
  throw new UserError(
    `${table.file}: no column is known to hold ${missing}. It has ${quoted(table.header)}: say which, ${option} <name or number>.`,
  );
}

/** How many captions are the model's: scores against them praise it for its own words. */
function suggestedIn({ rows }: OwnTable, writer: number): string[] {
  const count = rows.filter(({ cells }) => /^model/.test(cells[writer]?.[0] ?? '')).length;
  if (count === 0) return [];
  return [
    `${count} of ${rows.length} captions were suggested by a model: scores against them praise it for its own words`,
  ];
}

/**
 * The captions of a table: its columns of pictures and of captions as they are named, else as they are guessed from their
 * names and from what is in them, which is said.
 * @param isThere whether a cell names a picture that was found
 * @throws UserError where a column that is named is not there, or none could be guessed
 */
export function captionsOfTable(
  table: OwnTable,
  choice: ColumnChoice,
  isThere: (name: string) => boolean,
): CaptionSource {
  const { picture, captions } = chooseColumns(table, choice, isThere);
  const rows = table.rows.flatMap(({ cells, where }) => {
    const [name = ''] = cells[picture] ?? [];
    const texts = captions.flatMap((column) => cells[column] ?? []);
    const said = texts.filter((text) => text.trim() !== '');
    return (said.length > 0 ? said : ['']).map((caption) => ({ picture: name, caption, where }));
  });
  const names = captions.map((column) => table.header[column]);
  const writer = table.header.indexOf(writerColumn);
  const unused = table.header.filter((_, i) => ![picture, writer, ...captions].includes(i));
  const rest = unused.length > 0 ? `; not used: ${quoted(unused)}` : '';
  const says = `${table.file}: pictures from the column "${table.header[picture]}", captions from ${quoted(names)}${rest}`;
  return { rows, problems: [], says: [says, ...suggestedIn(table, writer)] };
}
