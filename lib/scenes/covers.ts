import type { Random } from '../engine/random.js';
import { type Drawing, flat, joined } from './figure.js';
import { between } from './scenery.js';
import { ellipse, type Point, polygon } from './shapes.js';
import type { Cover } from './types.js';

const heap = (circles: readonly [x: number, y: number, r: number][], squash = 0.85) =>
  circles.map(([x, y, r]) => ellipse([x, y], r, r * squash));

const pointsOf = (shapes: { points: Point[] }[]) => shapes.flatMap(({ points }) => points);

function bush(random: Random): Drawing {
  const leaves = heap([
    [-32, -14, 18],
    [-12, -24, 21],
    [14, -22, 20],
    [34, -13, 17],
    [0, -10, 24],
  ]);
  const berries = Array.from({ length: 6 }, () =>
    flat(ellipse([between(random, -34, 34), between(random, -32, -6)], 2.4, 2.4), '#e8a0c0'),
  );
  return {
    svg: joined(leaves, '#5f9e57', '#2f5f3a', 1.4) + berries.join(''),
    points: pointsOf(leaves),
  };
}

function fence(): Drawing {
  const slats = [-42, -25, -8, 9, 26, 43].map((x) =>
    polygon([
      [x - 5.5, 0],
      [x - 5.5, -30],
      [x, -37],
      [x + 5.5, -30],
      [x + 5.5, 0],
    ]),
  );
  const rails = [-25, -12].map((y) =>
    polygon([
      [-50, y],
      [50, y],
      [50, y + 5],
      [-50, y + 5],
    ]),
  );
  return {
    svg: joined(rails, '#b98d66', '#6b4a33', 1) + joined(slats, '#cfa67c', '#6b4a33', 1),
    points: pointsOf(slats),
  };
}

function rock(): Drawing {
  const stones = [
    polygon([
      [-42, 0],
      [-36, -22],
      [-14, -36],
      [12, -34],
      [32, -20],
      [42, 0],
    ]),
  ];
  const light = polygon([
    [-30, -18],
    [-12, -31],
    [8, -29],
    [-8, -20],
  ]);
  return {
    svg: joined(stones, '#a79d97', '#5f5752', 1.6) + flat(light, '#c9c1ba'),
    points: pointsOf(stones),
  };
}

function snowdrift(): Drawing {
  const drift = heap(
    [
      [-36, -6, 22],
      [-8, -12, 30],
      [24, -9, 26],
      [46, -3, 14],
    ],
    0.8,
  );
  return {
    svg: joined(drift, '#f7fbff', '#a9bccd', 1.4),
    points: pointsOf(drift).map(([x, y]) => [x, Math.min(y, 6)]),
  };
}

const covers: Record<Cover, (random: Random) => Drawing> = { bush, fence, rock, snowdrift };

/** Something on y = 0, some 90 wide and 40 high, that hides whatever stands behind it. */
export function drawCover(cover: Cover, random: Random): Drawing {
  return covers[cover](random);
}
