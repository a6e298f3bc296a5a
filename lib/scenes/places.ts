import type { Random } from '../engine/random';
import { flat, stroke } from './figure';
import { between, boat, cloud, fir, flower, hills, house, palm, tree, tuft } from './scenery';
import { ellipse, limb, type Point, round } from './shapes';
import { PICTURE_SIZE, type Place, type Sky } from './types';

/** A place, painted: its SVG and where its ground begins and ends for those who stand on it. */
export interface Backdrop {
  svg: string;
  /** Where somebody far away stands. */
  farGround: number;
  /** What dust and splashes are made of. */
  dust: string;
}

const size = PICTURE_SIZE;

const skies: Record<Sky, { top: string; bottom: string; cloud: string; clouds: [number, number] }> =
  {
    sunny: { top: '#86c9f2', bottom: '#e4f5fc', cloud: '#ffffff', clouds: [1, 2] },
    cloudy: { top: '#aabfce', bottom: '#e3eaed', cloud: '#f6f8f9', clouds: [4, 3] },
    sunset: { top: '#d9a3bd', bottom: '#fde2b4', cloud: '#fbdcd0', clouds: [1, 3] },
  };

function gradient(name: string, top: string, bottom: string): string {
  return `<linearGradient id="${name}" x1="0" x2="0" y1="0" y2="1"><stop offset="0" stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient>`;
}

function band(name: string, y: number, height: number, top: string, bottom: string): string {
  return `${gradient(name, top, bottom)}<rect x="0" y="${round(y)}" width="${size}" height="${round(height)}" fill="url(#${name})"/>`;
}

function times(count: number, draw: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => draw(i)).join('');
}

function drawSky(sky: Sky, random: Random): string {
  const { top, bottom, cloud: fill, clouds } = skies[sky];
  const [x, y] = [between(random, 30, size - 30), between(random, 26, 50)];
  const disc = (at: Point, r: number, colour: string) =>
    flat(ellipse(at, r * 1.7, r * 1.7), colour, 0.25) + flat(ellipse(at, r, r), colour);
  const suns: Record<Sky, string> = {
    sunny: disc([x, y], 16, '#fff0b0'),
    cloudy: '',
    sunset: disc([x, y + 52], 24, '#fbbd7c'),
  };
  const count = clouds[0] + random.integer(clouds[1] + 1);
  return (
    band('sky', 0, 200, top, bottom) +
    suns[sky] +
    times(count, () =>
      cloud(between(random, 0, size), between(random, 16, 80), between(random, 0.5, 0.95), fill),
    )
  );
}

function grass(random: Random): Omit<Backdrop, 'dust'> {
  const y = between(random, 128, 146);
  const petals = ['#fdf3f5', '#e9b8dd', '#f3a5b5', '#cdb4ee'];
  const trees = 1 + random.integer(4);
  const svg = [
    hills(y, 34, '#b4d99a', random),
    hills(y + 10, 20, '#9ccf7c', random),
    times(trees, () =>
      tree(between(random, 0, size), y + 12, between(random, 0.45, 0.85), '#76b163', '#4f8e4c'),
    ),
    random.uniform() < 0.35 ? house(between(random, 30, size - 30), y + 14, 44, 28, random) : '',
    band('ground', y + 10, size, '#a3d577', '#6db04e'),
    times(12, () =>
      tuft(
        between(random, 0, size),
        between(random, y + 30, size),
        between(random, 0.7, 1.2),
        '#5b9e44',
      ),
    ),
    times(7, () =>
      flower(between(random, 0, size), between(random, y + 34, size - 4), random.choice(petals)),
    ),
  ];
  return { svg: svg.join(''), farGround: y + 44 };
}

function road(random: Random): Omit<Backdrop, 'dust'> {
  const y = between(random, 150, 164);
  const start = between(random, -40, 0);
  const houses = times(5, (i) => {
    const x = start + 32 + i * 78 + between(random, -4, 4);
    return random.uniform() < 0.78
      ? house(x, y, between(random, 52, 66), between(random, 42, 66), random)
      : tree(x, y, between(random, 0.8, 1.1), '#7cb56c', '#548f52');
  });
  const dash = between(random, 0, 70);
  const svg = [
    hills(y - 10, 26, '#b9d6a4', random),
    houses,
    band('pavement', y, 22, '#d8d2c8', '#c4bdb3'),
    `<rect x="0" y="${round(y + 21)}" width="${size}" height="4" fill="#a39c94"/>`,
    band('ground', y + 25, size, '#7d7c84', '#66656d'),
    times(
      6,
      (i) =>
        `<rect x="${round(i * 72 - dash)}" y="${round(y + 66)}" width="40" height="6" rx="2" fill="#f5f1e6" opacity="0.9"/>`,
    ),
    `<rect x="0" y="290" width="${size}" height="9" fill="#c4bdb3"/>`,
  ];
  return { svg: svg.join(''), farGround: y + 40 };
}

