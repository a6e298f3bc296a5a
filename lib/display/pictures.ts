import { basename } from 'node:path';
import sharp from 'sharp';
import { escapeHtml } from './escape';
import { inKernel } from './kernel';
import { showHtml } from './show';

export interface CaptionedPicture {
  path: string;
  captions?: string | string[];
  title?: string;
}

/** A picture as a small JPEG inside the page, sharp on screens of double density. */
export async function thumbnail(path: string, width: number): Promise<string> {
  const jpeg = await sharp(path)
    .rotate()
    .resize({ width: 2 * width, withoutEnlargement: true })
    .jpeg({ quality: 82 })
    .toBuffer();
  return `data:image/jpeg;base64,${jpeg.toString('base64')}`;
}

/** Shows pictures in a grid, each with its captions below it. */
export async function showPictures(
  pictures: CaptionedPicture[],
  { columns, width = 200 }: { columns?: number; width?: number } = {},
): Promise<void> {
  if (!inKernel()) {
    console.log(`[pictures: ${pictures.map(({ path }) => basename(path)).join(' ')}]`);
    return;
  }
  const cards = await Promise.all(
    pictures.map(async ({ path, captions = [], title = '' }) => {
      const lines = [captions].flat();
      const alt = escapeHtml(lines[0] ?? basename(path));
      const image = await thumbnail(path, width).then(
        (source) => `<img alt="${alt}" src="${source}" style="width:100%">`,
        () => `<div>${escapeHtml(basename(path))} cannot be read</div>`,
      );
      return `<figure style="margin:0">${image}<figcaption>${title && `<b>${escapeHtml(title)}</b>`}${lines.map((line) => `<div>${escapeHtml(line)}</div>`).join('')}</figcaption></figure>`;
    }),
  );
  const grid = columns
    ? `repeat(${columns},minmax(0,${width}px))`
    : `repeat(auto-fill,minmax(${width}px,${width}px))`;
  showHtml(
    `<div style="display:grid;gap:14px;grid-template-columns:${grid}">${cards.join('')}</div>`,
  );
}
