import sharp from 'sharp';
import { type Pixels, readWholePicture } from '../../image-encoding/index.js';

/** A part of a picture, in shares of its width and height. */
export interface Patch {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A picture that can be covered: upright, whole, with its mean colour. */
export interface OpenPicture extends Pixels {
  /** Red, green and blue, 0 to 255. */
  colour: [number, number, number];
}

/** The mean colour of a picture: a cover of it tells nothing. */
function meanColour({ pixels }: Pixels): OpenPicture['colour'] {
  const sums = [0, 0, 0];
  for (let i = 0; i < pixels.length; i++) sums[i % 3] += pixels[i];
  const count = pixels.length / 3;
  return sums.map((sum) => Math.round(sum / count)) as OpenPicture['colour'];
}

/** Opens a picture to be covered. Throws as `readPicture` does. */
export async function openPicture(path: string): Promise<OpenPicture> {
  const picture = await readWholePicture(path);
  return { ...picture, colour: meanColour(picture) };
}

/** A colour as style sheets have it: #rrggbb. */
export const hexColour = (colour: OpenPicture['colour']) =>
  `#${colour.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;

/** The picture as a PNG file, a patch of it covered by its mean colour; without one as it is. */
export function coveredPicture(
  { width, height, pixels, colour }: OpenPicture,
  patch?: Patch,
): Promise<Buffer> {
  const covered = Uint8Array.from(pixels);
  if (patch) {
    const edge = (share: number, of: number) => Math.round(of * Math.min(1, Math.max(0, share)));
    const [left, right] = [patch.x, patch.x + patch.width].map((share) => edge(share, width));
    const [top, bottom] = [patch.y, patch.y + patch.height].map((share) => edge(share, height));
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) covered.set(colour, 3 * (y * width + x));
    }
  }
  const raw = { width, height, channels: 3 as const };
  return sharp(covered, { raw }).png({ compressionLevel: 1 }).toBuffer();
}

/** The patches of a grid over a picture, row by row. */
export const gridOf = (rows: number, columns: number): Patch[] =>
  Array.from({ length: rows * columns }, (_, at) => ({
    ...{ x: (at % columns) / columns, y: Math.floor(at / columns) / rows },
    ...{ width: 1 / columns, height: 1 / rows },
  }));
