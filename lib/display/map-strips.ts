import { escapeHtml } from './escape.js';
import { imageHtml } from './pictures.js';
import type { AnyPicture, PixelPicture } from './thumbnail.js';
import type { Html } from './types.js';

/** Maps of one kind, side by side: what some channels of a layer answer to a picture. */
export interface MapStrip {
  title: string;
  maps: { title: string; values: readonly ArrayLike<number>[] }[];
}

/** How maps are laid out. */
export interface MapStripOptions {
  /** Stands before the maps of each strip, to compare. */
  picture?: AnyPicture;
  /** Width of a map in the page's pixels (104). */
  width?: number;
}

/** A map in grey: its smallest value black, its largest white. */
export function mapPicture(values: readonly ArrayLike<number>[]): PixelPicture {
  const all = values.flatMap((row) => Array.from(row));
  const low = all.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const span = all.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY) - low || 1;
  const pixels = all.flatMap((value) =>
    new Array(3).fill(Math.round((255 * (value - low)) / span)),
  );
  return { width: values[0].length, height: values.length, pixels };
}

/** Strips of maps, one below the other, each map in grey from its smallest value to its largest. */
export async function mapStrips(
  strips: MapStrip[],
  { picture, width = 104 }: MapStripOptions = {},
): Promise<Html> {
  const card = async (title: string, shown: AnyPicture) => {
    const image = await imageHtml({ picture: shown, captions: title, title }, width);
    return `<figure class="cl-picture">${image}<figcaption>${escapeHtml(title)}</figcaption></figure>`;
  };
  const parts: string[] = [];
  for (const { title, maps } of strips) {
    const cards = picture ? [await card('the picture', picture)] : [];
    for (const map of maps) {
      cards.push(await card(map.title, mapPicture(map.values)));
    }
    parts.push(
      `<div class="cl-title" style="margin-top:10px">${escapeHtml(title)}</div><div class="cl-grid" style="gap:8px;grid-template-columns:repeat(auto-fill,minmax(0,${width}px))">${cards.join('')}</div>`,
    );
  }
  const html = `${parts.join('')}<div class="cl-quiet cl-small">Each map goes from its smallest value (black) to its largest (white).</div>`;
  return { html, title: `maps: ${strips.map(({ title }) => title).join('; ')}` };
}
