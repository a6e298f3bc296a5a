import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { shortPath, slashed, UserError } from '../outputs/index.js';
import { readTextLines } from './text-lines.js';
import type { Dataset, DatasetName } from './types.js';

/** Where the captions and the three lists of a data set lie: in Karpathy's layout all of them in one file. */
export interface TextFiles {
  layout: 'flickr8k' | 'karpathy';
  captions: string;
  train: string;
  dev: string;
  test: string;
}

const tokenFile = 'Flickr8k.token.txt';

/**
 * The text files of a folder, in its `text` folder or in the folder itself: Flickr8k's own four where its token file
 * is there, else Karpathy and Fei-Fei's `dataset_<name>.json`.
 * @throws UserError when the folder is missing or has neither
 */
export function textFiles(name: DatasetName, folder: string): TextFiles {
  const places = [join(folder, 'text'), folder];
  const placeOf = (file: string) => places.find((place) => existsSync(join(place, file)));
  const place = placeOf(tokenFile);
  if (place) {
    return {
      layout: 'flickr8k',
      captions: join(place, tokenFile),
      train: join(place, 'Flickr_8k.trainImages.txt'),
      dev: join(place, 'Flickr_8k.devImages.txt'),
      test: join(place, 'Flickr_8k.testImages.txt'),
    };
  }
  const splitFile = `dataset_${name}.json`;
  const splitPlace = placeOf(splitFile);
  if (splitPlace) {
    const file = join(splitPlace, splitFile);
    return { layout: 'karpathy', captions: file, train: file, dev: file, test: file };
  }
  throw new UserError(
    existsSync(folder)
      ? `${shortPath(folder)} holds no ${tokenFile} and no ${splitFile}: expected one of them there or in ` +
          `${shortPath(places[0])}. npx captionlab fetch ${name} brings it into data/${name}.`
      : `${shortPath(folder)} is not there. Put ${name} into it (npx captionlab fetch ${name} does), or say where it is: ` +
          'DATA=<folder> before the command, or --data <folder>.',
  );
}

const flickr8kHolds = {
  captions: 'captions, one a line',
  train: 'pictures to learn from',
  dev: 'pictures to check on while learning',
  test: 'pictures for the final test',
};

/** What a data set is made of on disk: its text files with their entries, its pictures folder with its files. */
export function filesOf(dataset: Dataset): Record<string, unknown>[] {
  const { layout, ...files } = textFiles(dataset.name, dataset.folder);
  const keys = Object.keys(flickr8kHolds) as (keyof typeof flickr8kHolds)[];
  const rows: Record<string, unknown>[] =
    layout === 'karpathy'
      ? [
          {
            file: slashed(relative(dataset.folder, files.captions)),
            holds: 'pictures with their captions and their split',
            entries: dataset.captions.size,
          },
        ]
      : keys.map((key) => ({
          file: slashed(relative(dataset.folder, files[key])),
          holds: flickr8kHolds[key],
          entries: readTextLines(files[key], flickr8kHolds[key]).length,
        }));
  const pictures = new Map<string, number>();
  for (const path of dataset.imagePaths.values()) {
    const folder = dirname(path);
    pictures.set(folder, (pictures.get(folder) ?? 0) + 1);
  }
  for (const [folder, entries] of pictures) {
    rows.push({
      file: `${slashed(relative(dataset.folder, folder))}/`,
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
