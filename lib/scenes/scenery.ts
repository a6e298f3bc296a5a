import type { Random } from '../engine/random.js';
import { flat, stroke } from './figure.js';
import { blob, ellipse, limb, type Point, polygon, round } from './shapes.js';

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
  const round_ = puffs.map(([dx, dy, r]) =>
    ellipse([x + dx * size, y + dy * size], r * size, r * size * 0.85),
  );
  const base = ellipse([x + 2 * size, y + 9 * size], 36 * size, 8 * size);
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
  const trunk = limb(
    [
      [x, y],
      [x, y - 40 * size],
    ],
    [4.5 * size, 3 * size],
  );
  return (
    flat(trunk, '#8a6a4f') +
    crown
      .map(([dx, dy, r]) => flat(ellipse([x + dx * size, y + dy * size], r * size, r * size), leaf))
      .join('') +
    flat(ellipse([x + 7 * size, y - 44 * size], 13 * size, 10 * size), shade, 0.5)
  );
}

/** A fir; with snow on it where `snow` is true. */
export function fir(x: number, y: number, size: number, snow: boolean): string {
  const tiers = [0, 1, 2].map((i) => {
    const [half, low, high] = [
      (26 - i * 6) * size,
      y - (8 + i * 20) * size,
      y - (40 + i * 20) * size,
    ];
    const tier = polygon([
      [x - half, low],
      [x, high],
      [x + half, low],
    ]);
    const cap = polygon([
      [x - half * 0.5, (low + high) / 2],
      [x, high - 1],
      [x + half * 0.5, (low + high) / 2],
      [x + half * 0.2, (low + high) / 2 + 3 * size],
      [x - half * 0.15, (low + high) / 2 - 2 * size],
    ]);
    return flat(tier, i === 1 ? '#4b8a6b' : '#437f62') + (snow ? flat(cap, '#ffffff', 0.95) : '');
  });
  return (
    flat(
      polygon([
        [x - 3 * size, y],
        [x + 3 * size, y],
        [x + 3 * size, y - 10 * size],
        [x - 3 * size, y - 10 * size],
      ]),
      '#7b5b43',
    ) + tiers.join('')
  );
}

/** A small house, the middle of its foot at (x, y). */
export function house(x: number, y: number, width: number, height: number, random: Random): string {
  const wall = random.choice(['#f3d9c0', '#e9c7b4', '#d8dfc8', '#e6d3df', '#cfdfe2']);
  const roof = random.choice(['#b5705c', '#8d6f86', '#7f8d6c', '#a9826a']);
  const left = x - width / 2;
  const rect = (px: number, py: number, w: number, h: number, fill: string) =>
    `<rect x="${round(px)}" y="${round(py)}" width="${round(w)}" height="${round(h)}" fill="${fill}" rx="1.5"/>`;
  const windows = [0.2, 0.6].map(
    (at) =>
      rect(left + width * at, y - height * 0.78, width * 0.2, height * 0.26, '#fdf6e3') +
      rect(
        left + width * at + 1.5,
        y - height * 0.78 + 1.5,
        width * 0.2 - 3,
        height * 0.26 - 3,
        '#9cc3d6',
      ),
  );
  return (
    rect(left, y - height, width, height, wall) +
    flat(
      polygon([
        [left - 5, y - height + 1],
        [x, y - height * 1.5],
        [left + width + 5, y - height + 1],
      ]),
      roof,
    ) +
    windows.join('') +
    rect(x - width * 0.1, y - height * 0.42, width * 0.2, height * 0.42, '#94705a')
  );
}

/** A palm leaning over the beach. */
export function palm(x: number, y: number, size: number): string {
  const top: Point = [x + 14 * size, y - 92 * size];
  const leaves: [number, number][] = [
    [-46, -4],
    [-34, -26],
    [2, -34],
    [36, -22],
    [44, 4],
    [-22, 18],
    [26, 20],
  ];
  return (
    flat(
      limb([[x, y], [x + 4 * size, y - 48 * size], top], [6 * size, 4.6 * size, 3.6 * size]),
      '#a9835c',
    ) +
    leaves
      .map(([dx, dy]) =>
        flat(
          limb(
            [
              top,
              [top[0] + dx * 0.55 * size, top[1] + (dy * 0.6 - 10) * size],
              [top[0] + dx * size, top[1] + dy * size],
            ],
            [3 * size, 6.5 * size, 1.2 * size],
          ),
          dy > 10 ? '#4c9460' : '#5fae6e',
        ),
      )
      .join('')
  );
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

/** Blades of grass. */
export function tuft(x: number, y: number, size: number, colour: string): string {
  return [-4, 0, 4]
    .map((lean) =>
      stroke(
        [
          [x, y],
          [x + lean * size * 0.4, y - 5 * size],
          [x + lean * size, y - 9 * size],
        ],
        1.8,
        colour,
      ),
    )
    .join('');
}

/** A flower on a stalk. */
export function flower(x: number, y: number, petal: string): string {
  const petals = [0, 72, 144, 216, 288].map((degrees) => {
    const turn = (degrees * Math.PI) / 180;
    return flat(ellipse([x + 2.6 * Math.cos(turn), y - 9 + 2.6 * Math.sin(turn)], 2, 2), petal);
  });
  return (
    stroke(
      [
        [x, y],
        [x, y - 5],
        [x, y - 9],
      ],
      1.4,
      '#5b9440',
    ) +
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
