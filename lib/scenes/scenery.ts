import type { Random } from '../engine/random.js';
import { flat, frame, stroke } from './figure.js';
import { blob, ellipse, limb, type Point, pairs, polygon, round } from './shapes.js';
import { PICTURE_SIZE } from './types.js';

/** A number between two others. */
export const between = (random: Random, low: number, high: number) =>
  low + (high - low) * random.uniform();

/** A cloud of a few round puffs. */
export function cloud(x: number, y: number, size: number, fill: string): string {
  const puffs: [number, number, number][] = [
    [-22, 4, 13],
    [-6, -5, 17],
    [14, -2, 15],
    [28, 5, 10],
  ];
  const { at } = frame([x, y], 0, size);
  const round_ = puffs.map(([dx, dy, r]) => ellipse(at([dx, dy]), r * size, r * size * 0.85));
  const base = ellipse(at([2, 9]), 36 * size, 8 * size);
  return `<g opacity="0.9">${[...round_, base].map((shape) => flat(shape, fill)).join('')}</g>`;
}

/** A broad-leaved tree, its foot at (x, y). */
export function tree(x: number, y: number, size: number, leaf: string, shade: string): string {
  const crown: [number, number, number][] = [
    [-15, -48, 17],
    [15, -50, 16],
    [0, -64, 20],
    [0, -44, 18],
  ];
  const { at } = frame([x, y], 0, size);
  const trunk = limb(pairs([0, 0, 0, -40]).map(at), [4.5 * size, 3 * size]);
  const leaves = crown.map(([dx, dy, r]) => flat(ellipse(at([dx, dy]), r * size, r * size), leaf));
  const below = ellipse(at([7, -44]), 13 * size, 10 * size);
  return flat(trunk, '#8a6a4f') + leaves.join('') + flat(below, shade, 0.5);
}

/** A fir; with snow on it where `snow` is true. */
export function fir(x: number, y: number, size: number, snow: boolean): string {
  const tiers = [0, 1, 2].map((i) => {
    const [half, low, high] = [
      (26 - i * 6) * size,
      y - (8 + i * 20) * size,
      y - (40 + i * 20) * size,
    ];
    const tier = polygon(pairs([x - half, low, x, high, x + half, low]));
    const cap = polygon([
      [x - half * 0.5, (low + high) / 2],
      [x, high - 1],
      [x + half * 0.5, (low + high) / 2],
      [x + half * 0.2, (low + high) / 2 + 3 * size],
      [x - half * 0.15, (low + high) / 2 - 2 * size],
    ]);
    return flat(tier, i === 1 ? '#4b8a6b' : '#437f62') + (snow ? flat(cap, '#ffffff', 0.95) : '');
  });
  const trunk = pairs([-3, 0, 3, 0, 3, -10, -3, -10]).map(frame([x, y], 0, size).at);
  return flat(polygon(trunk), '#7b5b43') + tiers.join('');
}

/** A small house, the middle of its foot at (x, y). */
export function house(x: number, y: number, width: number, height: number, random: Random): string {
  const wall = random.choice(['#f3d9c0', '#e9c7b4', '#d8dfc8', '#e6d3df', '#cfdfe2']);
  const roof = random.choice(['#b5705c', '#8d6f86', '#7f8d6c', '#a9826a']);
  const [left, eaves] = [x - width / 2, y - height + 1];
  const rect = (px: number, py: number, w: number, h: number, fill: string) =>
    `<rect x="${round(px)}" y="${round(py)}" width="${round(w)}" height="${round(h)}" fill="${fill}" rx="1.5"/>`;
  const windows = [0.2, 0.6].map((at) => {
    const [px, py, w, h] = [left + width * at, y - height * 0.78, width * 0.2, height * 0.26];
    return rect(px, py, w, h, '#fdf6e3') + rect(px + 1.5, py + 1.5, w - 3, h - 3, '#9cc3d6');
  });
  return (
    rect(left, y - height, width, height, wall) +
    flat(
      polygon([[left - 5, eaves] as Point, [x, y - height * 1.5], [left + width + 5, eaves]]),
      roof,
    ) +
    windows.join('') +
    rect(x - width * 0.1, y - height * 0.42, width * 0.2, height * 0.42, '#94705a')
  );
}

