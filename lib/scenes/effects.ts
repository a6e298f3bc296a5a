import { flat, stroke } from './figure.js';
import { isAirborne } from './placement.js';
import { type Bounds, ellipse, type Point, pairs, round } from './shapes.js';
import { type Actor, PICTURE_SIZE } from './types.js';

/** The shadow on the ground, smaller and paler under those in the air. */
export function shadow(actor: Actor, { left, right }: Bounds, y: number): string {
  const reach = ((right - left) / 2) * (isAirborne(actor) ? 0.6 : 0.92);
  return flat(
    ellipse([(left + right) / 2, y], reach, Math.max(3, reach * 0.09)),
    '#1c2733',
    isAirborne(actor) ? 0.16 : 0.22,
  );
}

/** A figure in the water: what is under the surface shines through, rings around it. */
export function wading(svg: string, bounds: Bounds, name: string): string {
  const surface = bounds.bottom - (bounds.bottom - bounds.top) * 0.13;
  const middle: Point = [(bounds.left + bounds.right) / 2, surface];
  const reach = (bounds.right - bounds.left) / 2;
  const ring = (grow: number, opacity: number) =>
    `<ellipse cx="${round(middle[0])}" cy="${round(surface + 2)}" rx="${round(reach * grow)}" ry="${round(reach * grow * 0.11 + 2)}" fill="none" stroke="#f2fbff" stroke-width="2" opacity="${opacity}"/>`;
  const clip = `<clipPath id="${name}"><rect x="-20" y="-20" width="340" height="${round(surface + 20)}"/></clipPath>`;
  return `${clip}<g opacity="0.3">${svg}</g>${ring(1.12, 0.5)}<g clip-path="url(#${name})">${svg}</g>${ring(0.95, 0.85)}`;
}

const RUG = '#c9b6e8';
const RUG_EDGE = '#8f78bd';
const RUG_LIGHT = '#f4effc';

/** A rug under somebody who sits. */
export function rug({ left, right }: Bounds, ground: number): string {
  const reach = ((right - left) / 2) * 1.1;
  const oval = (grow: number) =>
    ellipse([(left + right) / 2, ground - 4], reach * grow, reach * grow * 0.17);
  return (
    flat(oval(1.03), RUG_EDGE) +
    flat(oval(1), RUG) +
    flat(oval(0.84), RUG_LIGHT) +
    flat(oval(0.74), RUG)
  );
}

/** A swimming ring around somebody who sits in the water: behind the figure, or in front of it. */
export function swimmingRing({ left, right, top, bottom }: Bounds, inFront: boolean): string {
  const [x, y] = [(left + right) / 2, bottom - (bottom - top) * 0.2];
  const [rx, ry] = [((right - left) / 2) * 0.94, ((right - left) / 2) * 0.2];
  const arc = `<path d="M${round(x - rx)} ${round(y)}A${round(rx)} ${round(ry)} 0 0 ${inFront ? 0 : 1} ${round(x + rx)} ${round(y)}" fill="none"`;
  return (
    `${arc} stroke-linecap="round" stroke="${RUG_EDGE}" stroke-width="19"/>` +
    `${arc} stroke-linecap="round" stroke="${RUG}" stroke-width="16"/>` +
    `${arc} stroke="${RUG_LIGHT}" stroke-width="16" stroke-dasharray="18 24"/>`
  );
}

/** The side of a figure that it turns its back to, and the direction away from it. */
function backOf({ left, right }: Bounds, mirrored: boolean): [x: number, away: number] {
  return mirrored ? [right, 1] : [left, -1];
}

/** What a runner leaves behind: lines in the air, dust on the ground. */
export function speed(bounds: Bounds, ground: number, mirrored: boolean, dust: string): string {
  const [back, away] = backOf(bounds, mirrored);
  const high = bounds.bottom - bounds.top;
  const lines = [0.02, 0.2, 0.38, 0.56, 0.74].map((at, i) => {
    const [x, y] = [back - away * 26, bounds.top + high * at];
    const end: Point = [x + away * (44 + 12 * (i % 2)), y];
    const line: Point[] = [[x, y], end];
    return stroke(line, 5, '#70808f') + stroke(line, 2.8, '#ffffff');
  });
  const puffs = [
    [-8, 6, 12],
    [8, 4, 9],
    [20, 3, 6],
  ].map(([dx, dy, r]) => {
    const at: Point = [back + away * dx, ground - dy];
    return (
      flat(ellipse(at, r + 1.4, r * 0.8 + 1.4), '#8d8a86', 0.8) +
      flat(ellipse(at, r, r * 0.8), dust)
    );
  });
  return `<g opacity="0.85">${lines.join('')}</g>${puffs.join('')}`;
}

/** The steps of somebody who walked here. */
export function footprints(bounds: Bounds, ground: number, mirrored: boolean): string {
  const [back, away] = backOf(bounds, mirrored);
  return [0, 1, 2, 3, 4]
    .map((i) => ellipse([back + away * (15 * i - 30), ground + (i % 2 ? 5 : -2)], 6, 2.8))
    .map((print) => flat(print, '#3b3428', 0.34))
    .join('');
}

/** Two bows under somebody who has just left the ground. */
export function leap({ left, right, bottom }: Bounds, ground: number): string {
  const middle = (left + right) / 2;
  const free = ground - bottom;
  return [0.3, 0.62]
    .map((down, i) => {
      const [y, reach] = [bottom + free * down, (right - left) * (0.3 - 0.11 * i)];
      const bow: Point[] = pairs([middle - reach, y, middle, y + 13, middle + reach, y]);
      return stroke(bow, 5, '#70808f') + stroke(bow, 2.8, '#ffffff');
    })
    .join('');
}

/** Drops thrown up from the water. */
export function splash({ left, right }: Bounds, ground: number): string {
  const middle = (left + right) / 2;
  const reach = (right - left) * 0.36;
  const drops = [-1, -0.6, -0.25, 0.25, 0.6, 1].map((at, i) =>
    flat(
      ellipse([middle + at * reach, ground - 10 - 9 * ((i * 2) % 3)], 3, 4.4, at * 30),
      '#f2fbff',
      0.95,
    ),
  );
  return flat(ellipse([middle, ground], reach, reach * 0.14 + 2), '#f2fbff', 0.55) + drops.join('');
}

/** Three letters z, rising from somebody asleep. */
export function snoring([from, y]: Point, mirrored: boolean): string {
  const away = mirrored ? -1 : 1;
  const x = Math.max(44, Math.min(PICTURE_SIZE - 44, from));
  const letters = [0, 1, 2].map((i) => {
    const [s, cx, cy] = [4 + 2 * i, x + away * (4 + 13 * i), y - 8 - 17 * i];
    const path = `M${round(cx - s)} ${round(cy - s)}h${2 * s}l${-2 * s} ${2 * s}h${2 * s}`;
    return `<path d="${path}" fill="none" stroke-linejoin="round" stroke-linecap="round" stroke="#ffffff" stroke-width="5.5"/><path d="${path}" fill="none" stroke-linejoin="round" stroke-linecap="round" stroke="#5a5580" stroke-width="2.8"/>`;
  });
  return letters.join('');
}
