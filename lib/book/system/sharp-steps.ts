import { canvasOf, moved, type Raster, resized } from './raster.js';

/** A colour as CSS has it, or by its channels. */
export type Colour = string | { r: number; g: number; b: number };

/** How a picture is brought to another size, in sharp's words. */
export interface ResizeOptions {
  width?: number;
  height?: number;
  fit?: 'cover' | 'contain' | 'fill' | 'inside';
  kernel?: string;
  background?: Colour;
  withoutEnlargement?: boolean;
}

/** A part of a picture. */
export interface Region {
  left: number;
  top: number;
  width: number;
  height: number;
}

const cssOf = (colour: Colour) =>
  typeof colour === 'string' ? colour : `rgb(${colour.r} ${colour.g} ${colour.b})`;

/** A picture of one colour. */
export function plain(width: number, height: number, colour: Colour): Raster {
  const context = canvasOf(width, height);
  context.fillStyle = cssOf(colour);
  context.fillRect(0, 0, width, height);
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}

/** Puts a picture on a plain one. */
export function on(
  below: Raster,
  { width, height, data }: Raster,
  left: number,
  top: number,
): Raster {
  const raster = { ...below, data: below.data.slice() };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [column, row] = [left + x, top + y];
      if (column < 0 || row < 0 || column >= below.width || row >= below.height) continue;
      const [from, to] = [4 * (y * width + x), 4 * (row * below.width + column)];
      const share = data[from + 3] / 255;
      for (let c = 0; c < 3; c++) {
        raster.data[to + c] = share * data[from + c] + (1 - share) * raster.data[to + c];
      }
    }
  }
  return raster;
}

/** A part of a picture as one of its own. */
export const cut = (raster: Raster, { left, top, width, height }: Region): Raster =>
  moved(raster, [width, height], (x, y) => [left + x, top + y]);

/** A picture in another size. */
export function fitted(raster: Raster, options: ResizeOptions): Raster {
  const { fit = 'cover', kernel, withoutEnlargement, background = 'black' } = options;
  const nearest = kernel === 'nearest';
  const ratio = raster.width / raster.height;
  const width = options.width ?? Math.round((options.height as number) * ratio);
  const height = options.height ?? Math.round(width / ratio);
  const shares = [width / raster.width, height / raster.height];
  if (fit === 'fill') return resized(raster, width, height, nearest);
  const share = fit === 'cover' ? Math.max(...shares) : Math.min(...shares);
  if (withoutEnlargement && share > 1) return raster;
  const sides = [raster.width, raster.height].map((side) => Math.max(1, Math.round(side * share)));
  const small = resized(raster, sides[0], sides[1], nearest);
  if (fit === 'inside') return small;
  const left = Math.floor((width - small.width) / 2);
  const top = Math.floor((height - small.height) / 2);
  if (fit === 'contain') return on(plain(width, height, background), small, left, top);
  return cut(small, { left: Math.max(0, -left), top: Math.max(0, -top), width, height });
}
