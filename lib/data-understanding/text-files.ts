import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { shortPath, UserError } from '../outputs';
import { readTextLines } from './text-lines';
import type { Dataset, DatasetName } from './types';

/** Where the captions and the three lists of a data set lie. */
export interface TextFiles {
  captions: string;
  train: string;
  dev: string;
  test: string;
}

const tokenFile = 'Flickr8k.token.txt';

/**
 * The text files of a folder in Flickr8k's layout: in its `text` folder or in the folder itself.
 * @throws UserError when the folder or its token file is missing
 */
export function textFiles(name: DatasetName, folder: string): TextFiles {
  const place = [join(folder, 'text'), folder].find((one) => existsSync(join(one, tokenFile)));
  if (!place) {
    throw new UserError(
      existsSync(folder)
        ? `${shortPath(folder)} holds no ${tokenFile}: expected it there or in ${shortPath(join(folder, 'text'))}.`
        : `${shortPath(folder)} is not there. Put ${name} into it (npx captionlab fetch ${name} does), or say where it is: ` +
            'DATA=<folder> before the command, or --data <folder>.',
    );
  }
  return {
    captions: join(place, tokenFile),
    train: join(place, 'Flickr_8k.trainImages.txt'),
    dev: join(place, 'Flickr_8k.devImages.txt'),
    test: join(place, 'Flickr_8k.testImages.txt'),
  };
}

/** What a data set is made of on disk: its text files with their lines, its pictures folder with its files. */
export function filesOf(dataset: Dataset): Record<string, unknown>[] {
  const files = textFiles(dataset.name, dataset.folder);
  const holds: Record<keyof TextFiles, string> = {
    captions: 'captions, one a line',
    train: 'pictures to learn from',
    dev: 'pictures to check on while learning',
    test: 'pictures for the final test',
  };
  const rows: Record<string, unknown>[] = (Object.keys(holds) as (keyof TextFiles)[]).map(
    (key) => ({
      file: relative(dataset.folder, files[key]),
      holds: holds[key],
      entries: readTextLines(files[key], holds[key]).length,
    }),
  );
  const [firstPicture] = dataset.imagePaths.values();
  if (firstPicture) {
    const folder = `${relative(dataset.folder, dirname(firstPicture))}/`;
    rows.push({ file: folder, holds: 'pictures', entries: dataset.imagePaths.size });
  }
  return rows;
}

/** The beginning of a text file, as it stands. */
export function firstLines(path: string, lines: number): string {
  return readFileSync(path, 'utf8').split('\n').slice(0, lines).join('\n');
}
