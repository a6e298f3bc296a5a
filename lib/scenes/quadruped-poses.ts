import { type Coat, type Frame, frame } from './figure.js';
import { ellipse, type Point, type Shape } from './shapes.js';
import type { Action } from './types.js';

/** A head, in layers: what has the coat's edge around it, and what is painted on. */
export interface Head {
  coat: Shape[];
  /** Drawn before everything else: the ear on the far side. */
  behind: Shape[];
  /** Part of the face, but reaching beyond the rest: horns. */
  beyond?: Shape[];
  /** SVG on top: eyes, nose, mouth. */
  face: string;
}

/** The build of an animal on four legs; lengths in units of a hundredth of a dog. */
export interface Build {
  /** From hip to shoulder. */
  length: number;
  /** From the middle of the body to the ground. */
  height: number;
  /** Of the body at the hip, the belly and the shoulder. */
  radii: [number, number, number];
  /** Of a leg, above and below. */
  legRadii: [number, number];
  hoofs: boolean;
  /** From the shoulder to the head, when standing. */
  neck: Point;
  neckRadii: [number, number];
  headScale: number;
  head(place: Frame, asleep: boolean, coat: Coat): Head;
  /** Points from the hip; a lying tail's heights are above the ground. */
  tail: { radii: number[] } & Record<'up' | 'streaming' | 'lying', Point[]>;
  /** Hind legs to jump with: the haunch is seen in every pose. */
  strongHaunch?: boolean;
  /** A tail of long hair, in the mane's colour; or a white one. */
  maneTail?: boolean;
  cottonTail?: boolean;
  /** How a long head is laid on the ground, in degrees. */
  sleepingHead?: number;
  /** Painted on the body: spots, a mane. */
  /** What it wears: its kind is known from it at a distance. */
  worn?(bones: Bones, head: Frame): string;
  markings?(bones: Bones, coat: Coat): string;
}

/** A leg, from the body to the ground. */
export interface Leg {
  top: Point;
  foot: Point;
  /** How far the knee stands out, forwards. */
  bend: number;
  near: boolean;
}

/** Where everything is in a pose; the ground is at y = 0, the animal looks to the right. */
export interface Bones {
  hip: Point;
  shoulder: Point;
  head: Point;
  headDegrees: number;
  legs: Leg[];
  /** The haunch of an animal that sits or lies. */
  haunch?: Shape;
  action: Action;
}

export const add = (a: Point, b: Point): Point => [a[0] + b[0], a[1] + b[1]];

/** A point turned around (0, 0). */
export function turned([x, y]: Point, degrees: number): Point {
  return frame([0, 0], degrees).at([x, y]);
}

function upright(build: Build, jitter: number): Bones {
  const { length: l, height: h } = build;
  const hip: Point = [-l / 2, -h];
  const shoulder: Point = [l / 2, -h];
  const stride = h * (0.34 + 0.06 * jitter);
  const foot = (top: Point, forward: number, lifted = 0): Point => [top[0] + forward, -lifted];
  return {
    action: 'walking',
    hip,
    shoulder,
    head: add(shoulder, build.neck),
    headDegrees: 4 * jitter,
    legs: [
      { top: hip, foot: foot(hip, stride * 0.8), bend: -2, near: false },
      { top: shoulder, foot: foot(shoulder, -stride * 0.8), bend: 2, near: false },
      { top: hip, foot: foot(hip, -stride), bend: -3, near: true },
      { top: shoulder, foot: foot(shoulder, stride * 1.15, h * 0.1), bend: 5, near: true },
    ],
  };
}

function running(build: Build, jitter: number): Bones {
  const { length: l, height: h } = build;
  const lift = h * 0.22;
  const hip: Point = [-l * 0.54, -h * 0.82 - lift];
  const shoulder: Point = [l * 0.54, -h * 0.86 - lift];
  const reach = h * (0.95 + 0.08 * jitter);
  return {
    action: 'running',
    hip,
    shoulder,
    head: add(shoulder, turned(build.neck, 22)),
    headDegrees: 8 + 4 * jitter,
    legs: [
      { top: hip, foot: [hip[0] - reach * 0.62, -lift * 0.9], bend: 4, near: false },
      { top: shoulder, foot: [shoulder[0] + reach * 0.55, -lift * 0.7], bend: 6, near: false },
      { top: hip, foot: [hip[0] - reach * 0.95, -lift * 1.9], bend: 5, near: true },
      { top: shoulder, foot: [shoulder[0] + reach * 0.9, -lift * 2.1], bend: 5, near: true },
    ],
  };
}

