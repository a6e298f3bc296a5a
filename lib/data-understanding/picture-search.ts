import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { imageIdOf } from './image-id.js';
import { isAnyPictureFile, isPictureFile, kindNames } from './picture-kinds.js';

/** The file of a picture that captions name, or why there is none. */
export type PictureFound = { path: string } | { fault: string };

/** All pictures in a folder and in the folders in it. */
export interface PictureSearch {
  /** Those of a kind that is read, sorted. */
  pictures: string[];
  find(name: string): PictureFound;
}

const comparable = (path: string) => path.split(sep).join('/').normalize('NFC').trim();

function added(places: Map<string, string[]>, key: string, path: string): void {
  places.set(key, [...(places.get(key) ?? []), path]);
}

/** What a name is looked for by: the path, the file's name, its id; then without regard to capital letters. */
function keysOf(name: string): string[] {
  const keys = [name, name.slice(name.lastIndexOf('/') + 1), imageIdOf(name)];
  return [...new Set([...keys, ...keys.map((key) => `${key.toLowerCase()}/`)])];
}

const isLinkToFile = (entry: Dirent) =>
  entry.isSymbolicLink() &&
  statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.isFile() === true;

/** A path as captions give it, from whatever system. */
const spelt = (name: string) => {
  const path = comparable(name).replace(/^\.?\//, '');
  return /^[^/]*\\/.test(path) ? path.replaceAll('\\', '/') : path;
};

/** Looks for pictures by the path that captions give, else by the file's name, else by its id, wherever in the folder it lies. */
export function searchPictures(folder: string): PictureSearch {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        (entry.isFile() || isLinkToFile(entry)) &&
        isAnyPictureFile(entry.name) &&
        !/^\._/.test(entry.name),
    )
    .map(({ name, parentPath }) => join(parentPath, name))
    .sort();
  const places = new Map<string, string[]>();
  for (const path of files) {
    for (const key of keysOf(comparable(relative(folder, path)))) added(places, key, path);
  }
  return {
    pictures: files.filter(isPictureFile),
    find(name) {
      const whole = spelt(name);
      const [paths = []] = [whole, comparable(name)].flatMap(keysOf).flatMap((key) => {
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
