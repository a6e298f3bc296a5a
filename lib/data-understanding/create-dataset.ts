import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { isInBucket } from '../outputs/bucket/address.js';
import {
  besidePath,
  flush,
  putInPlace,
  removeAbandoned,
  shortPath,
  UserError,
  writeFileWhole,
} from '../outputs/index.js';
import { dataFolder, faultOfName, isPublished } from './dataset-names.js';
import { type DatasetNote, writeNote } from './dataset-note.js';
import { alikeGroups, looksOf } from './own/alike.js';
import { gatherPictures, type NewPicture } from './own/gather.js';
import { languageName, languagesOf, readLanguage } from './own/language.js';
import { readCaptions } from './own/read-captions.js';
import { alikeAcross, splitOwn } from './own/split-own.js';
import type { CaptionSource, ColumnChoice } from './own/types.js';
import { searchPictures } from './picture-search.js';
import { findTextFiles, flickr8kNames } from './text-files.js';
import type { SplitName } from './types.js';

/** How one's own pictures and captions become a data set. */
export interface CreateOptions extends ColumnChoice {
  /** Holds the pictures, in folders of their own or not; or a file of captions beside its pictures. */
  folder: string;
  /** The file with the captions. Default: the one that the folder holds. */
  captions?: string;
  /** Default: the folder's name. */
  name?: string;
  /** Of the lots that split the pictures. Default: 1. */
  seed?: number;
  /** A BCP 47 tag. Default: as it shows in the captions. */
  language?: string;
  /** Whether pictures are copied where they could be linked. */
  copy?: boolean;
}

/** What a new data set holds, and what was left out. */
export interface CreatedDataset extends DatasetNote {
  name: string;
  folder: string;
  pictures: number;
  captions: number;
  splits: { train: number; dev: number; test: number };
  /** How the captions were understood and the pictures split, a sentence each. */
  says: string[];
  /** One sentence for each row or picture that was left out, and for each that got another name. */
  problems: string[];
}

/** Copies a file; returns when it is on the disk itself. */
function copyWhole(from: string, to: string): void {
  copyFileSync(from, to);
  flush(to);
}

/** Gives a file a second name, or copies it where the disk cannot do that. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyWhole(from, to);
  }
}

function writeFolder(
  folder: string,
  pictures: readonly NewPicture[],
  { splits, note, copy }: { splits: Record<SplitName, string[]>; note: DatasetNote; copy: boolean },
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
  writeNote(folder, note);
  const place = copy ? copyWhole : linkOrCopy;
  for (const { from, file } of pictures) place(realpathSync(from), join(folder, 'images', file));
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

/** The folder of the pictures and the file of the captions that were meant. */
function meant({ folder: given, captions }: CreateOptions) {
  if (isInBucket(given)) {
    throw new UserError(
      `${given} lies in a bucket, whose pictures are not copied: put Flickr8k.token.txt or captions.txt beside them, and --data ${given} reads both.`,
    );
  }
  const path = resolve(given);
  const status = statSync(path, { throwIfNoEntry: false });
  if (!status) throw new UserError(`${shortPath(path)} is not there.`);
  const isFolder = status.isDirectory();
  const name = isFolder ? basename(path) : basename(path, extname(path));
  return {
    ...{ name, folder: isFolder ? path : dirname(path) },
    captions: captions === undefined && !isFolder ? path : captions,
  };
}

/** A word has to be met more than once to be learnt; the more captions there are, the more often it can be asked for. */
const thresholdFor = (captions: number) => Math.min(10, Math.max(2, Math.round(captions / 1000)));

/** What the data set says of itself: its language, how its captions become words, and how often one must occur. */
function noteOf(
  pictures: readonly NewPicture[],
  train: readonly string[],
  named: string | undefined,
): { note: DatasetNote; says: string } {
  const languages = languagesOf(pictures.flatMap(({ captions }) => captions));
  const language = named ?? languages[0]?.language;
  const text = languages.length === 1 && language === 'en' ? 'tutorial' : 'words';
  const inTrain = new Set(train);
  const learnt = pictures.filter(({ file }) => inTrain.has(file));
  const minCount = thresholdFor(learnt.reduce((sum, { captions }) => sum + captions.length, 0));
  const shares = languages.map((one) => `${one.captions} in ${languageName(one.language)}`);
  const found = shares.length > 1 ? `captions ${shares.join(', ')}: a captioner will mix them` : '';
  const spoken = language ? `language: ${languageName(language)}` : 'the language does not show';
  const says = `${found || spoken}; text rule "${text}", words kept that occur ${minCount} times`;
  return { note: { language, text, minCount }, says };
}

/** The pictures that can be decoded, with the groups of those that are alike. */
async function readable(pictures: readonly NewPicture[], problems: string[]) {
  const { looks, faults } = await looksOf(pictures.map(({ from }) => from));
  for (const [path, fault] of faults)
    problems.push(`${shortPath(path)} cannot be read as a picture (${fault}). Left out.`);
  const read = pictures.filter(({ from }) => looks.has(from));
  return { pictures: read, groups: alikeGroups(looks) };
}

async function make(
  source: CaptionSource,
  { folder, place, options }: { folder: string; place: string; options: CreateOptions },
): Promise<Omit<CreatedDataset, 'name' | 'folder'>> {
  const language = options.language && readLanguage(options.language);
  const spoken = language || languagesOf(source.rows.map(({ caption }) => caption))[0]?.language;
  const gathered = gatherPictures(source.rows, searchPictures(source.picturesIn ?? folder), spoken);
  const problems = [...source.problems, ...gathered.problems];
  const { pictures, groups } = await readable(gathered.pictures, problems);
  const lists = options.captions ? {} : (findTextFiles('', folder) ?? {});
  const { splits, how } = splitOwn(pictures, { lists, seed: options.seed, groups, problems });
  const { note, says } = noteOf(pictures, splits.train, language);
  const across = alikeAcross(pictures, splits, groups);
  const alike = groups.size > 0 ? `; ${groups.size} pictures are like others` : '';
  const where =
    across > 0 ? `, ${across} of them like one of another split` : ', each beside its like';
  writeFolder(place, pictures, { splits, note, copy: options.copy ?? false });
  return {
    ...{ ...note, pictures: pictures.length, problems },
    captions: pictures.reduce((sum, { captions }) => sum + captions.length, 0),
    splits: { train: splits.train.length, dev: splits.dev.length, test: splits.test.length },
    says: [...source.says, `split ${how}${alike && alike + where}`, says],
  };
}

/**
 * Makes a data set in Flickr8k's layout of one's own pictures and captions, in `data/<name>`: the pictures linked or copied,
 * split by the folder's lists or by lot, pictures that are alike on one side. Captions in scripts without blanks are cut into
 * words. What cannot be used is left out and named in `problems`.
 * @throws UserError when the name is in use, the captions are missing or of no known layout, or fewer than three pictures
 * have some
 */
export async function createDataset(options: CreateOptions): Promise<CreatedDataset> {
  const { name: usual, folder, captions } = meant(options);
  const { name, place } = placeFor(options.name ?? usual);
  const beside = besidePath(join(dataFolder(), `.${name}`));
  const unpackTo = besidePath(join(dataFolder(), `.${name}.unpacked`));
  removeAbandoned(dataFolder());
  try {
    const search = searchPictures(folder);
    const source = await readCaptions(captions, { folder, search, unpackTo }, options);
    const made = await make(source, { folder, place: beside, options });
    putInPlace(beside, place);
    return { name, folder: place, ...made };
  } finally {
    for (const path of [beside, unpackTo]) rmSync(path, { recursive: true, force: true });
  }
}
