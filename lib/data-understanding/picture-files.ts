import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { imageIdOf } from './text-lines';
import type { ImageId } from './types';

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

/** The picture file of each id, or undefined where no folder holds pictures. */
export function findPictures(folder: string): Map<ImageId, string> | undefined {
  for (const name of folders) {
    const pictures = new Map<ImageId, string>();
    for (const within of foldersWithin) {
      const place = join(folder, name, within);
      if (!existsSync(place)) continue;
      for (const file of readdirSync(place).filter(isPicture).sort()) {
        pictures.set(imageIdOf(file), join(place, file));
      }
    }
    if (pictures.size > 0) return pictures;
  }
  return undefined;
}
