import type { Random } from '../engine/random.js';
import { flat, stroke } from './figure.js';
import { band, type Ground, type Shows, size, times } from './landscape.js';
import { between, fir, flower, hills, house, strewn, tree, tuft } from './scenery.js';
import { ellipse, limb, pairs } from './shapes.js';
import {
  log,
  nothingSeen,
  type Seen,
  seen,
  snowman,
  together,
  weathervane,
  windmill,
} from './sights.js';

/** A house where there is one, a weathervane on it where it has one. */
function homestead(y: number, width: number, height: number, shows: Shows, random: Random): Seen {
  const x = between(random, 40, size - 40);
  const drawn = house(x, y, width, height, random);
  if (!shows('house')) return nothingSeen;
  const home = seen('house', drawn, [x, y], [width / 2 + 5, height * 1.5, width / 2 + 5]);
  return together([home, shows('weathervane') ? weathervane(x, y - height * 1.5) : nothingSeen]);
}

/** A meadow with hills behind it. */
export function grass(random: Random, shows: Shows): Ground {
  const y = between(random, 128, 146);
  const petals = ['#fdf3f5', '#e9b8dd', '#f3a5b5', '#cdb4ee'];
  const trees = 1 + random.integer(4);
  const mill = windmill(between(random, 40, size - 40), y + 10);
  const sights = together([
    shows('windmill') ? mill : nothingSeen,
    homestead(y + 14, 44, 28, shows, random),
  ]);
  const flowers = shows('flowers') ? 9 : 0;
  const svg = [
    hills(y, 34, '#b4d99a', random),
    hills(y + 10, 20, '#9ccf7c', random),
    times(trees, () =>
      tree(between(random, 0, size), y + 12, between(random, 0.45, 0.85), '#76b163', '#4f8e4c'),
    ),
    sights.svg,
    band('ground', y + 10, size, '#a3d577', '#6db04e'),
    times(12, () =>
      tuft(
        between(random, 0, size),
        between(random, y + 30, size),
        between(random, 0.7, 1.2),
        '#5b9e44',
      ),
    ),
    times(flowers, () =>
      flower(between(random, 0, size), between(random, y + 34, size - 4), random.choice(petals)),
    ),
  ];
  return { svg: svg.join(''), farGround: y + 44, boxes: sights.boxes };
}

/** A field of snow with firs. */
export function snow(random: Random, shows: Shows): Ground {
  const y = between(random, 130, 146);
  const sights = homestead(y + 16, 46, 30, shows, random);
  const man = snowman(between(random, 24, size - 24), y + 40);
  const guest = shows('snowman') ? man : nothingSeen;
  const svg = [
    hills(y, 46, '#c3d5e6', random),
    hills(y + 10, 26, '#d8e5f0', random),
    times(3 + random.integer(3), () =>
      fir(between(random, 0, size), y + 16, between(random, 0.6, 1.15), true),
    ),
    sights.svg,
    band('ground', y + 12, size, '#edf4fa', '#cbdcec'),
    times(6, () =>
      flat(
        ellipse(
          [between(random, 0, size), between(random, y + 34, size)],
          between(random, 18, 40),
          4,
        ),
        '#ffffff',
        0.7,
      ),
    ),
    times(26, () => strewn(random, [0, size], [2.2, 2.2], '#ffffff', 0.9)),
  ];
  return {
    svg: svg.join('') + guest.svg,
    farGround: y + 44,
    boxes: [...sights.boxes, ...guest.boxes],
  };
}

/** Between the trunks of tall trees. */
export function forest(random: Random, shows: Shows): Ground {
  const y = between(random, 138, 152);
  const trunks = (count: number, foot: number, wide: number, fill: string) =>
    times(count, (i) => {
      const x = ((i + 0.5) * size) / count + between(random, -16, 16);
      return flat(
        limb(pairs([x + between(random, -4, 4), -10, x, foot / 2, x, foot]), [
          wide * 0.8,
          wide * 0.85,
          wide * 1.15,
        ]),
        fill,
      );
    });
  const trunk = log(between(random, 34, size - 34), y + 40);
  const lying = shows('log') ? trunk : nothingSeen;
  const mushrooms = shows('mushrooms') ? 3 : 0;
  const leaves = (count: number, low: number, r: number, fill: string) =>
    times(count, (i) =>
      flat(ellipse([((i + 0.5) * size) / count, between(random, -6, low)], r, r * 0.8), fill),
    );
  const svg = [
    band('glow', 0, 200, '#a9cfa0', '#dcebc0'),
    trunks(9, y + 4, 4.5, '#9db48a'),
    hills(y + 2, 12, '#93b477', random),
    trunks(6, y + 20, 8, '#8a6a50'),
    leaves(8, 26, 36, '#5f9a5a'),
    leaves(7, 8, 34, '#4a8450'),
    band('ground', y + 12, size, '#a3ac6a', '#7c8a4c'),
    times(5, () => {
      const x = between(random, 0, size);
      return times(4, (i) =>
        stroke(
          [
            [x, y + 22],
            [x + (i - 1.5) * 8, y + 8],
            [x + (i - 1.5) * 14, y + 10],
          ],
          2.6,
          '#5d9150',
        ),
      );
    }),
    times(18, () =>
      flat(
        ellipse(
          [between(random, 0, size), between(random, y + 26, size)],
          4,
          2,
          between(random, 0, 90),
        ),
        random.choice(['#c79a55', '#b4834a', '#d5b06a']),
        0.85,
      ),
    ),
    lying.svg,
    times(mushrooms, () => {
      const [x, at] = [between(random, 0, size), between(random, y + 36, size - 6)];
      return (
        flat(limb(pairs([x, at, x, at - 7]), [2.6, 2]), '#f6ead8') +
        flat(ellipse([x, at - 9], 7, 4.6), '#c97b63')
      );
    }),
  ];
  return { svg: svg.join(''), farGround: y + 42, boxes: lying.boxes };
}
