import type { Random } from '../engine/random.js';
import { type Drawing, type Frame, flat, joined, stroke } from './figure.js';
import { blob, ellipse, limb, type Point, pairs, polygon, type Shape } from './shapes.js';

const bright = [
  ['#f59fc4', '#fff0f6'],
  ['#4fc3cf', '#e6f9fb'],
  ['#8fd069', '#f1fae9'],
] as const;

const drawing = (svg: string, shapes: Shape[]): Drawing => ({
  svg,
  points: shapes.flatMap((shape) => shape.points),
});

/** A striped ball on y = 0. */
export function drawBall(random: Random): Drawing {
  const [colour, light] = random.choice(bright);
  const ball = ellipse([0, -15], 15, 15);
  const svg =
    joined([ball], colour, '#43335a', 1.4) +
    flat(blob(pairs([-13, -21, 0, -18, 13, -21, 14, -14, 0, -10, -14, -14])), light) +
    flat(ellipse([-5, -23], 3.4, 2.4, -30), '#ffffff', 0.8);
  return drawing(svg, [ball]);
}

/** A parasol planted in the ground at y = 0. */
export function drawUmbrella(random: Random): Drawing {
  const [colour, light] = random.choice(bright);
  const pole = limb(pairs([0, 0, 0, -92]), [2.4, 2.4]);
  const rim: Point[] = pairs([-46, -74, -40, -96, -22, -113, 0, -118, 22, -113, 40, -96, 46, -74]);
  const bottom: Point[] = pairs([31, -79, 15, -74, 0, -79, -15, -74, -31, -79]);
  const canopy = polygon([...rim, ...bottom]);
  const stripe = (a: number, b: number) => polygon(pairs([0, -118, a, -76.5, b, -76.5]));
  const svg =
    flat(pole, '#8d7b6c') +
    joined([canopy], colour, '#4a3a58', 1.6) +
    flat(stripe(-31, -15), light) +
    flat(stripe(15, 31), light) +
    flat(ellipse([0, -120], 3, 3), '#8d7b6c');
  return drawing(svg, [pole, canopy]);
}

/** A kite in the air around y = 0, its tail hanging down. */
export function drawKite(random: Random): Drawing {
  const [colour, light] = random.choice(bright);
  const whole = polygon(pairs([0, -27, 19, -3, 0, 31, -19, -3]));
  const tail: Point[] = pairs([0, 31, 8, 44, -2, 56, 7, 70]);
  const bows = tail.slice(1).map(([x, y]) => flat(ellipse([x, y], 5, 2.6, 20), colour));
  const svg =
    stroke(pairs([0, 31, 14, 50, 3, 72]), 1.6, '#6b5a72') +
    bows.join('') +
    joined([whole], colour, '#43335a', 1.4) +
    flat(polygon(pairs([0, -27, 19, -3, 0, -3])), light) +
    flat(polygon(pairs([0, 31, -19, -3, 0, -3])), light);
  return {
    svg: `<g transform="rotate(18)">${svg}</g>`,
    points: [...whole.points, [18, 0], [-26, 68], [-12, 72]],
  };
}

/** A bench on y = 0. */
export function drawBench(): Drawing {
  const board = (left: number, top: number, right: number, bottom: number) =>
    polygon(pairs([left, top, right, top, right, bottom, left, bottom]));
  const posts = [-38, 38].map((x) => board(x - 3, -52, x + 3, 0));
  const bars = [board(-48, -54, 48, -46), board(-48, -42, 48, -34), board(-48, -25, 48, -16)];
  const svg = joined(posts, '#6c7570', '#444b47', 1) + joined(bars, '#c08a5c', '#75502f', 1.2);
  return drawing(svg, [...posts, ...bars]);
}

/** A hat on a head. */
export function drawHat(place: Frame, width: number, random: Random): Drawing {
  const [colour, light] = random.choice(bright);
  const half = width / 2;
  const at = (shares: number[]) => pairs(shares.map((share) => share * half)).map(place.at);
  const brim = ellipse(place.at([0, 0]), half, half * 0.2, place.degrees);
  const crown = blob(at([-0.6, 0, -0.52, -0.68, 0, -0.82, 0.52, -0.68, 0.6, 0, 0, 0.08]));
  const ribbon = limb(at([-0.55, -0.14, 0, -0.06, 0.55, -0.14]), [half * 0.09, half * 0.09]);
  return drawing(joined([crown, brim], colour, '#43335a', 1.4) + flat(ribbon, light), [
    crown,
    brim,
  ]);
}
