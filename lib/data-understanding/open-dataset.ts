import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { isInBucket } from '../outputs/bucket/address.js';
import { runFolder, shortPath, UserError } from '../outputs/index.js';
import { makeScenes } from '../scenes/index.js';
import { type BucketDataset, openBucket } from './bucket-dataset.js';
import { readCaptionTable } from './caption-table.js';
import { dataFolder, datasetNames, faultOfName, refuseUnknown } from './dataset-names.js';
import { readNote, textNames } from './dataset-note.js';
import { type KarpathyFile, readKarpathyFile } from './karpathy-file.js';
import { findPictures, matchPictures } from './picture-files.js';
import { kindNames } from './picture-kinds.js';
import { splitByLot } from './split-by-lot.js';
import { checkSplits, readSplitList, type SplitCheck, usablePictures } from './split-list.js';
import { findTextFiles, type TextFiles, textFiles } from './text-files.js';
import { readTokenFile } from './token-file.js';
import type { CaptionsById, Dataset, DatasetName, ImageId, SplitName, TextName } from './types.js';

/** Which data set, where it lies, and how its captions become words. */
export interface DatasetOptions {
  /** Default: the environment variable DATASET, else `scenes`. */
  name?: DatasetName;
  /** Default: the environment variable DATA, else `data/<name>`. */
  folder?: string;
  /** How captions become words. Default: the environment variable TEXT, else the data set's own, else `tutorial`. */
  text?: TextName;
  /** Which of its trained models is meant. Default: the environment variable RUN, else the usual one. */
  run?: string;
}

/** The names of the data sets that can be opened by them alone. */
export const openableDatasets = () =>
  datasetNames((name, folder) => findTextFiles(name, folder) !== undefined);

/** The folder of a data set: where it is told, any name will do; where not, there must be one of that name. */
function folderOf(name: DatasetName, told: string | undefined): string {
  if (!told) refuseUnknown(name, openableDatasets());
  const fault = faultOfName(name);
  if (fault) throw new UserError(`${fault}.`);
  return resolve(told ?? join(dataFolder(), name));
}

function textName(name: string): TextName {
  const known = textNames.find((one) => one === name);
  if (known) return known;
  throw new UserError(`No text rule is called "${name}": choose ${textNames.join(', ')}.`);
}

/**
 * How a data set's captions become words: as somebody says, else as the environment variable TEXT does, else as the data set
 * itself, else the tutorial's way.
 * @throws UserError where there is no such rule
 */
export function textRuleOf({ name = '', folder, text }: DatasetOptions): TextName {
  const said = text ?? (process.env.TEXT || undefined);
  const place = folder ?? (process.env.DATA || join(dataFolder(), name));
  return textName(said ?? readNote(place).text ?? 'tutorial');
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

/** What a data set's text files hold; without lists where there are none. */
type TextRead = Omit<KarpathyFile, 'lists'> & Partial<Pick<KarpathyFile, 'lists'>>;

async function readText(files: TextFiles): Promise<TextRead> {
  if (files.layout === 'karpathy') return readKarpathyFile(files.captions);
  const read = files.layout === 'table' ? readCaptionTable : readTokenFile;
  const list = read(files.captions);
  const { train, dev, test } = files;
  if (!train || !dev || !test) return list;
  const listOf = (path: string) => readSplitList(path, list.captions);
  return { ...list, lists: { train: listOf(train), dev: listOf(dev), test: listOf(test) } };
}

/** Splits by the lists, or by lot where there are none, which is said. */
function splitsOf(
  name: DatasetName,
  read: TextRead,
  check: SplitCheck,
): ReturnType<typeof checkSplits> {
  if (read.lists) return checkSplits(read.lists, check);
  const all = [...check.captions.keys()];
  const entries = all.map((id) => ({ id, file: read.names.get(id) ?? id, where: name }));
  const { usable, problems } = usablePictures(entries, check);
  const splits = splitByLot(usable, { problems });
  const { train, dev, test } = splits;
  console.warn(
    `${name}: there are no lists of a train, dev and test split, so its ${usable.length} pictures are split by lot, the same ` +
      `way every time: ${train.length}, ${dev.length} and ${test.length}`,
  );
  return { splits, problems };
}

const marksOf = (paths: ReadonlyMap<ImageId, string> = new Map(), { markOf }: BucketDataset) =>
  new Map([...paths].map(([id, path]) => [id, markOf(path)]));

const noPictures = (folder: string) =>
  `${shortPath(folder)} holds no pictures of a kind that is read (${kindNames}): only the captions can be worked with.`;

/**
 * Opens a captioned picture collection in Flickr8k's file layout, Kaggle's or Karpathy's, as the folder has it; `scenes` is
 * drawn first where it is absent. Without split lists its pictures are split by lot.
 * A folder in a bucket is told as `s3://bucket/folder`: its text is copied, its pictures stay there.
 * What is wrong with single lines or pictures is skipped, told on the console and kept in `problems`.
 * @throws UserError when the folder, its captions or a split is missing or holds nothing, a text file is not UTF-8 or not
 * whole, two pictures would have one id, or scenes would be drawn into a folder that holds something else
 */
export async function openDataset(options: DatasetOptions = {}): Promise<Dataset> {
  const name = options.name ?? (process.env.DATASET || 'scenes');
  const told = options.folder ?? (process.env.DATA || undefined);
  const bucket = told && isInBucket(told) ? await openBucket(name, told) : undefined;
  const folder = folderOf(name, bucket?.folder ?? told);
  const text = textRuleOf({ ...options, name, folder });
  if (name === 'scenes' && !bucket) await makeScenes(folder);
  const read = await readText(textFiles(name, folder));
  const { captions, names } = read;
  const found = findPictures(bucket?.shelf ?? folder);
  const imagePaths = found && matchPictures(found, names);
  const checked = splitsOf(name, read, { captions, imagePaths, otherFiles: found?.others });
  const { language, minCount } = readNote(folder);
  const problems = [
    ...(bucket?.problems ?? []),
    ...read.problems,
    ...(found ? [] : [noPictures(bucket ? (told as string) : folder)]),
    ...checked.problems,
  ];
  warn(name, problems);
  return {
    ...{ name, folder, captions, splits: checked.splits },
    imagePaths: imagePaths ?? new Map(),
    ...(bucket && { pictureMarks: marksOf(imagePaths, bucket) }),
    fingerprint: datasetFingerprint(name, captions, checked.splits),
    ...{
      ...{ runFolder: runFolder(name), text, language, minCount },
      run: options.run ?? (process.env.RUN || undefined),
      problems,
    },
  };
}

/** Where the artefacts go that depend on how captions become words: the run folder, or one of its own inside it. */
export function textFolder({ runFolder, text }: Pick<Dataset, 'runFolder' | 'text'>): string {
  return text === 'tutorial' ? runFolder : join(runFolder, `${text}-text`);
}

/** Where the runs of a data set lie that have names of their own. */
export const runsFolder = (dataset: Pick<Dataset, 'runFolder' | 'text'>): string =>
  join(textFolder(dataset), 'runs');

/** The captions of one split, in the order of the file. */
export function captionsOf(dataset: Dataset, split: SplitName): CaptionsById {
  const members = new Set(dataset.splits[split]);
  return new Map([...dataset.captions].filter(([id]) => members.has(id)));
}
