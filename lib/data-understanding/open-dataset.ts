import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { projectRoot, runFolder, shortPath, UserError } from '../outputs/index.js';
import { makeScenes } from '../scenes/index.js';
import { type KarpathyFile, readKarpathyFile } from './karpathy-file.js';
import { findPictures } from './picture-files.js';
import { checkSplits, readSplitList } from './split-list.js';
import { type TextFiles, textFiles } from './text-files.js';
import { readTokenFile } from './token-file.js';
import type { CaptionsById, Dataset, DatasetName, ImageId, SplitName, TextName } from './types.js';

/** Which data set, where it lies, and how its captions become words. */
export interface DatasetOptions {
  /** Default: the environment variable DATASET, else `scenes`. */
  name?: DatasetName;
  /** Default: the environment variable DATA, else `data/<name>`. */
  folder?: string;
  /** How captions become words. Default: the environment variable TEXT, else `tutorial`. */
  text?: TextName;
}

const names: DatasetName[] = ['scenes', 'flickr8k', 'flickr30k', 'coco'];
function datasetName(name: string): DatasetName {
  const known = names.find((one) => one === name);
  if (!known) throw new UserError(`No data set is called "${name}": choose ${names.join(', ')}.`);
  return known;
}

function textName(name: string): TextName {
  if (name === 'tutorial' || name === 'full') return name;
  throw new UserError(`No text rule is called "${name}": choose tutorial or full.`);
}

function warn(name: DatasetName, problems: string[]): void {
  if (problems.length === 0) return;
  const more = problems.length > 5 ? [`… and ${problems.length - 5} more in dataset.problems`] : [];
  console.warn(
    [`${name}: ${problems.length} problem(s) found`, ...problems.slice(0, 5), ...more].join('\n  '),
  );
}

/** The text of `JSON.stringify([[...captions], splits])` piece by piece: of COCO it is 45 MB. */
function* jsonPieces(
  captions: CaptionsById,
  splits: Record<SplitName, ImageId[]>,
): Generator<string> {
  let before = '[[';
  for (const entry of captions) {
    yield before + JSON.stringify(entry);
    before = ',';
  }
  yield `],${JSON.stringify(splits)}]`;
}

/** Identifies captions and splits: the data set's name and the start of a SHA-256. */
function datasetFingerprint(
  name: DatasetName,
  captions: CaptionsById,
  splits: Record<SplitName, ImageId[]>,
): string {
  const hash = createHash('sha256');
  for (const piece of jsonPieces(captions, splits)) hash.update(piece);
  return `${name} ${hash.digest('hex').slice(0, 12)}`;
}

async function readText(files: TextFiles): Promise<KarpathyFile> {
  if (files.layout === 'karpathy') return readKarpathyFile(files.captions);
  const { train, dev, test } = files;
  const tokens = readTokenFile(files.captions);
  const lists = { train: readSplitList(train), dev: readSplitList(dev), test: readSplitList(test) };
  return { ...tokens, lists };
}

/**
 * Opens a captioned picture collection in Flickr8k's file layout or in Karpathy's, as the folder has it; `scenes` is
 * drawn first where it is absent.
 * What is wrong with single lines or pictures is skipped, told on the console and kept in `problems`.
 * @throws UserError when the folder, its captions or a split is missing or holds nothing, a JSON file is not whole, or
 * scenes would be drawn into a folder that holds something else
 */
export async function openDataset(options: DatasetOptions = {}): Promise<Dataset> {
  const name = datasetName(options.name ?? (process.env.DATASET || 'scenes'));
  const folder = resolve(options.folder ?? (process.env.DATA || join(projectRoot, 'data', name)));
  const text = textName(options.text ?? (process.env.TEXT || 'tutorial'));
  if (name === 'scenes') await makeScenes(folder);
  const files = textFiles(name, folder);
  const { captions, lists, problems: wrongText } = await readText(files);
  const imagePaths = findPictures(folder);
  const withoutPictures = `${shortPath(folder)} holds no pictures: only the captions can be worked with.`;
  const checked = checkSplits(lists, { captions, imagePaths });
  const problems = [...wrongText, ...(imagePaths ? [] : [withoutPictures]), ...checked.problems];
  warn(name, problems);
  return {
    name,
    folder,
    captions,
    splits: checked.splits,
    imagePaths: new Map([...(imagePaths ?? [])].filter(([id]) => captions.has(id))),
    fingerprint: datasetFingerprint(name, captions, checked.splits),
    runFolder: runFolder(name),
    text,
    problems,
  };
}

/** Where the artefacts go that depend on how captions become words: the run folder, or one of its own inside it. */
export function textFolder({ runFolder, text }: Pick<Dataset, 'runFolder' | 'text'>): string {
  return text === 'tutorial' ? runFolder : join(runFolder, `${text}-text`);
}

/** The captions of one split, in the order of the file. */
export function captionsOf(dataset: Dataset, split: SplitName): CaptionsById {
  const members = new Set(dataset.splits[split]);
  return new Map([...dataset.captions].filter(([id]) => members.has(id)));
}
