import { eye, line, oval, soft, tube } from './face.js';
import { type Coat, type Frame, flat } from './figure.js';
import { paint } from './palette.js';
import type { Head } from './quadruped-poses.js';
import { type Point, pairs } from './shapes.js';

const smile = (place: Frame, points: Point[], coat: Coat) =>
  line(place, points, 1.6, coat.shades.crease);

/** A dog's head from the side: hanging ears, a broad muzzle. */
export function dogHead(place: Frame, asleep: boolean, coat: Coat): Head {
  const ear = tube(place, pairs([-7, -13, -16, -3, -15, 14]), [7, 9.5, 6.5]);
  return {
    behind: [],
    coat: [oval(place, [0, 0], 21, 19), oval(place, [19, 7], 14, 10, 8)],
    face:
      `<g stroke="${coat.shades.crease}" stroke-width="1.8">${flat(ear, coat.shades.dark)}</g>` +
      flat(oval(place, [21, 10], 11, 6.5, 8), paint.cream, 0.5) +
      flat(oval(place, [31, 3], 5.8, 4.8), paint.nose) +
      flat(oval(place, [32, 1.6], 1.6, 1.1), '#8d8590') +
      smile(place, pairs([29, 11, 22, 16, 14, 12]), coat) +
      eye(place, [8, -4], asleep, coat),
  };
}

/** A cat's head from the front: pointed ears, whiskers. */
export function catHead(place: Frame, asleep: boolean, coat: Coat): Head {
  const ear = (x: number, lean: number) =>
    soft(place, [
      [x - 8, -10],
      [x - 5 + lean, -22],
      [x + lean, -31],
      [x + 6 + lean, -21],
      [x + 9, -10],
    ]);
  const inner = (x: number, lean: number) =>
    soft(place, pairs([x - 3, -14, x + lean, -24, x + 5, -14]));
  const whiskers = [-1, 1].flatMap((side) =>
    [-3, 1, 5].map((rise) =>
      line(
        place,
        pairs([4 + side * 10, 7 + rise * 0.5, 4 + side * 25, 5 + rise * 1.6]),
        1,
        coat.shades.edge,
      ),
    ),
  );
  return {
    behind: [],
    coat: [oval(place, [2, 1], 24, 19.5), ear(-11, -3), ear(14, 3)],
    face:
      [-3, 4, 11].map((x) => line(place, pairs([x, -17, x, -9]), 2.6, coat.shades.mane)).join('') +
      flat(inner(-11, -3), paint.pink) +
      flat(inner(14, 3), paint.pink) +
      flat(oval(place, [4, 9], 10, 6.5), paint.cream, 0.6) +
      flat(soft(place, pairs([1, 5, 7, 5, 4, 9])), '#e0787f') +
      smile(place, pairs([-3, 11, 1, 14, 4, 10]), coat) +
      smile(place, pairs([11, 11, 7, 14, 4, 10]), coat) +
      whiskers.join('') +
      eye(place, [-6, -1], asleep, coat, 1.1) +
      eye(place, [14, -1], asleep, coat, 1.1),
  };
}

/** A rabbit's head from the side; the long ears lie back in sleep. */
export function rabbitHead(place: Frame, asleep: boolean, coat: Coat): Head {
  const down = asleep ? 1 : 0;
  const near: Point[] = down
    ? pairs([-6, -12, -24, -20, -44, -14])
    : pairs([-5, -12, -12, -34, -15, -56]);
  const far: Point[] = down
    ? pairs([-2, -14, -18, -27, -38, -27])
    : pairs([3, -13, 3, -36, 6, -58]);
  return {
    behind: [tube(place, far, [6, 9, 4.5])],
    coat: [
      oval(place, [0, 0], 20, 18),
      oval(place, [12, 5], 12, 10),
      tube(place, near, [6, 9.5, 4.5]),
    ],
    face:
      flat(tube(place, near, [2, 5, 1.5]), paint.pink) +
      flat(oval(place, [23, 2], 3.4, 2.6), '#e0787f') +
      smile(place, pairs([22, 7, 18, 10, 14, 8]), coat) +
      flat(oval(place, [5, 8], 4.5, 3), paint.pink, 0.7) +
      eye(place, [8, -3], asleep, coat),
  };
}

/** A horse's long head from the side. */
export function horseHead(place: Frame, asleep: boolean, coat: Coat): Head {
  const ear = soft(place, pairs([-10, -12, -10, -24, -6, -31, -1, -22, -1, -12]));
  const farEar = soft(place, pairs([-4, -12, -2, -24, 3, -30, 7, -20, 6, -12]));
  const mane = tube(place, pairs([-10, -18, -20, -12, -30, -2]), [5, 7.5, 4]);
  const forelock = tube(place, pairs([-4, -19, 3, -15, 7, -10]), [3, 4, 2]);
  return {
    behind: [farEar],
    coat: [tube(place, pairs([-3, -4, 14, 9, 30, 23]), [16, 12.5, 10.5]), ear],
    face:
      `<g stroke="${coat.shades.crease}" stroke-width="1.4">${asleep ? flat(mane, coat.shades.mane) : ''}${flat(forelock, coat.shades.mane)}</g>` +
      flat(oval(place, [34, 27], 9, 7, 38), coat.shades.dark) +
      flat(oval(place, [37, 22], 2, 2.6, 30), paint.ink) +
      smile(place, pairs([36, 32, 30, 32, 26, 28]), coat) +
      eye(place, [6, -2], asleep, coat),
  };
}

/** A cow's head from the side: horns, a pale muzzle. */
export function cowHead(place: Frame, asleep: boolean, coat: Coat): Head {
  const horn = (x: number, lean: number) =>
    tube(place, pairs([x, -14, x + lean, -21, x + lean * 0.4, -29]), [4, 3.4, 1.6]);
  const ear = tube(place, pairs([-9, -7, -22, -6, -29, -1]), [4, 6.5, 3]);
  const horns = [horn(-4, -6), horn(7, 5)];
  return {
    behind: [],
    beyond: horns,
    coat: [tube(place, pairs([-1, -4, 12, 6, 20, 13]), [17, 14.5, 12]), ear],
    face:
      flat(tube(place, pairs([4, -15, 15, -3]), [3.5, 4.5]), coat.shades.patch) +
      `<g stroke="#a08b62" stroke-width="1.4">${horns.map((horn) => flat(horn, paint.horn)).join('')}</g>` +
      flat(tube(place, pairs([-10, -6.5, -23, -5]), [2, 3]), paint.pink) +
      `<g stroke="${coat.shades.crease}" stroke-width="1.4">${flat(oval(place, [24, 16], 14, 10.5, 20), paint.muzzle)}</g>` +
      flat(oval(place, [30, 12], 2, 2.8, 20), '#8a5a50') +
      flat(oval(place, [22, 11], 2, 2.8, 20), '#8a5a50') +
      line(place, pairs([33, 20, 26, 24, 18, 20]), 1.6, '#8a5a50') +
      eye(place, [6, -6], asleep, coat),
  };
}
