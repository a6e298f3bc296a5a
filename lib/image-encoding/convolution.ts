import type { Pixels } from './pixels.js';

/** Numbers at places, `[rows][columns]`. */
type Grid = readonly ArrayLike<number>[];

/** Sobel's kernel for upright edges: positive where a picture grows brighter from left to right. */
export const UPRIGHT_EDGES: readonly number[][] = [
  [-1, 0, 1],
  [-2, 0, 2],
  [-1, 0, 1],
];

/** The same for level edges: positive where a picture grows brighter from top to bottom. */
export const LEVEL_EDGES: readonly number[][] = [
  [-1, -2, -1],
  [0, 0, 0],
  [1, 2, 1],
];

/** One number of a convolution: the kernel laid on the picture at a place, multiplied cell by cell and added up. */
export function convolveAt(picture: Grid, kernel: Grid, row: number, column: number): number {
  let sum = 0;
  for (let i = 0; i < kernel.length; i++) {
    for (let j = 0; j < kernel[i].length; j++) {
      sum += kernel[i][j] * picture[row + i][column + j];
    }
  }
  return sum;
}

/**
 * A kernel moved over a picture, one place at a time, wherever it lies on it as a whole: `[rows - k + 1][columns - k + 1]`
 * of a kernel `[k][k]`. As in all networks the kernel is not turned round first (strictly, a cross-correlation).
 */
export function convolve(picture: Grid, kernel: Grid): number[][] {
  const rows = picture.length - kernel.length + 1;
  const columns = picture[0].length - kernel[0].length + 1;
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => convolveAt(picture, kernel, row, column)),
  );
}

/** How bright each pixel is, the mean of its three colours as a whole number from 0 to 255: `[height][width]`. */
export function brightnessOf({ width, height, pixels }: Pixels): number[][] {
  return Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (_, column) => {
      const at = (row * width + column) * 3;
      return Math.round((pixels[at] + pixels[at + 1] + pixels[at + 2]) / 3);
    }),
  );
}

/** What a rectifier leaves of answers: nothing below zero. */
export const rectified = (answers: Grid): number[][] =>
  answers.map((row) => Array.from(row, (value) => Math.max(0, value)));

/** The square of `size` pixels a side in which a kernel, laid on its middle, answers most. */
export function strongestPatch(picture: Grid, kernel: Grid, size = 5): number[][] {
  const margin = Math.floor((size - kernel.length) / 2);
  const answers = convolve(picture, kernel);
  let [top, left, most] = [0, 0, Number.NEGATIVE_INFINITY];
  for (let row = margin; row < answers.length - margin; row++) {
    for (let column = margin; column < answers[row].length - margin; column++) {
      if (answers[row][column] <= most) continue;
      [top, left, most] = [row - margin, column - margin, answers[row][column]];
    }
  }
  return picture.slice(top, top + size).map((row) => Array.from(row).slice(left, left + size));
}
