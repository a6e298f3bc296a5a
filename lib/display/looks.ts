import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { escapeHtml } from './escape.js';
import { palette } from './palette.js';
import { type AnyPicture, pixelsOf, thumbnail } from './thumbnail.js';
import type { Html } from './types.js';

/** A word of a caption, how probable it was, and how its look was shared among the cells of a square map, row by row. */
export interface WordLook {
  word: string;
  probability: number;
  /** Absent where the captioner does not look: then the picture stays as it is. */
  looked?: ArrayLike<number>;
}

/** How it is drawn. */
export interface LooksOptions {
  /** Of the picture, in the page's pixels. Default: 300. */
  width?: number;
  /** Which word is chosen at first. Default: 0. */
  chosen?: number;
}

/** Most that lies over a cell: the picture must still be seen below. */
const DARKEST = 0.82;

const rank = (at: number) => `the ${at + 1}${['st', 'nd', 'rd'][at] ?? 'th'}`;

/** The cell with the greatest share. */
function heaviestOf(looked: ArrayLike<number>): number {
  return Array.from(looked).reduce(
    (best, share, cell, all) => (share > all[best] ? cell : best),
    0,
  );
}

/** What a look is in words: for those who cannot see it, and for those who want the figure. */
function lookInWords({ word, probability, looked }: WordLook): string {
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  if (!looked) return `“${word}”, ${percent(probability)} sure.`;
  const side = Math.round(Math.sqrt(looked.length));
  const cell = heaviestOf(looked);
  const place = `${rank(Math.floor(cell / side))} row, ${rank(cell % side)} column`;
  return `“${word}”, ${percent(probability)} sure. Most of the look, ${percent(looked[cell])}, goes to the cell in ${place}.`;
}

/** A picture as dark as the look is light: black, and the clearer the greater a cell's share is beside the greatest. */
async function veil(looked: ArrayLike<number> = [1]): Promise<string> {
  const side = Math.round(Math.sqrt(looked.length));
  const most = looked[heaviestOf(looked)] || 1;
  const pixels = Uint8Array.from({ length: 4 * side * side }, (_, i) =>
    i % 4 < 3 ? 0 : Math.round(255 * DARKEST * (1 - looked[Math.floor(i / 4)] / most)),
  );
  const raw = { width: side, height: side, channels: 4 } as const;
  const png = await sharp(pixels, { raw }).png().toBuffer();
  return `data:image/png;base64,${png.toString('base64')}`;
}

/** The style of one of these: which veil and which sentence go with the chosen word. Works without a script. */
function styleOf(id: string, words: number): string {
  const chosen = Array.from({ length: words }, (_, i) => {
    const at = `#${id}>input:nth-of-type(${i + 1}):checked~`;
    return `${at}.cl-veils>img:nth-of-type(${i + 2}),${at}p:nth-of-type(${i + 1}){display:block}`;
  });
  const box = `#${id}{border:none;margin:0;padding:0;min-width:0;position:relative}`;
  const input = `#${id}>input{position:absolute;opacity:0;width:1px;height:1px;margin:0}`;
  const label = `#${id}>label{display:inline-block;padding:3px 8px;margin:0 4px 6px 0;border:1px solid ${palette.grey};border-radius:6px;cursor:pointer}`;
  const on = `#${id}>input:checked+label{background:${palette.blue};border-color:${palette.blue};color:#fff;font-weight:600}`;
  const focus = `#${id}>input:focus-visible+label{outline:3px solid ${palette.orange};outline-offset:1px}`;
  const veils = `#${id}>.cl-veils{position:relative;max-width:100%}#${id}>.cl-veils>img{display:block;width:100%;height:auto;margin:0;border-radius:6px}#${id}>.cl-veils>img+img{position:absolute;inset:0;height:100%;display:none;image-rendering:pixelated}#${id}>p{display:none;margin:6px 0 0}`;
  return `<style>${box}${input}${label}${on}${focus}${veils}${chosen.join('')}</style>`;
}

/**
 * A picture and the words that were said of it, each a button: the chosen word's look lies over the picture, bright where it
 * went. The buttons are one choice of many, so arrow keys go from word to word; it needs no script.
 */
export async function looksAt(
  picture: AnyPicture,
  words: readonly WordLook[],
  { width = 300, chosen = 0 }: LooksOptions = {},
): Promise<Html> {
  const caption = words.map(({ word }) => word).join(' ');
  const size = await pixelsOf(picture);
  const hash = createHash('sha256').update(JSON.stringify([caption, words]));
  const id = `looks-${hash.update(Uint8Array.from(size.pixels)).digest('hex').slice(0, 10)}`;
  const buttons = words.map(({ word }, i) => {
    const checked = i === chosen ? ' checked' : '';
    return `<input type="radio" name="${id}" id="${id}-${i}"${checked}><label for="${id}-${i}">${escapeHtml(word)}</label>`;
  });
  const veils = await Promise.all(words.map(({ looked }) => veil(looked)));
  const image = `<img src="${await thumbnail(picture, width)}" alt="the picture of which “${escapeHtml(caption)}” is said" width="${size.width}" height="${size.height}">`;
  const overlays = veils.map((src) => `<img src="${src}" alt="">`).join('');
  const sentences = words.map((word) => `<p class="cl-quiet">${escapeHtml(lookInWords(word))}</p>`);
  const html = `${styleOf(id, words.length)}<fieldset id="${id}" style="max-width:${width}px"><legend class="cl-small cl-quiet">Choose a word: bright is where it looked</legend>${buttons.join('')}<div class="cl-veils">${image}${overlays}</div>${sentences.join('')}</fieldset>`;
  return { html, title: `where it looked: ${caption}` };
}

/** Several of them beside each other, as many as fit the page. */
export async function looksBeside(
  pictures: readonly { picture: AnyPicture; words: readonly WordLook[]; chosen?: number }[],
  width = 300,
): Promise<Html> {
  const draw = ({ picture, words, chosen }: (typeof pictures)[number]) =>
    looksAt(picture, words, { width, chosen });
  const pieces = await Promise.all(pictures.map(draw));
  const html = `<div class="cl-grid" style="grid-template-columns:repeat(auto-fill,minmax(min(100%,${width}px),1fr))">${pieces.map((piece) => `<div>${piece.html}</div>`).join('')}</div>`;
  return { html, title: pieces.map(({ title }) => title).join('; ') };
}
