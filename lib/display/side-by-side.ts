import { escapeHtml } from './escape.js';
import { imageHtml } from './pictures.js';
import type { AnyPicture } from './thumbnail.js';
import type { Html } from './types.js';

/** One of several treatments of the same picture. */
export interface Treatment {
  title: string;
  picture: AnyPicture;
  note?: string;
}

/** The same picture treated in different ways, side by side at one width: resize rules, for one. */
export async function sideBySide(treatments: Treatment[], width = 230): Promise<Html> {
  const cards: string[] = [];
  for (const { title, picture, note = '' } of treatments) {
    const image = await imageHtml({ picture, captions: title, title }, width);
    const words = `<div class="cl-title">${escapeHtml(title)}</div><div class="cl-quiet">${escapeHtml(note)}</div>`;
    cards.push(`<figure class="cl-picture">${image}<figcaption>${words}</figcaption></figure>`);
  }
  const html = `<div class="cl-grid" style="grid-template-columns:repeat(auto-fill,minmax(0,${width}px))">${cards.join('')}</div>`;
  return { html, title: `side by side: ${treatments.map(({ title }) => title).join(', ')}` };
}
