import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { imageIdOf } from './text-lines';
import type { ImageId } from './types';

const folders = ['images', 'Images', 'Flicker8k_Dataset', 'Flickr8k_Dataset', '.'];
const isPicture = (file: string) => /\.(jpe?g|png|webp)$/i.test(file);

/** The picture file of each id, or undefined where no folder holds pictures. */
export function findPictures(folder: string): Map<ImageId, string> | undefined {
  for (const name of folders) {
    const place = join(folder, name);
    if (!existsSync(place)) continue;
    const files = readdirSync(place).filter(isPicture).sort();
    if (files.length > 0) return new Map(files.map((file) => [imageIdOf(file), join(place, file)]));
  }
  return undefined;
}
