import { type Frame, flat } from './figure.js';
import { paint } from './palette.js';
import type { Bones } from './quadruped-poses.js';
import { ellipse, limb, type Point, polygon } from './shapes.js';

/** A frame's points around the throat: the first coordinate towards the muzzle, the second away from the head. */
function throat(head: Frame, { shoulder }: Bones): (point: Point) => Point {
  const from = head.at([-2, 13]);
  const down = Math.atan2(shoulder[1] - from[1], shoulder[0] - from[0]);
  const [x, y]: Point = [Math.cos(down), Math.sin(down)];
  return ([across, along]) => [from[0] + y * across + x * along, from[1] - x * across + y * along];
}

const edged = (svg: string, edge: string) =>
  `<g stroke="${edge}" stroke-width="1.8" stroke-linejoin="round">${svg}</g>`;

/** A neckerchief, its corner on the chest. */
export const neckerchief = (fill: string, edge: string) => (bones: Bones, head: Frame) => {
  const at = throat(head, bones);
  const band = limb([at([-17, 2]), at([0, 6]), at([17, 2])], [4, 6, 4]);
  const tip: Point = bones.action === 'sleeping' ? [-6, 24] : [14, 27];
  const corner = polygon([at([-13, 5]), at([18, 3]), at(tip)]);
  return edged(flat(corner, fill) + flat(band, fill), edge);
};

/** A cat's bow, under the chin, or behind the ear of one that sleeps. */
export function bow({ action }: Bones, head: Frame): string {
  const [x, y]: Point = action === 'sleeping' ? [-21, -4] : [4, 21];
  const loop = (side: number) =>
    polygon([head.at([x, y]), head.at([x + side * 16, y - 8]), head.at([x + side * 16, y + 8])]);
  const knot = ellipse(head.at([x, y]), 5 * head.scale, 5 * head.scale);
  return edged(
    flat(loop(-1), paint.lime) + flat(loop(1), paint.lime) + flat(knot, paint.lime),
    paint.limeEdge,
  );
}

/** A horse's saddle cloth, over the middle of the back. */
export function saddleCloth({ hip, shoulder }: Bones): string {
  const [dx, dy] = [shoulder[0] - hip[0], shoulder[1] - hip[1]];
  const length = Math.hypot(dx, dy);
  const at = (along: number, up: number): Point => [
    hip[0] + dx * along + (dy / length) * up,
    hip[1] + dy * along - (dx / length) * up,
  ];
  const cloth = polygon([at(0.3, 22), at(0.72, 22), at(0.78, -8), at(0.24, -8)]);
  const hem = polygon([at(0.25, -2), at(0.77, -2), at(0.78, -8), at(0.24, -8)]);
  return edged(flat(cloth, paint.plum), paint.plumEdge) + flat(hem, paint.cream);
}
