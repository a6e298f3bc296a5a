import { basename } from 'node:path';
import { escapeHtml } from './escape.js';
import { showDrawn } from './show.js';
import { type AnyPicture, thumbnail } from './thumbnail.js';
import type { Html } from './types.js';

/** A picture and what stands below it. */
export interface CaptionedPicture {
  /** A picture file. */
  path?: string;
  /** Or the picture itself. */
  picture?: AnyPicture;
  captions?: string | string[];
  /** What is to be seen, for those who do not see it; the first caption where absent. */
  alt?: string;
  title?: string;
}

/** How pictures are laid out. */
export interface GalleryOptions {
  /** Pictures a row; without it, as many as fit. */
  columns?: number;
  /** Width of a picture in the page's pixels (200). */
  width?: number;
}

/** Pixels between two pictures of a grid, as the style sheet has it. */
const GAP = 16;

/** Pixels that a caption below a picture needs so that its lines hold more than a word. */
const READABLE = 150;

function nameOf({ path, picture, title }: CaptionedPicture): string {
  const file = path ?? (typeof picture === 'string' ? picture : undefined);
  return file ? basename(file) : (title ?? 'picture');
}

const titleOf = (pictures: CaptionedPicture[]) => `pictures: ${pictures.map(nameOf).join(' ')}`;

/** Pixels that are shown enlarged should be seen as pixels. */
function isSmall(picture: AnyPicture | undefined, width: number): boolean {
  return typeof picture === 'object' && 'pixels' in picture && picture.width < width / 1.5;
}

/** The picture as an `<img>`; one that cannot be read becomes a box with its name. */
export async function imageHtml(picture: CaptionedPicture, width: number): Promise<string> {
  const name = nameOf(picture);
  const alt = picture.alt ?? [picture.captions ?? []].flat()[0] ?? name;
  try {
    const source = await thumbnail(picture.picture ?? picture.path ?? '', width);
    const pixelated = isSmall(picture.picture, width) ? ' style="image-rendering:pixelated"' : '';
    return `<img alt="${escapeHtml(alt)}" src="${source}"${pixelated}>`;
  } catch {
    return `<div class="cl-missing cl-quiet">${escapeHtml(name)} cannot be read</div>`;
  }
}

/** The style of a grid: as many columns as asked for, but on a narrow page fewer where captions need room to be read. */
function columnsOf(columns: number | undefined, width: number, worded: boolean): string {
  if (!columns) return `grid-template-columns:repeat(auto-fill,minmax(0,${width}px))`;
  if (!worded) return `grid-template-columns:repeat(${columns},minmax(0,${width}px))`;
  const gaps = (columns - 1) * GAP;
  const least = `max(${Math.min(READABLE, width)}px,(100% - ${gaps}px) / ${columns} - 0.1px)`;
  return `max-width:${columns * width + gaps}px;grid-template-columns:repeat(auto-fill,minmax(${least},1fr))`;
}

/** Pictures in a grid that wraps, each with its captions below it. */
export async function gallery(
  pictures: CaptionedPicture[],
  { columns, width = 200 }: GalleryOptions = {},
): Promise<Html> {
  const cards: string[] = [];
  for (const picture of pictures) {
    const title = picture.title ? `<div class="cl-title">${escapeHtml(picture.title)}</div>` : '';
    const captions = [picture.captions ?? []]
      .flat()
      .map((caption) => `<div>${escapeHtml(caption)}</div>`);
    const below = `<figcaption>${title}${captions.join('')}</figcaption>`;
    cards.push(`<figure class="cl-picture">${await imageHtml(picture, width)}${below}</figure>`);
  }
  const worded = pictures.some(({ captions }) => [captions ?? []].flat().length > 0);
  const html = `<div class="cl-grid" style="${columnsOf(columns, width, worded)}">${cards.join('')}</div>`;
  return { html, title: titleOf(pictures) };
}

/** Shows pictures in a grid that wraps, each with its captions below it; outside a notebook a line names them. */
export const showPictures = (
  pictures: CaptionedPicture[],
  options: GalleryOptions = {},
): Promise<void> => showDrawn(titleOf(pictures), () => gallery(pictures, options));
