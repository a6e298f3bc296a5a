/**
 * How a picture of any size becomes a square:
 * `nearest` takes one pixel for each (as Keras's `load_img`), `smooth` averages over all of them; both squash the picture.
 * `crop` keeps the shape and cuts off the longer sides, `pad` keeps the shape and adds grey bars.
 */
export type ResizeRule = 'nearest' | 'smooth' | 'crop' | 'pad';

/** Every way to make a picture square, by its name. */
export const RESIZE_RULES: readonly ResizeRule[] = ['nearest', 'smooth', 'crop', 'pad'];

/** A picture's pixels: red, green and blue, 0 to 255, row by row: `[height, width, 3]`. */
export interface Pixels {
  width: number;
  height: number;
  pixels: Uint8Array;
}

/** The source pixel of each of `size` places along a side of `length`: sums of steps, rounded as Pillow rounds them. */
function nearestPlaces(length: number, size: number): Int32Array {
  const step = length / size;
  let at = step / 2;
  return Int32Array.from({ length: size }, () => {
    const place = Math.trunc(at);
    at += step;
    return place;
  });
}

/** Takes one pixel for each, the same that Pillow takes, and with it Keras's `load_img`. */
export function resizeNearest({ width, height, pixels }: Pixels, size: number): Pixels {
  const [columns, rows] = [nearestPlaces(width, size), nearestPlaces(height, size)];
  const resized = new Uint8Array(size * size * 3); // [height, width, 3]
  let to = 0;
  for (const row of rows) {
    for (const column of columns) {
      const from = (row * width + column) * 3;
      resized[to++] = pixels[from];
      resized[to++] = pixels[from + 1];
      resized[to++] = pixels[from + 2];
    }
  }
  return { width: size, height: size, pixels: resized };
}

/**
 * Scales pixels from 0..255 to -1..1, as InceptionV3 was trained on: `x / 127.5 - 1` (`[height, width, 3]`).
 */
export function preprocess({ pixels }: Pixels): Float32Array {
  const scaled = new Float32Array(pixels.length); // [height, width, 3]
  for (let i = 0; i < pixels.length; i++) scaled[i] = pixels[i] / 127.5 - 1;
  return scaled;
}
