import type { Random } from '../engine/random.js';
import { flat, stroke } from './figure.js';
import { band, type Ground, gradient, type Shows, size, times } from './landscape.js';
import { between, boat, hills, house, palm, ripple, tree } from './scenery.js';
import { ellipse, limb, type Point, pairs, round } from './shapes.js';
import { lamppost, lighthouse, nothingSeen, sandcastle, seen, together } from './sights.js';

/** Sand, and the sea behind it. */
export function beach(random: Random, shows: Shows): Ground {
  const y = between(random, 112, 130);
  const shore = y + between(random, 34, 44);
  const side =
    random.uniform() < 0.5 ? between(random, 6, 40) : between(random, size - 60, size - 24);
  const wave: Point[] = [0, 1, 2, 3, 4, 5].map((i) => [
    i * 64 - 10,
    shore + between(random, -5, 5),
  ]);
  const [boatX, boatSize] = [between(random, 30, size - 30), between(random, 0.7, 1.1)];
  const palmSize = between(random, 0.75, 1.05);
  const tower = lighthouse(side < size / 2 ? size - 34 : 34, y + 3);
  const castle = sandcastle(between(random, 30, size - 30), shore + 36);
  const far = together([
    shows('lighthouse') ? tower : nothingSeen,
    shows('boat')
      ? seen(
          'boat',
          boat(boatX, y + 12, boatSize),
          [boatX, y + 12 + 2 * boatSize],
          [16 * boatSize, 36 * boatSize, 16 * boatSize],
        )
      : nothingSeen,
  ]);
  const near = together([
    shows('palm')
      ? seen(
          'palm',
          palm(side, shore + 22, palmSize),
          [side, shore + 22],
          [34 * palmSize, 126 * palmSize, 58 * palmSize],
        )
      : nothingSeen,
    shows('sandcastle') ? castle : nothingSeen,
  ]);
  const svg = [
    band('sea', y, 80, '#5fb3d6', '#8fd3df'),
    far.svg,
    times(5, () => {
      const [x, at] = [between(random, 0, size), between(random, y + 8, shore - 6)];
      return ripple(x, at, 9, 1.4, '#d7f0f3');
    }),
    flat(limb(wave, [7, 7]), '#f4fbfa'),
    gradient('ground', '#f9e8b9', '#e5c382'),
    `<path d="M-10 ${round(shore + 5)}${wave.map(([x, at]) => `L${round(x)} ${round(at + 5)}`).join('')}L310 310L-10 310Z" fill="url(#ground)"/>`,
    near.svg,
    times(16, () =>
      flat(
        ellipse([between(random, 0, size), between(random, shore + 20, size)], 1.6, 1),
        '#c9a562',
        0.8,
      ),
    ),
    times(3, () =>
      flat(
        ellipse([between(random, 0, size), between(random, shore + 40, size - 6)], 4, 3),
        '#f7cdbb',
      ),
    ),
  ];
  return { svg: svg.join(''), farGround: shore + 34, boxes: [...far.boxes, ...near.boxes] };
}

/** A lake, shallow enough to stand in. */
export function water(random: Random, shows: Shows): Ground {
  const y = between(random, 122, 138);
  const reeds = (x: number) =>
    times(5, (i) => {
      const [at, tall] = [x + i * 6, between(random, 30, 52)];
      return (
        stroke(
          pairs([at, y + 40, at + 2, y + 40 - tall / 2, at + 4, y + 40 - tall]),
          2.4,
          '#6f9a54',
        ) + (i % 2 ? flat(ellipse([at + 4, y + 40 - tall], 2.6, 7), '#8a6a4a') : '')
      );
    });
  const bankX =
    random.uniform() < 0.5 ? between(random, 4, 24) : between(random, size - 50, size - 34);
  const bank = reeds(bankX);
  const lilies = shows('lilies') ? 3 : 0;
  const svg = [
    hills(y - 2, 36, '#a9cf9a', random),
    hills(y + 4, 14, '#8fc07f', random),
    times(2 + random.integer(3), () =>
      tree(between(random, 0, size), y + 4, between(random, 0.35, 0.6), '#76b163', '#4f8e4c'),
    ),
    band('ground', y, size, '#a5dcec', '#3d94c4'),
    shows('reeds') ? bank : '',
    times(16, () => {
      const [x, at] = [between(random, -10, size), between(random, y + 10, size)];
      return ripple(x, at, 8 + (at - y) * 0.16, 1.8, '#d9f2f8');
    }),
    times(lilies, () => {
      const [x, at] = [between(random, 0, size), between(random, y + 26, size - 8)];
      return (
        flat(ellipse([x, at], 11, 4), '#6fae63') +
        flat(ellipse([x + 3, at - 3], 3.4, 2.6), '#f6bfd0')
      );
    }),
  ];
  return { svg: svg.join(''), farGround: y + 40, boxes: [] };
}

/** A street with houses along it. */
export function road(random: Random, shows: Shows): Ground {
  const y = between(random, 150, 164);
  const start = between(random, -40, 0);
  const houses = times(5, (i) => {
    const x = start + 32 + i * 78 + between(random, -4, 4);
    return random.uniform() < 0.78
      ? house(x, y, between(random, 52, 66), between(random, 42, 66), random)
      : tree(x, y, between(random, 0.8, 1.1), '#7cb56c', '#548f52');
  });
  const dash = between(random, 0, 70);
  const lamp = lamppost(between(random, 20, size - 20), y + 20);
  const lights = shows('lamppost') ? lamp : nothingSeen;
  const svg = [
    hills(y - 10, 26, '#b9d6a4', random),
    houses,
    band('pavement', y, 22, '#d8d2c8', '#c4bdb3'),
    lights.svg,
    `<rect x="0" y="${round(y + 21)}" width="${size}" height="4" fill="#a39c94"/>`,
    band('ground', y + 25, size, '#7d7c84', '#66656d'),
    times(
      6,
      (i) =>
        `<rect x="${round(i * 72 - dash)}" y="${round(y + 66)}" width="40" height="6" rx="2" fill="#f5f1e6" opacity="0.9"/>`,
    ),
    `<rect x="0" y="290" width="${size}" height="9" fill="#c4bdb3"/>`,
  ];
  return { svg: svg.join(''), farGround: y + 40, boxes: lights.boxes };
}
