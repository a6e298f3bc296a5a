import type { Random } from '../engine/random.js';
import { eye } from './face.js';
import { type Coat, coatGradient, type Figure, flat, frame, joined, stroke } from './figure.js';
import { paint } from './palette.js';
import { blob, boundsOf, ellipse, limb, type Point, pairs, type Shape } from './shapes.js';
import type { Action } from './types.js';

/** Where a bird's parts are; the ground is at y = 0, the bird looks to the right. */
interface Pose {
  body: Point;
  degrees: number;
  head: Point;
  headDegrees: number;
  /** Feet, the far one first. */
  feet: Point[];
  tail: Point[];
  nearWing: Point[];
  farWing?: Point[];
}

const foldedWing: Point[] = pairs([10, -13, 16, 0, 4, 11, -18, 10, -34, 4, -16, -8]);

const beakOutline: Point[] = pairs([13, -7, 24, -2, 31, 3, 22, 6, 13, 7]);

function poseOf(action: Action, jitter: number): Pose {
  const still = { headDegrees: 4 * jitter, nearWing: foldedWing };
  const poses: Partial<Record<Action, Pose>> = {
    walking: {
      ...still,
      body: [0, -50],
      degrees: -14,
      head: [25, -79],
      feet: pairs([-15, 0, 17, 0]),
      tail: pairs([-24, -46, -42, -48, -58, -54]),
    },
    running: {
      headDegrees: 6 + 4 * jitter,
      body: [0, -48],
      degrees: 8,
      head: [38, -60],
      feet: pairs([-38, -16, 36, -3]),
      tail: pairs([-26, -54, -44, -62, -62, -68]),
      nearWing: pairs([12, -10, 10, 4, -10, 2, -40, -12, -50, -26, -20, -18]),
    },
    sitting: {
      ...still,
      body: [0, -31],
      degrees: -48,
      head: [14, -66],
      feet: pairs([16, 0, 4, 0]),
      tail: pairs([-17, -14, -28, -8, -42, -5]),
    },
    sleeping: {
      ...still,
      body: [-2, -23],
      degrees: 0,
      head: [24, -25],
      headDegrees: 24,
      feet: [],
      tail: pairs([-28, -22, -46, -19, -60, -14]),
    },
    flying: {
      headDegrees: 4 * jitter,
      body: [0, -100],
      degrees: -12,
      head: [36, -118],
      feet: [],
      tail: pairs([-26, -94, -44, -88, -62, -86]),
      nearWing: [
        [16, -8],
        [8, -34],
        [-14, -66],
        [-42, -84 - 6 * jitter],
        [-40, -56],
        [-30, -28],
        [-14, 0],
        [2, 8],
      ],
      farWing: [
        [18, -10],
        [26, -40],
        [22, -70],
        [6, -92 - 6 * jitter],
        [-2, -60],
        [-4, -30],
        [-4, -8],
      ],
    },
  };
  return poses[action]!;
}

function leg(top: Point, [x, y]: Point): string {
  const knee: Point = [(top[0] + x) / 2 - 5, (top[1] + y) / 2];
  const toes = [-6, 4, 11].map((out) => stroke(pairs([x, y - 3, x + out, y - 1]), 3.4, paint.beak));
  return stroke([top, knee, [x, y - 3]], 4, paint.beak) + toes.join('');
}

/** A bird, looking to the right; on y = 0 unless it flies. */
export function drawBird(action: Action, coat: Coat, random: Random): Figure {
  const pose = poseOf(action, 2 * random.uniform() - 1);
  const { shades } = coat;
  const asleep = action === 'sleeping';
  const inBody = frame(pose.body, pose.degrees);
  const inHead = frame(pose.head, pose.headDegrees);
  const wing = (points: Point[]): Shape => blob(points.map(inBody.at));
  const body = ellipse(pose.body, 33, 24, pose.degrees);
  const neck = limb([inBody.at([14, -4]), pose.head], [17, 14]);
  const head = ellipse(pose.head, 17.5, 17);
  const tail = limb(pose.tail, [9, 8, 6.5]);
  const crest = limb(
    [inHead.at([-4, -14]), inHead.at([-8, -22]), inHead.at([-16, -25])],
    [4, 3, 1.5],
  );
  const beak = blob(beakOutline.map(inHead.at), 3);
  const far = pose.farWing ? [wing(pose.farWing)] : [];
  const main = [body, neck, head, tail, crest];
  const nearWing = wing(pose.nearWing);
  const feet = pose.feet.flatMap(([x, y]) => pairs([x - 6, y, x + 12, y]));
  const points = [...main, nearWing, beak, ...far].flatMap((shape) => shape.points).concat(feet);
  const { top, bottom } = boundsOf(points);
  const hips = [inBody.at([-6, 16]), inBody.at([4, 18])];
  const belly = ellipse(inBody.at([12, 9]), 17, 11, pose.degrees);
  const svg = [
    coatGradient(coat, top, bottom),
    far.length > 0 ? joined(far, shades.far, shades.edge) : '',
    ...pose.feet.map((foot, i) => leg(hips[i], foot)),
    `<g stroke="#a85f14" stroke-width="1.6">${flat(beak, paint.beak)}</g>`,
    joined(main, `url(#${coat.gradient})`, shades.edge),
    flat(belly, shades.light, 0.55),
    `<g stroke="${shades.crease}" stroke-width="1.8" stroke-linejoin="round">${flat(nearWing, shades.dark)}</g>`,
    flat(ellipse(inHead.at([3, 6]), 4, 2.6), paint.pink, 0.75),
    eye(inHead, [7, -3], asleep, coat),
  ];
  return {
    svg: svg.join(''),
    points,
    hat: { at: inHead.at([-1, -14]), degrees: pose.headDegrees, width: 32 },
    nose: inHead.at([14, -16]),
  };
}
