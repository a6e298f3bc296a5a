import { flat, stroke } from './figure.js';
import { catHead, cowHead, dogHead, horseHead, rabbitHead } from './heads.js';
import { paint } from './palette.js';
import type { Build } from './quadruped-poses.js';
import { blob, limb, type Point, pairs } from './shapes.js';
import { bow, neckerchief, saddleCloth } from './worn.js';

const dog: Build = {
  length: 70,
  height: 58,
  radii: [18, 16.5, 20],
  legRadii: [9.5, 6.2],
  hoofs: false,
  neck: [21, -33],
  neckRadii: [17, 15],
  headScale: 1.24,
  worn: neckerchief(paint.teal, paint.tealEdge),
  head: dogHead,
  tail: {
    radii: [6, 5, 3],
    up: pairs([-10, -8, -28, -22, -32, -44]),
    streaming: pairs([-8, -6, -34, -14, -52, -10]),
    lying: pairs([-10, -12, -27, -6, -43, -9]),
  },
};

const cat: Build = {
  length: 60,
  height: 48,
  radii: [16, 15, 15.5],
  legRadii: [8.5, 5.4],
  hoofs: false,
  neck: [20, -28],
  neckRadii: [14, 14],
  worn: bow,
  headScale: 1.22,
  head: catHead,
  tail: {
    radii: [5, 5, 4.6, 4],
    up: pairs([-8, -4, -30, -16, -26, -46, -40, -58]),
    streaming: pairs([-8, -4, -34, -18, -56, -8, -70, -18]),
    lying: pairs([-8, -10, -30, -5, -36, -18, -28, -26]),
  },
  markings: ({ hip, shoulder }, coat) =>
    [0.1, 0.32, 0.54, 0.76]
      .map((t) => {
        const x = hip[0] + (shoulder[0] - hip[0]) * t;
        const y = hip[1] + (shoulder[1] - hip[1]) * t;
        const across = Math.atan2(shoulder[1] - hip[1], shoulder[0] - hip[0]) - Math.PI / 2;
        const out = (d: number): Point => [x + Math.cos(across) * d, y + Math.sin(across) * d];
        return stroke([out(13), out(3)], 4.2, coat.shades.mane);
      })
      .join(''),
};

const rabbit: Build = {
  length: 42,
  height: 38,
  radii: [22, 19, 15],
  legRadii: [8.5, 5.4],
  hoofs: false,
  strongHaunch: true,
  neck: [18, -22],
  neckRadii: [13, 13],
  headScale: 1.15,
  cottonTail: true,
  worn: neckerchief(paint.orange, paint.orangeEdge),
  head: rabbitHead,
  tail: {
    radii: [9, 9],
    up: pairs([-21, -6, -25, -9]),
    streaming: pairs([-20, -8, -24, -11]),
    lying: pairs([-20, -12, -24, -15]),
  },
};

const horse: Build = {
  length: 82,
  height: 76,
  radii: [23, 21, 22],
  legRadii: [12, 5.5],
  hoofs: true,
  neck: [34, -50],
  neckRadii: [20, 13],
  headScale: 1.14,
  maneTail: true,
  worn: saddleCloth,
  sleepingHead: -24,
  head: horseHead,
  tail: {
    radii: [7, 11, 4],
    up: pairs([-18, -12, -36, -4, -38, 34]),
    streaming: pairs([-16, -10, -40, -22, -64, -6]),
    lying: pairs([-14, -18, -32, -8, -52, -8]),
  },
  markings: ({ shoulder, head }, coat) => {
    const [dx, dy] = [head[0] - shoulder[0], head[1] - shoulder[1]];
    const length = Math.hypot(dx, dy);
    const side = (t: number, out: number): Point => [
      shoulder[0] + dx * t + (dy / length) * out,
      shoulder[1] + dy * t - (dx / length) * out,
    ];
    const mane = limb([side(0.05, 20), side(0.5, 19), side(0.95, 14), side(1.2, 6)], [7, 11, 9, 5]);
    return `<g stroke="${coat.shades.crease}" stroke-width="1.6">${flat(mane, coat.shades.mane)}</g>`;
  },
};

const cowPatch = pairs([-14, -3, -5, -12, 6, -8, 14, -9, 15, 3, 5, 6, 0, 12, -9, 8]);

const cow: Build = {
  length: 88,
  height: 66,
  radii: [26, 27, 26],
  legRadii: [12, 7.5],
  hoofs: true,
  neck: [34, -18],
  neckRadii: [21, 16],
  headScale: 1.2,
  sleepingHead: -16,
  head: cowHead,
  tail: {
    radii: [3, 2.6, 6],
    up: pairs([-24, -14, -36, 2, -36, 28]),
    streaming: pairs([-22, -14, -46, -26, -62, -12]),
    lying: pairs([-18, -20, -36, -6, -54, -8]),
  },
  markings: ({ hip, shoulder }, coat) => {
    const [dx, dy] = [shoulder[0] - hip[0], shoulder[1] - hip[1]];
    const patch = (t: number, down: number, size: number) =>
      flat(
        blob(
          cowPatch.map(([x, y]) => [hip[0] + dx * t + x * size, hip[1] + dy * t + down + y * size]),
        ),
        coat.shades.patch,
      );
    return patch(0.02, -5, 1) + patch(0.52, 5, 1.15) + patch(0.85, -11, 0.75);
  },
};

/** The five animals on four legs. */
export const builds = { dog, cat, rabbit, horse, cow };