function jumping(build: Build, jitter: number): Bones {
  const { length: l, height: h } = build;
  const tilt = -27 + 4 * jitter;
  const middle: Point = [0, -h * 2.05];
  const at = (x: number, y: number) => add(middle, turned([x, y], tilt));
  const shoulder = at(l * 0.48, 0);
  return {
    action: 'jumping',
    hip: at(-l * 0.48, 0),
    shoulder,
    head: add(shoulder, turned(build.neck, 8)),
    headDegrees: -10,
    legs: [
      { top: at(-l * 0.48, 2), foot: at(-l * 0.72, h * 0.78), bend: -4, near: false },
      { top: at(l * 0.46, 4), foot: at(l * 0.84, h * 0.52), bend: h * 0.2, near: false },
      { top: at(-l * 0.48, 0), foot: at(-l * 0.95, h * 0.7), bend: -4, near: true },
      { top: at(l * 0.44, 4), foot: at(l * 0.66, h * 0.66), bend: h * 0.26, near: true },
    ],
  };
}

function sitting(build: Build, jitter: number): Bones {
  const { length: l, height: h, radii } = build;
  const hip: Point = [-l * 0.2, -radii[0] * 1.02];
  const shoulder: Point = [l * 0.2, -h * 0.62 - l * 0.46];
  const footX = l * 0.3;
  return {
    action: 'sitting',
    hip,
    shoulder,
    head: add(shoulder, turned(build.neck, -16)),
    headDegrees: 3 * jitter,
    haunch: ellipse([hip[0] + radii[0] * 0.35, -radii[0] * 0.86], radii[0] * 1.02, radii[0] * 0.86),
    legs: [
      { top: [shoulder[0] - 2, shoulder[1] + 6], foot: [footX + 7, 0], bend: -1, near: false },
      { top: [shoulder[0] - 4, shoulder[1] + 8], foot: [footX - 5, 0], bend: -2, near: true },
      { top: [hip[0], -radii[0] * 0.5], foot: [hip[0] + radii[0] * 1.5, 0], bend: 0, near: true },
    ],
  };
}

function sleeping(build: Build, jitter: number): Bones {
  const { length: l, radii, headScale, legRadii } = build;
  const hip: Point = [-l * 0.36, -radii[0] * 0.98];
  const shoulder: Point = [l * 0.28, -radii[2] * 0.88];
  const head: Point = [
    l * 0.42 + (build.sleepingHead ? 16 : 26) * headScale,
    -19 * headScale - legRadii[1],
  ];
  return {
    action: 'sleeping',
    hip,
    shoulder,
    head,
    headDegrees: (build.sleepingHead ?? 10) + 3 * jitter,
    haunch: ellipse([hip[0] + 3, -radii[0] * 0.8], radii[0] * 1.08, radii[0] * 0.8),
    legs: [
      { top: [shoulder[0], -8], foot: [head[0] + 14 * headScale, 0], bend: 0, near: false },
      { top: [shoulder[0] - 6, -7], foot: [head[0] + 2 * headScale, 0], bend: 0, near: true },
      { top: [hip[0] + 6, -7], foot: [hip[0] + radii[0] * 1.7, 0], bend: 0, near: true },
    ],
  };
}

const poses: Partial<Record<Action, (build: Build, jitter: number) => Bones>> = {
  walking: upright,
  running,
  jumping,
  sitting,
  sleeping,
};

/** The bones of a pose; `jitter` between -1 and 1 varies it a little. */
export function posed(build: Build, action: Action, jitter: number): Bones {
  return poses[action]!(build, jitter);
}
