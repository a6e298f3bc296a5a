import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { isInBucket } from '../outputs/bucket/address.js';
import { shortPath, slashed, UserError } from '../outputs/index.js';
import { isCaptionTable, readCaptionRows } from './caption-table.js';
import { isPublished } from './dataset-names.js';
import { readTextLines } from './text-lines.js';
import type { Dataset, DatasetName, SplitName } from './types.js';

/** The lists that say which pictures are learnt from, checked on and tested. */
export type SplitFiles = Record<SplitName, string>;

/**
 * Where the captions and the three lists of a data set lie: in Karpathy's layout all of them in one file. Where there are no
 * lists the pictures are split by lot.
 */
export interface TextFiles extends Partial<SplitFiles> {
  /** A token file as Flickr8k's, a table as Kaggle's, or a JSON file as Karpathy's. */
  layout: 'flickr8k' | 'table' | 'karpathy';
  captions: string;
}

/** The files of Flickr8k's layout, by what they hold. */
export const flickr8kNames = {
  captions: 'Flickr8k.token.txt',
  train: 'Flickr_8k.trainImages.txt',
  dev: 'Flickr_8k.devImages.txt',
  test: 'Flickr_8k.testImages.txt',
};
const table = 'captions.txt';

/** The names of all files of text that a data set may have. */
export const textFileNames = (name: DatasetName): string[] => [
  ...Object.values(flickr8kNames),
  ...[`dataset_${name}.json`, table],
];

/** The three lists in a folder; nothing where none of them is there. */
function listsIn(folder: string): Partial<SplitFiles> {
  const { train, dev, test } = flickr8kNames;
  const lists = { train: join(folder, train), dev: join(folder, dev), test: join(folder, test) };
  return Object.values(lists).some((path) => existsSync(path)) ? lists : {};
}

/**
 * The text files of a folder, in its `text` folder or in the folder itself, or undefined where it has none: Flickr8k's own
 * where its token file is there, else Karpathy and Fei-Fei's `dataset_<name>.json`, else Kaggle's `captions.txt`.
 */
export function findTextFiles(name: DatasetName, folder: string): TextFiles | undefined {
  const places = [join(folder, 'text'), folder];
  const placeOf = (file: string) => places.find((place) => existsSync(join(place, file)));
  const place = placeOf(flickr8kNames.captions);
  if (place) {
    const captions = join(place, flickr8kNames.captions);
    return { layout: 'flickr8k', captions, ...listsIn(place) };
  }
  const splitFile = `dataset_${name}.json`;
  const splitPlace = placeOf(splitFile);
  if (splitPlace) {
    const file = join(splitPlace, splitFile);
    return { layout: 'karpathy', captions: file, train: file, dev: file, test: file };
  }
  const tablePlace = placeOf(table);
  if (!tablePlace || !isCaptionTable(join(tablePlace, table))) return undefined;
  return { layout: 'table', captions: join(tablePlace, table), ...listsIn(tablePlace) };
}

/** How a folder of this name is filled. */
const howToFill = (name: DatasetName, folder: string) =>
  isPublished(name)
    ? `npx captionlab fetch ${name} brings it into data/${name}.`
    : `npx captionlab dataset create ${shortPath(folder)} makes a data set of other pictures and captions.`;

/**
 * The text files of a folder, as `findTextFiles` finds them.
 * @throws UserError when the folder is missing or has none
 */
export function textFiles(name: DatasetName, folder: string): TextFiles {
  const found = findTextFiles(name, folder);
  if (found) return found;
  throw new UserError(
    existsSync(folder)
      ? `${shortPath(folder)} holds no ${flickr8kNames.captions}, no dataset_${name}.json and no ${table} with the columns image ` +
          `and caption: expected one of them there or in ${shortPath(join(folder, 'text'))}. ${howToFill(name, folder)}`
      : `${shortPath(folder)} is not there. Put ${name} into it${isPublished(name) ? ` (npx captionlab fetch ${name} does)` : ''}, ` +
          'or say where it is: DATA=<folder> before the command, or --data <folder>.',
  );
}

const flickr8kHolds = {
  captions: 'captions, one per line',
  train: 'pictures to learn from',
  dev: 'pictures to check on while learning',
  test: 'pictures for the final test',
};

/** The rows of the text files: what each holds, and how many entries of it. */
function textRows(dataset: Dataset): { path: string; holds: string; entries: number }[] {
  const { layout, ...files } = textFiles(dataset.name, dataset.folder);
  if (layout === 'karpathy') {
    const holds = 'pictures with their captions and their split';
    return [{ path: files.captions, holds, entries: dataset.captions.size }];
  }
  const keys = Object.keys(flickr8kHolds) as (keyof typeof flickr8kHolds)[];
  return keys.flatMap((key) => {
    const path = files[key];
    if (!path) return [];
    const holds = flickr8kHolds[key];
    const isTable = layout === 'table' && key === 'captions';
    const rows = isTable ? readCaptionRows(path) : readTextLines(path, holds);
    return [{ path, holds, entries: rows.length }];
  });
}

/** What a data set is made of on disk: its text files with their entries, its pictures folder with its files. */
export function filesOf(dataset: Dataset): Record<string, unknown>[] {
  const rows: Record<string, unknown>[] = textRows(dataset).map(({ path, ...row }) => ({
    file: slashed(relative(dataset.folder, path)),
    ...row,
  }));
  const pictures = new Map<string, number>();
  for (const path of dataset.imagePaths.values()) {
    const folder = dirname(path);
    pictures.set(folder, (pictures.get(folder) ?? 0) + 1);
  }
  for (const [folder, entries] of pictures) {
    const place = isInBucket(folder) ? folder : slashed(relative(dataset.folder, folder));
    rows.push({
      file: `${place}/`,
      holds: 'pictures',
      entries,
    });
  }
  return rows;
}

const SHOWN_BYTES = 2000;

/** The beginning of a text file, as it stands: some lines, cut after 2,000 bytes where lines are that long. */
export function firstLines(path: string, lines: number): string {
  const bytes = Buffer.alloc(SHOWN_BYTES);
  const file = openSync(path, 'r');
  const read = readSync(file, bytes);
  closeSync(file);
  const text = new TextDecoder().decode(bytes.subarray(0, read), { stream: true });
  const shown = text.split('\n').slice(0, lines).join('\n');
  return shown === text && read === SHOWN_BYTES ? `${shown} …` : shown;
}
