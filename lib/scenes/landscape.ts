import { round } from './shapes.js';
import { type Box, PICTURE_SIZE, type Sight } from './types.js';

/** What is painted under the sky, and where on it somebody far away stands. */
export interface Ground {
  svg: string;
  farGround: number;
  /** Where its sights are, those that stand in one spot. */
  boxes: Box[];
}

/** Whether a sight is to be seen. */
export type Shows = (sight: Sight) => boolean;

export const size = PICTURE_SIZE;

/** A gradient from above to below, to be named in a fill. */
export function gradient(name: string, top: string, bottom: string): string {
  return `<linearGradient id="${name}" x1="0" x2="0" y1="0" y2="1"><stop offset="0" stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient>`;
}

/** A band across the picture in a gradient. */
export function band(name: string, y: number, height: number, top: string, bottom: string): string {
  return `${gradient(name, top, bottom)}<rect x="0" y="${round(y)}" width="${size}" height="${round(height)}" fill="url(#${name})"/>`;
}

/** `count` drawings, one after the other. */
export function times(count: number, draw: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => draw(i)).join('');
}
