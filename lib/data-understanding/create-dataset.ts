import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { shortPath, UserError, writeFileWhole } from '../outputs/index.js';
import { captionLine } from './caption-list.js';
import { type CaptionRow, faultOfRow, isCaptionTable, readCaptionRows } from './caption-table.js';
import { dataFolder, faultOfName, isPublished } from './dataset-names.js';
import { imageIdOf } from './image-id.js';
import { searchPictures } from './picture-search.js';
import { splitByLot } from './split-by-lot.js';
import { checkSplits, readSplitList } from './split-list.js';
import { findTextFiles, flickr8kNames, type SplitFiles } from './text-files.js';
import { readTokenRows } from './token-file.js';
import type { SplitName } from './types.js';
import { withBlanks } from './words-without-blanks.js';

/** How one's own pictures and captions become a data set. */
export interface CreateOptions {
  /** Holds the pictures, in folders of their own or not. */
  folder: string;
  /** A table (CSV or TSV) or a token file. Default: the one that the folder holds. */
  captions?: string;
  /** Default: the folder's name. */
  name?: string;
  /** Of the lots that split the pictures. Default: 1. */
  seed?: number;
}

/** What a new data set holds, and what was left out. */
export interface CreatedDataset {
  name: string;
  folder: string;
  pictures: number;
  captions: number;
  splits: { train: number; dev: number; test: number };
  /** One sentence for each row or picture that was left out, and for each that got another name. */
  problems: string[];
}

/** A picture of the new data set. */
interface NewPicture {
  from: string;
  file: string;
  captions: string[];
}

/** The captions file of a folder: a token file, or the only table of captions. */
function findCaptions(folder: string): string {
  const known = findTextFiles('', folder);
  if (known) return known.captions;
  const tables = readdirSync(folder)
    .map((file) => join(folder, file))
    .filter((path) => /\.(csv|tsv|txt)$/i.test(path) && isCaptionTable(path));
  if (tables.length === 1) return tables[0];
  const several = tables.map((path) => basename(path)).join(', ');
  throw new UserError(
    tables.length > 1
      ? `${shortPath(folder)} holds several tables of captions (${several}): say which, --captions <file>.`
      : `${shortPath(folder)} holds no captions: expected a table (CSV or TSV) whose first line names a column "image" and a ` +
          `column "caption", or ${flickr8kNames.captions}. Where they lie elsewhere: --captions <file>.`,
  );
}

const readRows = (path: string): { rows: CaptionRow[]; problems: string[] } =>
  isCaptionTable(path) ? { rows: readCaptionRows(path), problems: [] } : readTokenRows(path);

