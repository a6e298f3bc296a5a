import { UserError } from '../../outputs/user-error.js';
import type { Pixels } from '../pixels.js';
import { cropMiddle, resample } from '../resample.js';
import type { Preprocessing } from './preprocessor-config.js';

/** The size that a picture gets before it is cut. */
function sizeFor({ width, height }: Pixels, resize: NonNullable<Preprocessing['resize']>) {
  const { to, size } = resize;
  if (to === 'square') return { width: size, height: size };
  const longer = Math.trunc((size * Math.max(width, height)) / Math.min(width, height));
  return width < height ? { width: size, height: longer } : { width: longer, height: size };
}

/**
 * A picture as a network was shown its pictures: resized, cut, its colours scaled.
 * @param wanted the side of the square, and the picture's name for messages
 * @returns `[height, width, 3]`
 * @throws UserError when it does not come out as a square of `side` pixels
 */
export function prepare(
  picture: Pixels,
  how: Preprocessing,
  wanted: { side: number; name: string },
): Float32Array {
  const { side, name } = wanted;
  const { resize, crop, factor, mean, deviation, bgr } = how;
  const resized = resize ? resample(picture, sizeFor(picture, resize), resize.filter) : picture;
  const fits = !crop || Math.min(resized.width, resized.height) >= crop;
  const { width, height, pixels } = crop && fits ? cropMiddle(resized, crop) : resized;
  if (width !== side || height !== side) {
    throw new UserError(
      `${name} has ${picture.width} x ${picture.height} pixels; its encoder takes ${side} x ${side} and resizes nothing.`,
    );
  }
  const values = new Float32Array(pixels.length); // [height, width, 3]
  for (let i = 0; i < pixels.length; i++) {
    const colour = i % 3;
    const to = bgr ? i + 2 - 2 * colour : i;
    values[to] = (pixels[i] * factor - mean[colour]) / deviation[colour];
  }
  return values;
}
