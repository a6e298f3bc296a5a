import { escapeHtml } from './escape.js';
import { palette } from './palette.js';
import type { Html } from './types.js';

type Grid = readonly ArrayLike<number>[];

/** A patch of a picture, the kernel that is laid on it, and what comes out. */
export interface DrawnConvolution {
  /** How bright each pixel is, 0 to 255. */
  patch: Grid;
  kernel: Grid;
  /** `[patch rows - kernel rows + 1][patch columns - kernel columns + 1]` */
  answers: Grid;
  /** The answer whose sum is written out (the first). */
  row?: number;
  column?: number;
}

const CELL = 34;
const GAP = 30;
const TOP = 22;
const minus = (value: number) => String(value).replace('-', '−');

interface DrawnGrid {
  name: string;
  values: Grid;
  x: number;
  /** Of a cell, and of the number in it. */
  colours(value: number): [string, string];
}

function gridOf({ name, values, x, colours }: DrawnGrid, middle: number): string {
  const top = TOP + middle - (values.length * CELL) / 2;
  const cells = values.flatMap((row, i) =>
    Array.from(row, (value, j) => {
      const [fill, ink] = colours(value);
      const [left, up] = [x + j * CELL, top + i * CELL];
      return `<rect x="${left}" y="${up}" width="${CELL}" height="${CELL}" fill="${fill}" stroke="${palette.faint}"/><text x="${left + CELL / 2}" y="${up + CELL / 2 + 4}" fill="${ink}">${minus(value)}</text>`;
    }),
  );
  const width = values[0].length * CELL;
  return `<text x="${x + width / 2}" y="${top - 8}" fill="currentColor">${escapeHtml(name)}</text>${cells.join('')}`;
}

const frame = (x: number, y: number, width: number, height: number) =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="none" stroke="#ffffff" stroke-width="5"/><rect x="${x}" y="${y}" width="${width}" height="${height}" fill="none" stroke="${palette.orange}" stroke-width="3"/>`;

/** A convolution of a small patch in full: the numbers, the kernel, the answers, and one of the sums written out. */
export function convolutionDrawing({
  patch,
  kernel,
  answers,
  row = 0,
  column = 0,
}: DrawnConvolution): Html {
  const middle = (patch.length * CELL) / 2;
  const kernelX = 2 + patch[0].length * CELL + GAP;
  const answersX = kernelX + kernel[0].length * CELL + GAP;
  const width = answersX + answers[0].length * CELL + 2;
  const height = TOP + patch.length * CELL + 4;
  const grey = (value: number): [string, string] => [
    `rgb(${value},${value},${value})`,
    value > 128 ? '#000000' : '#ffffff',
  ];
  const plain = (): [string, string] => ['none', 'currentColor'];
  const sign = (x: number, text: string) =>
    `<text x="${x - GAP / 2}" y="${TOP + middle + 6}" font-size="18" fill="currentColor">${text}</text>`;
  const answersTop = TOP + middle - (answers.length * CELL) / 2;
  const parts = [
    gridOf({ name: 'brightness x', values: patch, x: 2, colours: grey }, middle),
    sign(kernelX, '∗'),
    gridOf({ name: 'kernel k', values: kernel, x: kernelX, colours: plain }, middle),
    sign(answersX, '='),
    gridOf({ name: 'answers y', values: answers, x: answersX, colours: plain }, middle),
    frame(2 + column * CELL, TOP + row * CELL, kernel[0].length * CELL, kernel.length * CELL),
    frame(answersX + column * CELL, answersTop + row * CELL, CELL, CELL),
  ];
  const title = `A patch of ${patch.length} by ${patch[0].length} pixels, convolved`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escapeHtml(title)}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-size="13" text-anchor="middle">${parts.join('')}</svg>`;
  const terms = Array.from(kernel, (weights, i) =>
    Array.from(weights, (weight, j) => ({ weight, pixel: patch[row + i][column + j] })),
  )
    .flat()
    .filter(({ weight }) => weight !== 0)
    .map(({ weight, pixel }, at) => {
      const factor = Math.abs(weight) === 1 ? '' : `${Math.abs(weight)}·`;
      const plus = at === 0 ? '' : '+ ';
      return `${weight < 0 ? '− ' : plus}${factor}${pixel}`;
    });
  const sum = `${terms.join(' ')} = ${minus(answers[row][column])}`;
  const html = `<div class="cl-title">${escapeHtml(title)}</div>${svg}<div>In the frame: ${escapeHtml(sum)}</div>`;
  return { html, title: `${title}: ${sum}` };
}
