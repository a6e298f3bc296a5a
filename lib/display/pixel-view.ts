import { palette } from './palette.js';
import { type AnyPicture, pixelsOf, thumbnail } from './thumbnail.js';
import type { Svg } from './types.js';

/** Which pixels are shown, and how large. */
export interface PixelViewOptions {
  /** Top left corner of the crop, in the picture's pixels; its middle where absent. */
  x?: number;
  y?: number;
  /** Pixels a side (8). */
  size?: number;
  /** How a channel's value, 0 to 255, is written: the number itself, or what a network is given. */
  write?: (value: number) => string;
}

const CELL = 54;
const PICTURE = 260;
const GAP = 36;

/** A picture, and beside it a few of its pixels enlarged, each with its red, green and blue. */
export async function pixelView(picture: AnyPicture, options: PixelViewOptions = {}): Promise<Svg> {
  const { width, height, pixels } = await pixelsOf(picture);
  const size = Math.min(options.size ?? 8, width, height);
  const within = (value: number, most: number) => Math.max(0, Math.min(most, Math.round(value)));
  const x0 = within(options.x ?? (width - size) / 2, width - size);
  const y0 = within(options.y ?? (height - size) / 2, height - size);
  const write = options.write ?? String;
  const left = PICTURE + GAP;
  const cells: string[] = [];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const at = ((y0 + row) * width + x0 + column) * 3;
      const [red, green, blue] = [pixels[at], pixels[at + 1], pixels[at + 2]];
      const ink = 0.299 * red + 0.587 * green + 0.114 * blue > 140 ? '#000000' : '#ffffff';
      const [x, y] = [left + column * CELL, row * CELL];
      const lines = [red, green, blue].map(
        (value, channel) =>
          `<text x="${x + CELL / 2}" y="${y + 18 + 14 * channel}">${write(value)}</text>`,
      );
      cells.push(
        `<rect x="${x}" y="${y}" width="${CELL - 1}" height="${CELL - 1}" fill="rgb(${red},${green},${blue})"/><g fill="${ink}">${lines.join('')}</g>`,
      );
    }
  }
  const scale = PICTURE / width;
  const [cx, cy] = [x0 * scale, y0 * scale];
  const side = Math.max(4, size * scale);
  const shownHeight = Math.round(height * scale);
  const mark = (colour: string, line: number) =>
    `<rect x="${cx.toFixed(1)}" y="${cy.toFixed(1)}" width="${side.toFixed(1)}" height="${side.toFixed(1)}" fill="none" stroke="${colour}" stroke-width="${line}"/>`;
  const guide = (fromY: number, toY: number) =>
    `<line x1="${(cx + side).toFixed(1)}" y1="${fromY.toFixed(1)}" x2="${left}" y2="${toY}" stroke="${palette.orange}" stroke-width="1" stroke-dasharray="3 3"/>`;
  const fullHeight = Math.max(shownHeight, size * CELL);
  const fullWidth = left + size * CELL;
  const title = `${size} by ${size} pixels from (${x0}, ${y0}), red, green and blue of each`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${title}" width="${fullWidth}" height="${fullHeight}" viewBox="0 0 ${fullWidth} ${fullHeight}" font-size="11.5" text-anchor="middle"><image width="${PICTURE}" height="${shownHeight}" href="${await thumbnail(picture, PICTURE)}"/>${mark('#ffffff', 3.5)}${mark(palette.orange, 2)}${guide(cy, 0)}${guide(cy + side, size * CELL)}${cells.join('')}</svg>`;
  return { svg, title };
}
