import type { Random } from '../engine/index.js';
import type { Pixels } from './pixels.js';

/** A rectangle in a picture, in pixels from its top left corner. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** One view of a training picture. */
export interface View {
  /** `[height, width, 3]` in -1..1 */
  input: Float32Array;
  /** Where the subject stands on the network's map: shares of each cell, `[cells, cells]`. */
  subjectCells: Float32Array;
  /** The colours are the picture's own. Where they were twisted, nobody may ask for them. */
  trueColours: boolean;
  /** Most of the picture is in view. Where it is not, nobody may ask for the place. */
  wholePlace: boolean;
}

/** How far a view may differ from its picture. */
export interface ViewOptions {
  /** Side of the network's input, in pixels. */
  side: number;
  /** Side of the network's map, in cells. */
  cells: number;
  /** Share of the views whose colours are twisted. */
  twisted: number;
}

/** A square window onto a picture. */
interface Window {
  left: number;
  top: number;
  size: number;
}

const between = (random: Random, low: number, high: number) =>
  low + random.uniform() * Math.max(0, high - low);

/** A window that holds the whole subject, anything from close up to the full picture. */
function chooseWindow(picture: Pixels, subject: Rectangle, random: Random): Window {
  const full = Math.min(picture.width, picture.height);
  const least = Math.min(full, Math.max(1.1 * Math.max(subject.width, subject.height), 0.5 * full));
  const near = random.uniform() < 0.3;
  const size = Math.round(between(random, near ? least : 0.9 * full, full));
  const place = (start: number, length: number, most: number) => {
    const low = Math.max(0, Math.min(start + length - size, most - size));
    const high = Math.min(most - size, Math.max(start, 0));
    return Math.round(between(random, Math.min(low, high), Math.max(low, high)));
  };
  return {
    left: place(subject.x, subject.width, picture.width),
    top: place(subject.y, subject.height, picture.height),
    size,
  };
}

/** What the window shows, resized to a square by averaging: `[height, width, 3]`, 0..255. */
function lookThrough({ width, pixels }: Pixels, { left, top, size }: Window, side: number) {
  const out = new Float32Array(side * side * 3); // [height, width, 3]
  const scale = size / side;
  for (let y = 0; y < side; y++) {
    const y0 = top + Math.floor(y * scale);
    const y1 = Math.max(y0 + 1, top + Math.floor((y + 1) * scale));
    for (let x = 0; x < side; x++) {
      const x0 = left + Math.floor(x * scale);
      const x1 = Math.max(x0 + 1, left + Math.floor((x + 1) * scale));
      const share = 1 / ((x1 - x0) * (y1 - y0));
      const to = (y * side + x) * 3;
      for (let fromY = y0; fromY < y1; fromY++) {
        for (let from = (fromY * width + x0) * 3; from < (fromY * width + x1) * 3; from += 3) {
          for (let c = 0; c < 3; c++) out[to + c] += pixels[from + c] * share;
        }
      }
    }
  }
  return out;
}

function overlap(cell: number, from: number, to: number): number {
  return Math.max(0, Math.min(cell + 1, to) - Math.max(cell, from));
}

function cellsOf(subject: Rectangle, { left, top, size }: Window, cells: number): Float32Array {
  const scale = cells / size;
  const x = (subject.x - left) * scale;
  const y = (subject.y - top) * scale;
  return Float32Array.from({ length: cells * cells }, (_, i) => {
    const across = overlap(i % cells, x, x + subject.width * scale);
    return across * overlap(Math.floor(i / cells), y, y + subject.height * scale);
  });
}

/** Mirrors a square in place, left to right: `side` rows of as many places of `channels` values. */
export function mirror(values: Float32Array, side: number, channels: number): void {
  for (let y = 0; y < side; y++) {
    const row = values.subarray(y * side * channels, (y + 1) * side * channels);
    const before = row.slice();
    for (let x = 0; x < side; x++) {
      row.set(before.subarray((side - 1 - x) * channels, (side - x) * channels), x * channels);
    }
  }
}

/** Mixes red, green and blue at random: shapes stay, colours mean nothing any more. */
function twistColours(values: Float32Array, random: Random): void {
  const mix = Array.from({ length: 3 }, () => {
    const weights = Array.from({ length: 3 }, () => random.uniform() ** 3 + 1e-3);
    const sum = weights.reduce((a, b) => a + b);
    return weights.map((weight) => weight / sum);
  });
  const sign = random.uniform() < 0.25 ? -1 : 1;
  const contrast = sign * between(random, 0.6, 1.3);
  for (let i = 0; i < values.length; i += 3) {
    const [r, g, b] = [values[i], values[i + 1], values[i + 2]];
    for (let c = 0; c < 3; c++) {
      const mixed = mix[c][0] * r + mix[c][1] * g + mix[c][2] * b;
      values[i + c] = (mixed - 128) * contrast + 128;
    }
  }
}

/**
 * A new view of a training picture: nearer or farther, shifted, mirrored every second time, brighter or darker, and now
 * and then in false colours, so that an animal is known by its shape and not by the colours it happened to have. The
 * subject is always in it.
 */
export function newView(
  picture: Pixels,
  subject: Rectangle,
  { side, cells, twisted }: ViewOptions,
  random: Random,
): View {
  const window = chooseWindow(picture, subject, random);
  const input = lookThrough(picture, window, side);
  const subjectCells = cellsOf(subject, window, cells);
  if (random.uniform() < 0.5) {
    mirror(input, side, 3);
    mirror(subjectCells, cells, 1);
  }
  const trueColours = random.uniform() >= twisted;
  if (!trueColours) twistColours(input, random);
  const brightness = between(random, 0.92, 1.08);
  for (let i = 0; i < input.length; i++) {
    input[i] = Math.max(0, Math.min(255, input[i] * brightness)) / 127.5 - 1;
  }
  const wholePlace = window.size >= 0.67 * Math.min(picture.width, picture.height);
  return { input, subjectCells, trueColours, wholePlace };
}