/** A palm leaning over the beach. */
export function palm(x: number, y: number, size: number): string {
  const top: Point = [x + 14 * size, y - 92 * size];
  const trunk = [[x, y] as Point, [x + 4 * size, y - 48 * size] as Point, top];
  const { at } = frame(top, 0, size);
  const leaves = pairs([-46, -4, -34, -26, 2, -34, 36, -22, 44, 4, -22, 18, 26, 20]).map(
    ([dx, dy]) => {
      const rib = [top, at([dx * 0.55, dy * 0.6 - 10]), at([dx, dy])];
      const leaf = limb(rib, [3 * size, 6.5 * size, 1.2 * size]);
      return flat(leaf, dy > 10 ? '#4c9460' : '#5fae6e');
    },
  );
  return flat(limb(trunk, [6 * size, 4.6 * size, 3.6 * size]), '#a9835c') + leaves.join('');
}

/** A little sailing boat with two people in it. */
export function boat(x: number, y: number, size: number): string {
  const heads = [x - 11 * size, x + 11 * size].map(
    (at) =>
      flat(ellipse([at, y - 7 * size], 2.6 * size, 3.4 * size), '#5b6b57') +
      flat(ellipse([at, y - 12 * size], 2.4 * size, 2.4 * size), '#f2c8a2'),
  );
  return (
    heads.join('') +
    flat(
      polygon([
        [x - 16 * size, y - 5 * size],
        [x + 16 * size, y - 5 * size],
        [x + 10 * size, y + 2 * size],
        [x - 10 * size, y + 2 * size],
      ]),
      '#b07a5a',
    ) +
    flat(
      polygon([
        [x - 1 * size, y - 34 * size],
        [x - 1 * size, y - 8 * size],
        [x - 14 * size, y - 8 * size],
      ]),
      '#fff8ec',
    ) +
    flat(
      polygon([
        [x + 2 * size, y - 30 * size],
        [x + 2 * size, y - 8 * size],
        [x + 13 * size, y - 8 * size],
      ]),
      '#f2c9b0',
    )
  );
}

/** A short wave on the water, twice as long as `half`. */
export function ripple(x: number, y: number, half: number, width: number, colour: string): string {
  return stroke(pairs([x, y, x + half, y - 3, x + 2 * half, y]), width, colour);
}

/** Something small and flat strewn over the ground at random: flowers, shells, leaves. */
export function strewn(
  random: Random,
  [top, bottom]: readonly [number, number],
  [rx, ry]: readonly [number, number],
  fill: string,
  opacity = 1,
): string {
  const at: Point = [between(random, 0, PICTURE_SIZE), between(random, top, bottom)];
  return flat(ellipse(at, rx, ry), fill, opacity);
}

/** Blades of grass. */
export function tuft(x: number, y: number, size: number, colour: string): string {
  const { at } = frame([x, y], 0, size);
  const blades = [-4, 0, 4].map((lean) => [at([0, 0]), at([lean * 0.4, -5]), at([lean, -9])]);
  return blades.map((blade) => stroke(blade, 1.8, colour)).join('');
}

/** A flower on a stalk. */
export function flower(x: number, y: number, petal: string): string {
  const petals = [0, 72, 144, 216, 288].map((degrees) => {
    const turn = (degrees * Math.PI) / 180;
    return flat(ellipse([x + 2.6 * Math.cos(turn), y - 9 + 2.6 * Math.sin(turn)], 2, 2), petal);
  });
  return (
    stroke(pairs([x, y, x, y - 5, x, y - 9]), 1.4, '#5b9440') +
    petals.join('') +
    flat(ellipse([x, y - 9], 1.7, 1.7), '#fff3c4')
  );
}

/** A range of hills: a wavy edge around `y`, filled down to the ground. */
export function hills(y: number, height: number, fill: string, random: Random): string {
  const tops: Point[] = Array.from({ length: 7 }, (_, i) => [
    i * 60 - 30,
    y - height * random.uniform(),
  ]);
  return flat(blob([...tops, [360, y + 60], [150, y + 90], [-60, y + 60]]), fill);
}