function beach(random: Random): Omit<Backdrop, 'dust'> {
  const y = between(random, 112, 130);
  const shore = y + between(random, 34, 44);
  const side =
    random.uniform() < 0.5 ? between(random, 6, 40) : between(random, size - 60, size - 24);
  const wave: Point[] = [0, 1, 2, 3, 4, 5].map((i) => [
    i * 64 - 10,
    shore + between(random, -5, 5),
  ]);
  const svg = [
    band('sea', y, 80, '#5fb3d6', '#8fd3df'),
    random.uniform() < 0.7
      ? boat(between(random, 30, size - 30), y + 12, between(random, 0.7, 1.1))
      : '',
    times(5, () => {
      const [x, at] = [between(random, 0, size), between(random, y + 8, shore - 6)];
      return stroke(
        [
          [x, at],
          [x + 9, at - 3],
          [x + 18, at],
        ],
        1.4,
        '#d7f0f3',
      );
    }),
    flat(limb(wave, [7, 7]), '#f4fbfa'),
    gradient('ground', '#f9e8b9', '#e5c382'),
    `<path d="M-10 ${round(shore + 5)}${wave.map(([x, at]) => `L${round(x)} ${round(at + 5)}`).join('')}L310 310L-10 310Z" fill="url(#ground)"/>`,
    random.uniform() < 0.6 ? palm(side, shore + 22, between(random, 0.75, 1.05)) : '',
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
  return { svg: svg.join(''), farGround: shore + 34 };
}

function snow(random: Random): Omit<Backdrop, 'dust'> {
  const y = between(random, 130, 146);
  const svg = [
    hills(y, 46, '#c3d5e6', random),
    hills(y + 10, 26, '#d8e5f0', random),
    times(3 + random.integer(3), () =>
      fir(between(random, 0, size), y + 16, between(random, 0.6, 1.15), true),
    ),
    random.uniform() < 0.25 ? house(between(random, 40, size - 40), y + 16, 46, 30, random) : '',
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
    times(26, () =>
      flat(ellipse([between(random, 0, size), between(random, 0, size)], 2.2, 2.2), '#ffffff', 0.9),
    ),
  ];
  return { svg: svg.join(''), farGround: y + 44 };
}

function water(random: Random): Omit<Backdrop, 'dust'> {
  const y = between(random, 122, 138);
  const reeds = (x: number) =>
    times(5, (i) => {
      const [at, tall] = [x + i * 6, between(random, 30, 52)];
      return (
        stroke(
          [
            [at, y + 40],
            [at + 2, y + 40 - tall / 2],
            [at + 4, y + 40 - tall],
          ],
          2.4,
          '#6f9a54',
        ) + (i % 2 ? flat(ellipse([at + 4, y + 40 - tall], 2.6, 7), '#8a6a4a') : '')
      );
    });
  const svg = [
    hills(y - 2, 36, '#a9cf9a', random),
    hills(y + 4, 14, '#8fc07f', random),
    times(2 + random.integer(3), () =>
      tree(between(random, 0, size), y + 4, between(random, 0.35, 0.6), '#76b163', '#4f8e4c'),
    ),
    band('ground', y, size, '#a5dcec', '#3d94c4'),
    random.uniform() < 0.6
      ? reeds(
          random.uniform() < 0.5 ? between(random, 4, 24) : between(random, size - 50, size - 34),
        )
      : '',
    times(16, () => {
      const [x, at] = [between(random, -10, size), between(random, y + 10, size)];
      const wide = 8 + (at - y) * 0.16;
      return stroke(
        [
          [x, at],
          [x + wide, at - 3],
          [x + 2 * wide, at],
        ],
        1.8,
        '#d9f2f8',
      );
    }),
    times(2, () => {
      const [x, at] = [between(random, 0, size), between(random, y + 26, size - 8)];
      return (
        flat(ellipse([x, at], 11, 4), '#6fae63') +
        flat(ellipse([x + 3, at - 3], 3.4, 2.6), '#f6bfd0')
      );
    }),
  ];
  return { svg: svg.join(''), farGround: y + 40 };
}

function forest(random: Random): Omit<Backdrop, 'dust'> {
  const y = between(random, 138, 152);
  const trunks = (count: number, foot: number, wide: number, fill: string) =>
    times(count, (i) => {
      const x = ((i + 0.5) * size) / count + between(random, -16, 16);
      return flat(
        limb(
          [
            [x + between(random, -4, 4), -10],
            [x, foot / 2],
            [x, foot],
          ],
          [wide * 0.8, wide * 0.85, wide * 1.15],
        ),
        fill,
      );
    });
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
    times(2, () => {
      const [x, at] = [between(random, 0, size), between(random, y + 36, size - 6)];
      return (
        flat(
          limb(
            [
              [x, at],
              [x, at - 7],
            ],
            [2.6, 2],
          ),
          '#f6ead8',
        ) + flat(ellipse([x, at - 9], 7, 4.6), '#c97b63')
      );
    }),
  ];
  return { svg: svg.join(''), farGround: y + 42 };
}

const painters = { grass, road, beach, snow, water, forest };

const dusts: Record<Place, string> = {
  grass: '#d9edc0',
  road: '#c9c6c4',
  beach: '#fdf3d4',
  snow: '#ffffff',
  water: '#f2fbff',
  forest: '#d2d2a4',
};

/** A place under a sky: everything that is behind the subject. */
export function drawPlace(place: Place, sky: Sky, random: Random): Backdrop {
  const above = drawSky(sky, random);
  const { svg, farGround } = painters[place](random);
  return { svg: above + svg, farGround, dust: dusts[place] };
}
