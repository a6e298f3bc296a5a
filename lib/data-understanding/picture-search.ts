import { readdirSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { imageIdOf } from './image-id.js';
import { isAnyPictureFile, isPictureFile, kindNames } from './picture-kinds.js';

/** The file of a picture that captions name, or why there is none. */
export type PictureFound = { path: string } | { fault: string };

/** All pictures in a folder and in the folders in it. */
export interface PictureSearch {
  /** How many are of a kind that is read. */
  count: number;
  find(name: string): PictureFound;
}

const comparable = (path: string) => path.split(sep).join('/').normalize('NFC').trim();

function added(places: Map<string, string[]>, key: string, path: string): void {
  places.set(key, [...(places.get(key) ?? []), path]);
}

/** Looks for pictures by the path that captions give, else by the file's name, else by its id, wherever in the folder it lies. */
export function searchPictures(folder: string): PictureSearch {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isAnyPictureFile(entry.name))
    .map(({ name, parentPath }) => join(parentPath, name))
    .sort();
  const places = new Map<string, string[]>();
  for (const path of files) {
    const keys = [comparable(relative(folder, path)), comparable(basename(path)), imageIdOf(path)];
    for (const key of new Set(keys)) added(places, key, path);
  }
  return {
    count: files.filter(isPictureFile).length,
    find(name) {
      const whole = comparable(name).replace(/^\.?\//, '');
      const [paths = []] = [whole, basename(whole), imageIdOf(whole)].flatMap((key) => {
        const found = places.get(key);
        return found ? [found] : [];
      });
      const read = paths.filter(isPictureFile);
      if (read.length === 1) return { path: read[0] };
      if (read.length > 1) {
        const [one, other] = read.map((path) => relative(folder, path));
        return { fault: `could be ${one} or ${other}` };
      }
      if (paths.length > 0) return { fault: `is of a kind that is not read (${kindNames})` };
      return { fault: 'has no file in the folder' };
    },
  };
}
