import type { Shades } from './palette.js';
import { type Point, round, type Shape } from './shapes.js';

/** Something drawn: its SVG, and the points that its bounds are known from. */
export interface Drawing {
  svg: string;
  points: Point[];
}

/** A subject, with the place on its head where a hat would sit. */
export interface Figure extends Drawing {
  hat: { at: Point; degrees: number; width: number };
  /** From where it snores. */
  nose: Point;
}

/** How a subject is painted: its shades, and the name of the gradient that runs over it. */
export interface Coat {
  shades: Shades;
  gradient: string;
}

/** Draws a line's width around everything that is filled with a coat. */
const EDGE = 2.4;

/** The gradient of a coat, from the light above to the shadow below. */
export function coatGradient({ shades, gradient }: Coat, top: number, bottom: number): string {
  const stops = [
    [0, shades.light],
    [0.5, shades.main],
    [1, shades.dark],
  ];
  const inner = stops.map(([at, colour]) => `<stop offset="${at}" stop-color="${colour}"/>`);
  return `<linearGradient id="${gradient}" gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="${round(top)}" y2="${round(bottom)}">${inner.join('')}</linearGradient>`;
}

/** A shape in one colour. */
export function flat(shape: Shape, fill: string, opacity = 1): string {
  return `<path d="${shape.path}" fill="${fill}"${opacity < 1 ? ` opacity="${opacity}"` : ''}/>`;
}

/** Shapes that belong together: one edge around all of them, no line between them. */
export function joined(shapes: Shape[], fill: string, edge: string, width = EDGE): string {
  const paths = shapes.map(({ path }) => `<path d="${path}"/>`).join('');
  return (
    `<g fill="${edge}" stroke="${edge}" stroke-width="${width * 2}" stroke-linejoin="round">${paths}</g>` +
    `<g fill="${fill}">${paths}</g>`
  );
}

/** A soft line: a mouth, a whisker, a closed eye. */
export function stroke(points: readonly Point[], width: number, colour: string): string {
  const [[x, y], ...rest] = points;
  const path =
    rest.length === 2
      ? `Q${rest.map(([a, b]) => `${round(a)} ${round(b)}`).join(' ')}`
      : rest.map(([a, b]) => `L${round(a)} ${round(b)}`).join('');
  return `<path d="M${round(x)} ${round(y)}${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
}

/** A place to draw in: turned, enlarged and moved. */
export interface Frame {
  at(point: Point): Point;
  degrees: number;
  scale: number;
}

/** A place to draw in, at a point. */
export function frame([x, y]: Point, degrees = 0, scale = 1): Frame {
  const turn = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn) * scale, Math.sin(turn) * scale];
  return {
    at: ([a, b]) => [x + a * cos - b * sin, y + a * sin + b * cos],
    degrees,
    scale,
  };
}
