import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { picturePath } from '../../display/picture-path.js';
import { progressBar } from '../../display/progress.js';
import { smallWebp } from '../../display/thumbnail.js';
import { isInBucket } from '../../outputs/bucket/address.js';
import { pictureAt } from '../../outputs/bucket/picture-at.js';
import { writeFileWhole } from '../../outputs/index.js';

/** Width and height at most, in pixels. */
const SIZES = { pictures: 520, neighbours: 240 };
const AT_ONCE = 4;

type Size = [width: number, height: number];

function isNewer(copy: string, picture: string): boolean {
  const { mtimeMs, ctimeMs } = statSync(picture); // one put in its place may bring an old date along
  return existsSync(copy) && statSync(copy).mtimeMs >= Math.max(mtimeMs, ctimeMs);
}

async function copyPicture(from: string, to: string, side: number): Promise<Size | undefined> {
  try {
    if (!isInBucket(from) && isNewer(to, from)) {
      const { width, height } = await sharp(to).metadata();
      if (width && height) return [width, height];
    }
    const small = smallWebp(await pictureAt(from), side, 80);
    const { data, info } = await small.toBuffer({ resolveWithObject: true });
    writeFileWhole(to, data);
    return [info.width, info.height];
  } catch {
    return undefined;
  }
}

/**
 * Copies pictures beside the page, made smaller; copies that are newer than their pictures are left alone.
 * @returns the sizes of the copies; what cannot be read has none
 */
export async function copyPictures(
  folder: string,
  kind: keyof typeof SIZES,
  ids: readonly string[],
  imagePaths: ReadonlyMap<string, string>,
): Promise<Map<string, Size>> {
  const sizes = new Map<string, Size>();
  const bar = progressBar(kind === 'pictures' ? 'Pictures' : 'Neighbours', ids.length, 'pictures');
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const some = ids.slice(start, start + AT_ONCE);
    await Promise.all(
      some.map(async (id) => {
        const from = imagePaths.get(id);
        const to = join(folder, decodeURIComponent(picturePath(kind, id)));
        const size = from === undefined ? undefined : await copyPicture(from, to, SIZES[kind]);
        if (size) sizes.set(id, size);
      }),
    );
    bar.advance(some.length);
  }
  bar.done();
  return sizes;
}

/** Width over height of the middle one of the pictures, neither very wide nor very high. */
export function commonRatio(sizes: Iterable<Size>): number {
  const ratios = Array.from(sizes, ([width, height]) => width / height).sort((a, b) => a - b);
  const middle = ratios[Math.floor(ratios.length / 2)] ?? 4 / 3;
  return Math.min(1.5, Math.max(0.75, middle));
}