/** A file name that any system and any list can hold, of which no other picture's id differs in capital letters only. */
function freeName(path: string, ids: Set<string>): string {
  const ending = extname(path);
  const plain = imageIdOf(path).replace(/[\s\p{Cc}<>:"/\\|?*]+/gu, ' ');
  const stem = plain.trim() || 'picture';
  let file = `${stem}${ending}`;
  for (let number = 2; ids.has(imageIdOf(file).toLowerCase()); number++) {
    file = `${stem}-${number}${ending}`;
  }
  ids.add(imageIdOf(file).toLowerCase());
  return file;
}

/** The pictures that captions name, each with its captions, and what is wrong with the others. */
function gather(
  rows: CaptionRow[],
  folder: string,
): { pictures: NewPicture[]; problems: string[] } {
  const search = searchPictures(folder);
  const pictures = new Map<string, NewPicture>();
  const faults = new Map<string, string>();
  const ids = new Set<string>();
  const problems: string[] = [];
  for (const row of rows) {
    const fault = faultOfRow(row);
    if (fault) {
      problems.push(`${row.where}: ${fault}. Left out.`);
      continue;
    }
    if (faults.has(row.picture)) continue;
    const found = search.find(row.picture);
    if ('fault' in found) {
      faults.set(row.picture, found.fault);
      problems.push(`${row.where}: ${row.picture} ${found.fault}. Left out.`);
      continue;
    }
    const caption = withBlanks(captionLine(row.caption));
    const known = pictures.get(found.path);
    if (known) known.captions.push(caption);
    else {
      const file = freeName(found.path, ids);
      pictures.set(found.path, { from: found.path, file, captions: [caption] });
    }
  }
  for (const { from, file } of pictures.values()) {
    if (file !== basename(from).normalize('NFC'))
      problems.push(`${shortPath(from)} is called ${file} there.`);
  }
  const without = search.count - pictures.size;
  if (without > 0) problems.push(`${without} picture(s) of the folder have no captions. Left out.`);
  return { pictures: [...pictures.values()], problems };
}

/** The new files of each split: as the folder's own lists have it, or by lot. */
function splitNew(
  pictures: NewPicture[],
  { train, dev, test }: Partial<SplitFiles>,
  seed: number | undefined,
  problems: string[],
): Record<SplitName, string[]> {
  if (!train || !dev || !test) {
    return splitByLot(
      pictures.map(({ file }) => file),
      { seed, problems },
    );
  }
  const files = new Map(pictures.map(({ from, file }) => [imageIdOf(from), file]));
  const captions = new Map(pictures.map((one) => [imageIdOf(one.from), one.captions]));
  const [ofTrain, ofDev, ofTest] = [train, dev, test].map((path) => readSplitList(path, captions));
  const checked = checkSplits({ train: ofTrain, dev: ofDev, test: ofTest }, { captions });
  problems.push(...checked.problems);
  const filesOf = (split: SplitName) => checked.splits[split].map((id) => files.get(id) as string);
  return { train: filesOf('train'), dev: filesOf('dev'), test: filesOf('test') };
}

/** Gives a file a second name, or copies it where the disk cannot do that. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

function writeFolder(
  folder: string,
  pictures: NewPicture[],
  splits: Record<SplitName, string[]>,
): void {
  mkdirSync(join(folder, 'images'), { recursive: true });
  const lines = pictures.flatMap(({ file, captions }) =>
    captions.map((caption, number) => `${file}#${number}\t${caption}\n`),
  );
  writeFileWhole(join(folder, flickr8kNames.captions), lines.join(''));
  for (const split of ['train', 'dev', 'test'] as const) {
    const text = splits[split].map((file) => `${file}\n`).join('');
    writeFileWhole(join(folder, flickr8kNames[split]), text);
  }
  for (const { from, file } of pictures) linkOrCopy(from, join(folder, 'images', file));
}

/** The name and the place of a new data set. Throws a UserError where the name will not do or is in use. */
function placeFor(given: string): { name: string; place: string } {
  const name = given.normalize('NFC');
  const fault = isPublished(name.toLowerCase())
    ? `"${name}" is the name of a data set that is fetched or drawn`
    : faultOfName(name);
  if (fault) throw new UserError(`${fault}. Choose another: --name <name>.`);
  const place = join(dataFolder(), name);
  if (existsSync(place)) {
    throw new UserError(
      `${shortPath(place)} is there already: choose another name (--name <name>), or delete it.`,
    );
  }
  return { name, place };
}

/**
 * Makes a data set in Flickr8k's layout of one's own pictures and captions, in `data/<name>`: the pictures linked or copied,
 * split by the folder's lists or by lot. Captions in scripts without blanks are cut into words. What cannot be used is left out and named in `problems`.
 * @throws UserError when the name is in use, the captions are missing or of no known layout, or fewer than three pictures
 * have some
 */
export function createDataset(options: CreateOptions): CreatedDataset {
  const folder = resolve(options.folder);
  if (!existsSync(folder)) throw new UserError(`${shortPath(folder)} is not there.`);
  const { name, place } = placeFor(options.name ?? basename(folder));
  const lists = options.captions ? {} : (findTextFiles('', folder) ?? {});
  const read = readRows(options.captions ?? findCaptions(folder));
  const { pictures, problems: leftOut } = gather(read.rows, folder);
  const problems = [...read.problems, ...leftOut];
  const splits = splitNew(pictures, lists, options.seed, problems);
  const beside = join(dataFolder(), `.${name}.${process.pid}.part`);
  try {
    writeFolder(beside, pictures, splits);
    renameSync(beside, place);
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
  const { train, dev, test } = splits;
  return {
    ...{ name, folder: place, pictures: pictures.length, problems },
    captions: pictures.reduce((sum, { captions }) => sum + captions.length, 0),
    splits: { train: train.length, dev: dev.length, test: test.length },
  };
}
