import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { shortPath, slashed, UserError } from '../../outputs/index.js';
import { splitOf } from '../karpathy-file.js';
import type { PictureSearch } from '../picture-search.js';
import { flickr8kNames } from '../text-files.js';
import { requireFile } from '../text-lines.js';
import { isTokenFile, readTokenRows } from '../token-file.js';
import { captionsOfTable } from './columns.js';
import { readCsvFile } from './csv-file.js';
import { readExcelFile } from './excel-file.js';
import { readJsonFile, readJsonLines } from './json-file.js';
import { isTarFile, readTarFiles } from './tar-file.js';
import { hasTextBeside, readTextBeside } from './text-beside.js';
import type { CaptionSource, ColumnChoice, OwnTable } from './types.js';

/** What is needed to understand captions: the pictures that they may speak of. */
export interface ReadingPlace {
  folder: string;
  search: PictureSearch;
  /** Where pictures of archives are unpacked. */
  unpackTo: string;
}

const isSheet = (file: string) => /\.(xlsx|xlsm|xls|ods)$/i.test(file);
const isJsonLines = (file: string) => /\.(jsonl|ndjson)$/i.test(file);
const isMetadata = (file: string) => /^metadata\.(jsonl|csv)$/i.test(file);
const isTable = (file: string) =>
  /\.(csv|tsv|tab|json)$/i.test(file) || isSheet(file) || isJsonLines(file);

/** The split that a folder's name speaks of, as Hugging Face's image folders have them. */
const splitOfFolder = (folder: string) => splitOf.get(basename(folder).toLowerCase());

async function tableIn(path: string): Promise<OwnTable | CaptionSource> {
  if (isSheet(path)) return readExcelFile(path);
  if (isJsonLines(path)) return readJsonLines(path);
  return /\.json$/i.test(path) ? readJsonFile(path) : readCsvFile(path);
}

/**
 * The captions of a file, by its ending and its contents.
 * @throws UserError when it is not there or of no known layout
 */
async function readFile(
  path: string,
  { folder, search, unpackTo }: ReadingPlace,
  choice: ColumnChoice,
): Promise<CaptionSource> {
  requireFile(path, 'captions');
  if (isTarFile(path)) return readTarFiles([path], unpackTo);
  if (!isTable(path) && isTokenFile(path))
    return { ...readTokenRows(path), says: [`${shortPath(path)}: a token file as Flickr8k's`] };
  const read = await tableIn(path);
  // Names in a folder's own metadata begin there.
  const from = isMetadata(basename(path)) ? slashed(relative(folder, dirname(path))) : '';
  const named = (name: string) => (from ? `${from}/${name}` : name);
  const isThere = (name: string) => 'path' in search.find(named(name));
  const source = 'header' in read ? captionsOfTable(read, choice, isThere) : read;
  const split = from ? splitOfFolder(dirname(path)) : undefined;
  const rows = source.rows.map((row) => ({
    ...row,
    picture: named(row.picture),
    ...(split && { split }),
  }));
  return { ...source, rows };
}

const joined = (sources: CaptionSource[]): CaptionSource => ({
  rows: sources.flatMap(({ rows }) => rows),
  problems: sources.flatMap(({ problems }) => problems),
  says: sources.flatMap(({ says }) => says),
});

const expected =
  'a table (CSV, TSV, Excel, JSON lines) with a column of pictures and one of captions, ' +
  `${flickr8kNames.captions}, COCO's annotations, a webdataset's tar, or a text file beside each picture`;

/** The files of a folder that may hold captions: metadata of image folders in any folder in it, else what lies in it itself. */
function candidates(folder: string): string[] {
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const metadata = all.filter((file) => isMetadata(basename(file)));
  if (metadata.length > 0) return metadata;
  const shallow = all.filter((file) => file.split(sep).length <= 2);
  const tables = shallow.filter((file) => isTable(file) && !basename(file).startsWith('.'));
  // Kaggle's is called captions.txt; any other text file may lie beside a picture.
  const kaggle = shallow.filter((file) =>
    /^(captions|results|annotations)\.txt$/i.test(basename(file)),
  );
  return [...tables, ...kaggle];
}

/**
 * Finds the captions of a folder: a token file, tables, archives, or texts beside pictures.
 * @throws UserError when there are none, or several of which one has to be chosen
 */
async function readFound(place: ReadingPlace, choice: ColumnChoice): Promise<CaptionSource> {
  const { folder, search } = place;
  const token = [
    join(folder, flickr8kNames.captions),
    join(folder, 'text', flickr8kNames.captions),
  ].find(existsSync);
  if (token) return readFile(token, place, choice);
  const files = candidates(folder);
  if (
    files.length === 1 ||
    (files.length > 1 && files.every((file) => isMetadata(basename(file))))
  ) {
    const read = files.map((file) => readFile(join(folder, file), place, choice));
    return joined(await Promise.all(read));
  }
  if (files.length > 1) {
    throw new UserError(
      `${shortPath(folder)} holds several files that may have captions (${files.join(', ')}): say which, --captions <file>.`,
    );
  }
  const archives = readdirSync(folder).filter(isTarFile).sort();
  if (archives.length > 0)
    return readTarFiles(
      archives.map((file) => join(folder, file)),
      place.unpackTo,
    );
  if (hasTextBeside(search.pictures)) return readTextBeside(folder, search.pictures);
  throw new UserError(
    `${shortPath(folder)} holds no captions: expected ${expected}. Where they lie elsewhere: --captions <file>.`,
  );
}

/**
 * Reads captions as people have them, from a file that is named or from the one that the folder holds.
 * @throws UserError when there are none, of no known layout, or several
 */
export const readCaptions = (
  captions: string | undefined,
  place: ReadingPlace,
  choice: ColumnChoice,
): Promise<CaptionSource> =>
  captions ? readFile(captions, place, choice) : readFound(place, choice);
