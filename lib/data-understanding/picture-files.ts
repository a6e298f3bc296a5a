import { existsSync, readdirSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import { shortPath, UserError } from '../outputs/index.js';
import { imageIdOf, type PictureNames } from './image-id.js';
import { isPictureFile } from './picture-kinds.js';
import type { ImageId } from './types.js';

const folders = [
  'images',
  'Images',
  'Flicker8k_Dataset',
  'Flickr8k_Dataset',
  'flickr30k-images',
  '.',
];
/** COCO's pictures come in two archives, each with a folder of its own. */
const foldersWithin = ['.', 'train2014', 'val2014'];

/** The files of a pictures folder by the id that their names have; their paths are spelt as the disk has them. */
export interface FoundPictures {
  pictures: Map<ImageId, string[]>;
  /** The names of files that are no pictures of a kind that is read. */
  others: Map<ImageId, string>;
}

/** Where the folders of pictures lie: on a disk, or in a bucket. */
export interface PictureShelf {
  /** The names of the files of a folder, which is said from here: `images/train2014`, or `.`. */
  filesOf(folder: string): string[];
  /** How a file is found again by whoever reads it. */
  pathOf(folder: string, file: string): string;
}

/** A folder of the disk. */
const onDisk = (root: string): PictureShelf => ({
  filesOf: (folder) => (existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : []),
  pathOf: (folder, file) => join(root, folder, file),
});

function picturesIn(shelf: PictureShelf, folder: string): FoundPictures {
  const pictures = new Map<ImageId, string[]>();
  const others = new Map<ImageId, string>();
  for (const within of foldersWithin) {
    const place = posix.join(folder, within);
    for (const file of shelf.filesOf(place).sort()) {
      const id = imageIdOf(file);
      if (!isPictureFile(file)) others.set(id, file);
      else pictures.set(id, [...(pictures.get(id) ?? []), shelf.pathOf(place, file)]);
    }
  }
  return { pictures, others };
}

/** The files in the folder that holds the most pictures, or undefined where none holds any. */
export function findPictures(place: string | PictureShelf): FoundPictures | undefined {
  const shelf = typeof place === 'string' ? onDisk(place) : place;
  const [most] = folders
    .map((name) => picturesIn(shelf, name))
    .sort((a, b) => b.pictures.size - a.pictures.size);
  return most.pictures.size > 0 ? most : undefined;
}

/** Of files that share an id, the one whose name the captions give. */
function theOneNamed(paths: string[], name: string): string {
  if (paths.length === 1) return paths[0];
  const named = basename(name);
  const path = paths.find((one) => basename(one).normalize('NFC') === named);
  if (path) return path;
  throw new UserError(
    `${shortPath(paths[0])} and ${basename(paths[1])} could both be the picture "${name}" of the captions. Rename or remove one of them.`,
  );
}

/**
 * The picture file of each captioned picture, in the order of the files. A name that differs from a file's only in capital
 * letters finds it where no other picture does: systems disagree about them.
 * @throws UserError naming two files of which either could be a picture
 */
export function matchPictures(
  { pictures }: FoundPictures,
  names: PictureNames,
): Map<ImageId, string> {
  const lowered = new Map<string, ImageId | undefined>();
  for (const id of names.keys()) {
    if (pictures.has(id)) continue;
    const low = id.toLowerCase();
    lowered.set(low, lowered.has(low) ? undefined : id);
  }
  const paths = new Map<ImageId, string>();
  for (const [fileId, files] of pictures) {
    const id = names.has(fileId) ? fileId : lowered.get(fileId.toLowerCase());
    if (id === undefined || paths.has(id)) continue;
    paths.set(id, theOneNamed(files, names.get(id) as string));
  }
  return paths;
}
