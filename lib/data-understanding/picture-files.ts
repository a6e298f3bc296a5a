import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { imageIdOf } from './text-lines.js';
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
const isPicture = (file: string) => /\.(jpe?g|png|webp)$/i.test(file);

function picturesIn(folder: string): Map<ImageId, string> {
  const pictures = new Map<ImageId, string>();
  for (const within of foldersWithin) {
    const place = join(folder, within);
    if (!existsSync(place)) continue;
    for (const file of readdirSync(place).filter(isPicture).sort()) {
      pictures.set(imageIdOf(file), join(place, file));
    }
  }
  return pictures;
}

/** The picture file of each id, from the folder that holds the most of them, or undefined where none holds any. */
export function findPictures(folder: string): Map<ImageId, string> | undefined {
  const [most] = folders
    .map((name) => picturesIn(join(folder, name)))
    .sort((a, b) => b.size - a.size);
  return most.size > 0 ? most : undefined;
}
