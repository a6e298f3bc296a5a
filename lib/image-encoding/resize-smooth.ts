import type { Pixels } from './pixels';

/** How far the filter reaches, in places of the smaller picture. */
const REACH = 3;

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** Lanczos' window of the ideal filter (Duchon 1979). */
const lanczos = (x: number) => (Math.abs(x) < REACH ? sinc(x) * sinc(x / REACH) : 0);

/** Which pixels along a side one place is made of, and what each weighs; the weights sum to 1. */
interface Mixture {
  places: number[];
  weights: number[];
}

/** What each of `size` places is made of, along a side of `length`. Beyond the edge, the edge goes on. */
function mixturesOf(length: number, size: number): Mixture[] {
  const step = length / size;
  const stretch = Math.max(1, step); // a smaller picture averages over all pixels, a larger one goes between them
  return Array.from({ length: size }, (_, i) => {
    const centre = (i + 0.5) * step - 0.5;
    const first = Math.ceil(centre - REACH * stretch);
    const count = Math.floor(centre + REACH * stretch) - first + 1;
    const at = Array.from({ length: count }, (_, k) => first + k);
    const weights = at.map((place) => lanczos((place - centre) / stretch));
    const sum = weights.reduce((a, b) => a + b, 0);
    return {
      places: at.map((place) => Math.min(length - 1, Math.max(0, place))),
      weights: weights.map((weight) => weight / sum),
    };
  });
}

/**
 * Squashes a picture to a square by Lanczos' filter, the columns first: the rule `smooth` where sharp is not at hand.
 * @returns pixels that are sharp's but for rounding; sharp also decodes large JPEGs at a fraction of their size
 */
export function resizeSmooth({ width, height, pixels }: Pixels, size: number): Pixels {
  const columns = mixturesOf(width, size);
  const narrow = new Float32Array(height * size * 3); // [height, size, 3]
  for (let row = 0, to = 0; row < height; row++) {
    for (const { places, weights } of columns) {
      let [red, green, blue] = [0, 0, 0];
      for (let k = 0; k < places.length; k++) {
        const from = (row * width + places[k]) * 3;
        red += weights[k] * pixels[from];
        green += weights[k] * pixels[from + 1];
        blue += weights[k] * pixels[from + 2];
      }
      narrow[to++] = red;
      narrow[to++] = green;
      narrow[to++] = blue;
    }
  }
  const resized = new Uint8ClampedArray(size * size * 3); // rounds, and keeps to 0..255
  const line = size * 3;
  const sums = new Float32Array(line);
  mixturesOf(height, size).forEach(({ places, weights }, row) => {
    sums.fill(0);
    for (let k = 0; k < places.length; k++) {
      const from = places[k] * line;
      for (let i = 0; i < line; i++) sums[i] += weights[k] * narrow[from + i];
    }
    resized.set(sums, row * line);
  });
  return { width: size, height: size, pixels: new Uint8Array(resized.buffer) };
}
