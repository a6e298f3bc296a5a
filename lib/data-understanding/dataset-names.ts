import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, UserError } from '../outputs/index.js';
import type { DatasetName } from './types.js';

/** The data sets that the project draws or fetches. */
const published: readonly DatasetName[] = ['scenes', 'flickr8k', 'flickr30k', 'coco'];

/** What else is called so in `data` or in `outputs`. */
const taken = [
  'glove',
  'encoders',
  'inception-v3',
  'mobilenet-v2',
  ...[0, 1, 2, 3, 4].map((size) => `efficientnet-lite${size}`),
  'bench',
  'notebooks',
];

const nameShape = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u;

/** True for the data sets that the project draws or fetches. */
export const isPublished = (name: DatasetName) => published.includes(name);

/** Where the folders of all data sets lie. */
export const dataFolder = () => process.env.CAPTIONLAB_DATA ?? join(projectRoot, 'data');

/** What is wrong with a data set's name, or undefined. */
export function faultOfName(name: DatasetName): string | undefined {
  if (!nameShape.test(name)) {
    return `"${name}" cannot be a data set's name: expected letters, digits, dots, dashes and underscores`;
  }
  const reserved = taken.includes(name.toLowerCase());
  return reserved ? `"${name}" is the name of something else in data or outputs` : undefined;
}

/** The names of the data sets that may be opened: the published ones, and those of one's own that lie in `data`. */
export function datasetNames(holdsDataset: (name: DatasetName, folder: string) => boolean) {
  const data = dataFolder();
  const entries = existsSync(data) ? readdirSync(data, { withFileTypes: true }) : [];
  const folders = entries
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map(({ name }) => name)
    .filter((name) => !isPublished(name) && faultOfName(name) === undefined);
  return [...published, ...folders.filter((name) => holdsDataset(name, join(data, name))).sort()];
}

/**
 * Refuses a name that is no data set's.
 * @throws UserError saying which there are
 */
export function refuseUnknown(name: DatasetName, names: readonly DatasetName[]): void {
  const fault = faultOfName(name);
  if (fault) throw new UserError(`${fault}.`);
  if (names.includes(name)) return;
  throw new UserError(
    `No data set is called "${name}": choose ${names.join(', ')}, say where it is (--data <folder>), ` +
      `or make it: npx captionlab dataset create <folder> --name ${name}.`,
  );
}
