import type { Pixels } from './pixels.js';

/** A filter's name. */
export type FilterName = 'bilinear' | 'bicubic' | 'lanczos';

/** A filter and how far it reaches, in places. */
interface Filter {
  reach: number;
  weightAt(distance: number): number;
}

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

const filters: Record<FilterName, Filter> = {
  bilinear: { reach: 1, weightAt: (x) => 1 - x },
  // Keys 1981, a = -1/2
  bicubic: {
    reach: 2,
    weightAt: (x) => (x < 1 ? (1.5 * x - 2.5) * x * x + 1 : ((x - 5) * x + 8) * x * -0.5 + 2),
  },
  lanczos: { reach: 3, weightAt: (x) => sinc(x) * sinc(x / 3) },
};

/** The pixels along a side that one place is made of: the first, and what each weighs in parts of `ONE`. */
interface Mixture {
  first: number;
  weights: Float64Array;
}

/** Pillow computes 8-bit pictures in whole numbers, with 22 binary places. */
const ONE = 2 ** 22;

/** What each of `size` places is made of, along a side of `length`; beyond the edge there is nothing. */
function mixturesOf(length: number, size: number, { reach, weightAt }: Filter): Mixture[] {
  const step = length / size;
  const stretch = Math.max(1, step);
  return Array.from({ length: size }, (_, i) => {
    const centre = (i + 0.5) * step;
    const first = Math.max(0, Math.trunc(centre - reach * stretch + 0.5));
    const end = Math.min(length, Math.trunc(centre + reach * stretch + 0.5));
    const weights = Float64Array.from({ length: end - first }, (_, k) => {
      const distance = Math.abs((first + k - centre + 0.5) / stretch);
      return distance < reach ? weightAt(distance) : 0;
    });
    const sum = weights.reduce((a, b) => a + b, 0);
    const rounded = (weight: number) =>
      Math.sign(weight) * Math.floor(Math.abs(weight) * ONE + 0.5);
    return { first, weights: weights.map((weight) => rounded(weight / sum)) };
  });
}

/**
 * Resizes one side.
 * @param lines how often the side is there, `stride` apart, and how far two of its places are apart
 */
function resizeSide(
  { from, to }: { from: Uint8Array; to: Uint8ClampedArray },
  mixtures: readonly Mixture[],
  {
    lines,
    offsetOf,
    stride,
  }: { lines: number; offsetOf(line: number, size: number): number; stride: number },
  length: number,
): void {
  const size = mixtures.length;
  for (let line = 0; line < lines; line++) {
    const [start, goal] = [offsetOf(line, length), offsetOf(line, size)];
    for (let i = 0; i < size; i++) {
      const { first, weights } = mixtures[i];
      let sum = ONE / 2;
      for (let k = 0; k < weights.length; k++) {
        sum += weights[k] * from[start + (first + k) * stride];
      }
      to[goal + i * stride] = Math.floor(sum / ONE); // clamped to 0..255
    }
  }
}

/**
 * Resizes a picture as Pillow does (`Image.resize`), pixel for pixel: a filter that is stretched where the picture becomes
 * smaller, first along the rows, rounded to 8 bits, then along the columns. What networks were trained behind.
 */
export function resample(
  { width, height, pixels }: Pixels,
  size: { width: number; height: number },
  filter: FilterName,
): Pixels {
  let now: Pixels = { width, height, pixels };
  if (size.width !== width) {
    const to = new Uint8ClampedArray(size.width * height * 3); // [height, width, 3]
    // a row's red, green and blue are three sides of their own
    const offsetOf = (line: number, long: number) => Math.floor(line / 3) * long * 3 + (line % 3);
    const side = { lines: height * 3, offsetOf, stride: 3 };
    resizeSide({ from: pixels, to }, mixturesOf(width, size.width, filters[filter]), side, width);
    now = { width: size.width, height, pixels: new Uint8Array(to.buffer) };
  }
  if (size.height !== height) {
    const line = size.width * 3;
    const to = new Uint8ClampedArray(size.height * line); // [height, width, 3]
    const side = { lines: line, offsetOf: (at: number) => at, stride: line };
    const mixtures = mixturesOf(height, size.height, filters[filter]);
    resizeSide({ from: now.pixels, to }, mixtures, side, height);
    now = { ...size, pixels: new Uint8Array(to.buffer) };
  }
  return now;
}

/** The middle of a picture. */
export function cropMiddle({ width, height, pixels }: Pixels, side: number): Pixels {
  const [top, left] = [Math.floor((height - side) / 2), Math.floor((width - side) / 2)];
  const middle = new Uint8Array(side * side * 3); // [height, width, 3]
  for (let row = 0; row < side; row++) {
    const from = ((top + row) * width + left) * 3;
    middle.set(pixels.subarray(from, from + side * 3), row * side * 3);
  }
  return { width: side, height: side, pixels: middle };
}
