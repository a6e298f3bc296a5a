import { flat, joined, stroke } from './figure.js';
import { boxOf } from './placement.js';
import { ellipse, limb, type Point, polygon } from './shapes.js';
import type { Box, Sight } from './types.js';

/** Something to be seen in a place, and where. */
export interface Seen {
  svg: string;
  boxes: Box[];
}

export const nothingSeen: Seen = { svg: '', boxes: [] };

/** A drawing under its name, within `left`, `up` and `right` of its foot at (x, y). */
export function seen(
  what: Sight,
  svg: string,
  [x, y]: Point,
  [left, up, right]: readonly [number, number, number],
): Seen {
  const bounds = { left: x - left, top: y - up, right: x + right, bottom: y };
  return { svg, boxes: [boxOf(what, bounds)] };
}

/** Drawings one over the other. */
export function together(parts: readonly Seen[]): Seen {
  return {
    svg: parts.map(({ svg }) => svg).join(''),
    boxes: parts.flatMap(({ boxes }) => boxes),
  };
}

/** Two balls of snow with a carrot. */
export function snowman(x: number, y: number): Seen {
  const balls = [ellipse([x, y - 12], 15, 13), ellipse([x, y - 33], 10.5, 10)];
  const svg =
    joined(balls, '#ffffff', '#9fb2c4', 1.2) +
    flat(
      polygon([
        [x + 2, y - 35],
        [x + 14, y - 32],
        [x + 2, y - 31],
      ]),
      '#f0962e',
    ) +
    [-4, 4].map((dx) => flat(ellipse([x + dx, y - 37], 1.5, 1.5), '#3a3a44')).join('') +
    flat(
      limb(
        [
          [x - 9, y - 25],
          [x, y - 23],
          [x + 9, y - 25],
        ],
        [2.4, 2.4],
      ),
      '#8a4fb5',
    );
  return seen('snowman', svg, [x, y], [15, 44, 15]);
}

/** Two towers of sand with a flag. */
export function sandcastle(x: number, y: number): Seen {
  const tower = (at: number, high: number) =>
    polygon([
      [at - 9, y],
      [at - 8, y - high],
      [at + 8, y - high],
      [at + 9, y],
    ]);
  const wall = polygon([
    [x - 18, y],
    [x - 18, y - 12],
    [x + 18, y - 12],
    [x + 18, y],
  ]);
  const svg =
    joined([tower(x - 14, 22), tower(x + 14, 26), wall], '#dcb877', '#9a7a44', 1.2) +
    stroke(
      [
        [x + 14, y - 26],
        [x + 14, y - 40],
      ],
      1.4,
      '#7a5b3a',
    ) +
    flat(
      polygon([
        [x + 14, y - 40],
        [x + 25, y - 36],
        [x + 14, y - 32],
      ]),
      '#f59fc4',
    );
  return seen('sandcastle', svg, [x, y], [23, 40, 25]);
}

/** A striped tower beyond the sea. */
export function lighthouse(x: number, y: number): Seen {
  const at = (high: number) => 9 - high * 0.07;
  const stripe = (low: number, high: number) =>
    polygon([
      [x - at(low), y - low],
      [x - at(high), y - high],
      [x + at(high), y - high],
      [x + at(low), y - low],
    ]);
  const svg =
    flat(stripe(0, 56), '#fbf6ee') +
    flat(stripe(12, 24), '#d98a8a') +
    flat(stripe(36, 48), '#d98a8a') +
    flat(
      polygon([
        [x - 7, y - 56],
        [x, y - 68],
        [x + 7, y - 56],
      ]),
      '#8d6f86',
    );
  return seen('lighthouse', svg, [x, y], [9, 68, 9]);
}

/** A street lamp. */
export function lamppost(x: number, y: number): Seen {
  const svg =
    flat(
      limb(
        [
          [x, y],
          [x, y - 74],
        ],
        [2.4, 1.8],
      ),
      '#5f6670',
    ) +
    flat(ellipse([x, y - 78], 6, 7), '#fff3c4') +
    flat(
      polygon([
        [x - 8, y - 84],
        [x, y - 91],
        [x + 8, y - 84],
      ]),
      '#5f6670',
    );
  return seen('lamppost', svg, [x, y], [8, 91, 8]);
}

/** A mill with four sails. */
export function windmill(x: number, y: number): Seen {
  const sails = [20, 110, 200, 290].map((degrees) => {
    const turn = (degrees * Math.PI) / 180;
    const end: Point = [x + 25 * Math.cos(turn), y - 42 + 25 * Math.sin(turn)];
    return stroke([[x, y - 42], end], 4.4, '#fbf4e6') + stroke([[x, y - 42], end], 1.4, '#7a6a58');
  });
  const svg =
    flat(
      polygon([
        [x - 12, y],
        [x - 8, y - 42],
        [x + 8, y - 42],
        [x + 12, y],
      ]),
      '#d9b894',
    ) +
    flat(
      polygon([
        [x - 10, y - 41],
        [x, y - 54],
        [x + 10, y - 41],
      ]),
      '#8d6f86',
    ) +
    sails.join('');
  return seen('windmill', svg, [x, y], [25, 67, 25]);
}

/** A trunk on the ground. */
export function log(x: number, y: number): Seen {
  const trunk = limb(
    [
      [x - 26, y - 8],
      [x + 26, y - 8],
    ],
    [8, 8],
  );
  const svg =
    joined([trunk], '#8a6a50', '#523d2d', 1.4) +
    flat(ellipse([x + 27, y - 8], 6, 8), '#d8b48c') +
    flat(ellipse([x + 27, y - 8], 3, 4.4), '#b98d66');
  return seen('log', svg, [x, y], [34, 16, 34]);
}

/** A cock of metal that turns on a roof's top at (x, y). */
export function weathervane(x: number, y: number): Seen {
  const svg =
    stroke(
      [
        [x, y],
        [x, y - 15],
      ],
      1.6,
      '#4f4a55',
    ) +
    stroke(
      [
        [x - 8, y - 7],
        [x + 8, y - 7],
      ],
      1.4,
      '#4f4a55',
    ) +
    flat(
      polygon([
        [x - 7, y - 16],
        [x + 3, y - 19],
        [x + 8, y - 24],
        [x + 5, y - 15],
        [x - 3, y - 13],
      ]),
      '#4f4a55',
    );
  return seen('weathervane', svg, [x, y], [8, 24, 8]);
}
