import type { KeptLooks } from '../../../inference/kept-looks.js';
import type { LookFrame } from '../../inspector/types.js';
import { percent } from '../../numbers.js';

/** The shares of a word's map, in 255ths of the heaviest: row by row. */
export function mapOf({ shares }: KeptLooks, word: number, { rows, columns }: LookFrame) {
  const cells = rows * columns;
  const bytes = atob(shares).slice(word * cells, (word + 1) * cells);
  return Uint8Array.from(bytes, (byte) => byte.charCodeAt(0));
}

const thirds = (at: number, of: number, names: readonly [string, string, string]) =>
  names[Math.min(2, Math.floor((3 * (at + 0.5)) / of))];

/** Where the heaviest cell lies, in words. */
export function placeInWords(map: Uint8Array, { rows, columns }: LookFrame): string {
  const heaviest = map.indexOf(Math.max(...map));
  const row = thirds(Math.floor(heaviest / columns), rows, ['upper', '', 'lower']);
  const column = thirds(heaviest % columns, columns, ['left', 'middle', 'right']);
  return row === '' && column !== 'middle' ? `middle ${column}` : `${row} ${column}`.trim();
}

/** What a word's map shows, for those who do not see it, and for those who do. */
export const lookInWords = (word: string, peak: number, map: Uint8Array, frame: LookFrame) =>
  `${word}: ${placeInWords(map, frame)}, ${percent(peak)} in the brightest cell`;

/** The part of a picture that a map covers, in the picture's own pixels: the encoder may see only its middle. */
export function coveredBy({ fit }: LookFrame, width: number, height: number) {
  if (fit !== 'crop' && fit !== 'pad') return { x: 0, y: 0, width, height };
  const side = fit === 'crop' ? Math.min(width, height) : Math.max(width, height);
  return { x: (width - side) / 2, y: (height - side) / 2, width: side, height: side };
}

/** How dark a cell is that was not looked at. */
const DARK = 0.78;

/** Darkens a canvas of a picture's size where its map has little; what the encoder never saw is darkest. */
export function drawMap(canvas: HTMLCanvasElement, map: Uint8Array, frame: LookFrame): void {
  const { width, height } = canvas;
  const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
  const covered = coveredBy(frame, width, height);
  const shade = (share: number) => `rgb(8 12 16 / ${(DARK * (1 - share)).toFixed(3)})`;
  pen.clearRect(0, 0, width, height);
  pen.fillStyle = shade(0);
  pen.fillRect(0, 0, width, height);
  pen.clearRect(covered.x, covered.y, covered.width, covered.height);
  const edge = (from: number, size: number, at: number, of: number) =>
    Math.round(from + (size * at) / of);
  map.forEach((share, cell) => {
    const [row, column] = [Math.floor(cell / frame.columns), cell % frame.columns];
    const [left, right] = [column, column + 1].map((at) =>
      edge(covered.x, covered.width, at, frame.columns),
    );
    const [top, bottom] = [row, row + 1].map((at) =>
      edge(covered.y, covered.height, at, frame.rows),
    );
    pen.fillStyle = shade(share / 255);
    pen.fillRect(left, top, right - left, bottom - top);
  });
}
