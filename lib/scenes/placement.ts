import type { Random } from '../engine/random.js';
import { between } from './scenery.js';
import { type Bounds, round } from './shapes.js';
import {
  type Actor,
  type Box,
  PICTURE_SIZE,
  type Scene,
  type Side,
  type Size,
  type Subject,
} from './types.js';

const size = PICTURE_SIZE;
export const MARGIN = 8;

/** How large a subject is drawn beside the others. */
const relativeSize: Record<Subject, number> = {
  dog: 0.96,
  cat: 0.93,
  horse: 1.08,
  cow: 1.05,
  rabbit: 0.88,
  bird: 0.85,
  boy: 1,
  girl: 1,
};

/** Where a drawing goes: its origin, how much it is enlarged, whether it is mirrored. */
export interface Placement {
  x: number;
  y: number;
  scale: number;
  mirrored: boolean;
}

/** Bounds in the picture of what is drawn around its own origin. */
export function placedBounds({ left, top, right, bottom }: Bounds, to: Placement): Bounds {
  const [a, b] = to.mirrored ? [-right, -left] : [left, right];
  return {
    left: to.x + a * to.scale,
    right: to.x + b * to.scale,
    top: to.y + top * to.scale,
    bottom: to.y + bottom * to.scale,
  };
}

/** SVG moved, enlarged and mirrored to its place. */
export function placed(svg: string, { x, y, scale, mirrored }: Placement): string {
  const across = mirrored ? -scale : scale;
  return `<g transform="translate(${round(x)} ${round(y)}) scale(${across.toFixed(3)} ${scale.toFixed(3)})">${svg}</g>`;
}

/** In whole pixels, inside the picture. */
export function boxOf(what: string, bounds: Bounds): Box {
  const [x, y] = [Math.max(0, Math.floor(bounds.left)), Math.max(0, Math.floor(bounds.top))];
  const right = Math.min(size, Math.ceil(bounds.right));
  const bottom = Math.min(size, Math.ceil(bounds.bottom));
  return { what, x, y, width: right - x, height: bottom - y };
}

export const isAirborne = ({ action }: Actor) => action === 'jumping' || action === 'flying';

/** Those who run or jump are above the ground on purpose; all others are set down on it. */
export function groundOf({ action }: Actor, bounds: Bounds): number {
  return action === 'running' || action === 'jumping' || action === 'flying' ? 0 : bounds.bottom;
}

const outOfTheOrdinary: Record<Size, number> = { small: 0.76, big: 1.08 };

/** The enlargement that makes a figure as large as it can be within a width and a height above the ground. */
export function fittingScale(
  actor: Actor & Pick<Scene, 'size'>,
  bounds: Bounds,
  random: Random,
): number {
  const own = actor.size ? outOfTheOrdinary[actor.size] : 1;
  const share = between(random, 0.92, 1.04) * relativeSize[actor.subject] * own;
  const wide = 236 * share;
  const high = (isAirborne(actor) ? 226 : 192) * share;
  const scale = Math.min(
    wide / (bounds.right - bounds.left),
    high / (groundOf(actor, bounds) - bounds.top),
  );
  const tall = (bounds.bottom - bounds.top) * scale;
  return tall < LEAST_HEIGHT ? (scale * LEAST_HEIGHT) / tall : scale;
}

const ROOM_BESIDE_COMPANY = 206;
const LEAST_HEIGHT = 78;

/** A smaller enlargement where somebody or something needs room beside the figure. */
export function leaveRoom(scale: number, { left, right, top, bottom }: Bounds): number {
  const least = LEAST_HEIGHT / (bottom - top);
  return Math.max(least, Math.min(scale, ROOM_BESIDE_COMPANY / (right - left)));
}

/** The middle of the strip on one side of a box, at least `half` away from the picture's edge. */
export function beside(box: Box, side: Side, half: number): number {
  const [before, after] = [box.x, size - box.x - box.width];
  const x = side === 'left' ? before / 2 : size - after / 2;
  return Math.max(MARGIN / 2 + half, Math.min(size - MARGIN / 2 - half, x));
}
