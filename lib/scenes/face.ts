import { type Coat, type Frame, flat, stroke } from './figure.js';
import { paint, shades } from './palette.js';
import { blob, ellipse, limb, type Point, pairs, type Shape } from './shapes.js';

/** An ellipse inside a frame. */
export function oval(place: Frame, at: Point, rx: number, ry: number, degrees = 0): Shape {
  return ellipse(place.at(at), rx * place.scale, ry * place.scale, degrees + place.degrees);
}

/** A limb inside a frame. */
export function tube(place: Frame, points: Point[], radii: number[]): Shape {
  return limb(
    points.map(place.at),
    radii.map((r) => r * place.scale),
  );
}

/** A soft outline inside a frame. */
export function soft(place: Frame, points: Point[]): Shape {
  return blob(points.map(place.at));
}

/** A line inside a frame. */
export function line(place: Frame, points: Point[], width: number, colour: string): string {
  return stroke(points.map(place.at), width * place.scale, colour);
}

/** An eye, open or closed; light around the pupil where the coat is black. */
export function eye(place: Frame, at: Point, asleep: boolean, coat?: Coat, size = 1): string {
  const [x, y] = at;
  const onBlack = coat?.shades === shades.black;
  if (asleep) {
    const lid: Point[] = pairs([x - 4.5 * size, y, x, y + 4.5 * size, x + 4.5 * size, y]);
    return line(place, lid, 2 * size, onBlack ? paint.iris : paint.ink);
  }
  const ring = onBlack ? flat(oval(place, at, 5.4 * size, 6 * size), paint.iris) : '';
  const shine: Point = [x + 1.2 * size, y - 1.6 * size];
  return (
    ring +
    flat(oval(place, at, 3.6 * size, 4.4 * size), paint.ink) +
    flat(oval(place, shine, 1.3 * size, 1.3 * size), paint.shine)
  );
}
