import type { Pixels } from './pixels.js';

/** A filter and how far it reaches, in places. */
interface Filter {
  weightAt(distance: number): number;
  reach: number;
}

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** Lanczos' window of the ideal filter (Duchon 1979). */
const lanczos: Filter = { reach: 3, weightAt: (x) => sinc(x) * sinc(x / 3) };

/** The cubic that goes through the pixels (Catmull & Rom 1974; Keys 1981, a = -1/2). */
const cubic: Filter = {
  reach: 2,
  weightAt: (x) => (x < 1 ? 1 + x * x * (1.5 * x - 2.5) : 2 + x * (-4 + x * (2.5 - 0.5 * x))),
};

/** Which pixels along a side one place is made of, and what each weighs; the weights sum to 1. */
interface Mixture {
  places: number[];
  weights: number[];
}

/**
 * What each of `size` places is made of, along a side of `length`. Beyond the edge, the edge goes on. As sharp does it: what
 * becomes larger is interpolated, half a place to the side; what becomes much smaller is averaged box by box before it is
 * filtered.
 */
function mixturesOf(length: number, size: number): Mixture[] {
  const larger = length < size;
  const { reach, weightAt } = larger ? cubic : lanczos;
  const box = Math.max(1, Math.floor(length / size / 2)); // pixels
  const step = length / size / box; // boxes
  const stretch = Math.max(1, step);
  return Array.from({ length: size }, (_, i) => {
    const centre = (i + (larger ? 0 : 0.5)) * step - 0.5;
    const mixture: Mixture = { places: [], weights: [] };
    for (let at = Math.ceil(centre - reach * stretch); at < centre + reach * stretch; at++) {
      const weight = weightAt(Math.abs(at - centre) / stretch);
      for (let pixel = at * box; pixel < (at + 1) * box; pixel++) {
        mixture.places.push(Math.min(length - 1, Math.max(0, pixel)));
        mixture.weights.push(weight);
      }
    }
    const sum = mixture.weights.reduce((a, b) => a + b, 0);
    return { ...mixture, weights: mixture.weights.map((weight) => weight / sum) };
  });
}

/**
 * Squashes a picture to a square: the rule `smooth` where sharp is not at hand.
 * @param rows its height, where it is to be another than its width
 * @returns pixels that are sharp's but for rounding. Two kinds differ more: large JPEGs, which sharp decodes at a fraction of their
 * size, and what becomes narrower and higher or the other way round, which sharp moves by half a place.
 */
export function resizeSmooth(
  { width, height, pixels }: Pixels,
  size: number,
  rows: number = size,
): Pixels {
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
  const resized = new Uint8ClampedArray(rows * size * 3); // rounds, and keeps to 0..255
  const line = size * 3;
  const sums = new Float32Array(line);
  mixturesOf(height, rows).forEach(({ places, weights }, row) => {
    sums.fill(0);
    for (let k = 0; k < places.length; k++) {
      const from = places[k] * line;
      for (let i = 0; i < line; i++) sums[i] += weights[k] * narrow[from + i];
    }
    resized.set(sums, row * line);
  });
  return { width: size, height: rows, pixels: new Uint8Array(resized.buffer) };
}
