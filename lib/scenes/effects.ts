import { flat, stroke } from './figure';
import { isAirborne } from './placement';
import { type Bounds, ellipse, type Point, round } from './shapes';
import { type Actor, PICTURE_SIZE } from './types';

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

/** What a runner leaves behind: lines in the air, dust on the ground. */
export function speed(bounds: Bounds, ground: number, mirrored: boolean, dust: string): string {
  const back = mirrored ? bounds.right : bounds.left;
  const away = mirrored ? 1 : -1;
  const high = bounds.bottom - bounds.top;
  const lines = [0.3, 0.5, 0.7].map((at, i) => {
    const [x, y] = [back + away * (4 + 5 * (i % 2)), bounds.top + high * at];
    return stroke(
      [
        [x, y],
        [x + away * 10, y],
        [x + away * (18 + 6 * (i % 2)), y],
      ],
      2.4,
      '#ffffff',
    );
  });
  const puffs = [
    [2, 3, 7],
    [13, 2, 5],
    [22, 1, 3.4],
  ].map(([dx, dy, r]) =>
    flat(ellipse([back + away * (dx - 16), ground - dy], r, r * 0.8), dust, 0.9),
  );
  return `<g opacity="0.8">${lines.join('')}</g>${puffs.join('')}`;
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
