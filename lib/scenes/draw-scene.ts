import type { Random } from '../engine/random';
import { ACTIONS, type Box, PICTURE_SIZE, type Scene, SUBJECTS } from './types';

const ground = {
  grass: '#7fb85a',
  road: '#6f7078',
  beach: '#ecd69b',
  snow: '#eef4f9',
  water: '#4f9fd0',
  forest: '#5d6b3c',
};
const coat = {
  black: '#2b2b33',
  white: '#fbfaf6',
  brown: '#8a5a35',
  grey: '#8f959d',
  yellow: '#f0c040',
  red: '#d6453a',
  blue: '#3f6fd0',
};

/** A scene as SVG, and where its things stand. */
export function drawScene(scene: Scene, random: Random): { svg: string; boxes: Box[] } {
  const size = PICTURE_SIZE;
  const a = ACTIONS.indexOf(scene.action);
  const s = SUBJECTS.indexOf(scene.subject);
  const [width, height] = [80 + 12 * a, 130 - 12 * a];
  const x = 20 + random.integer(size - width - 40);
  const y = 120 + random.integer(size - height - 130);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}"><rect width="${size}" height="${size}" fill="#cfe8f7"/><rect y="140" width="${size}" height="${size}" fill="${ground[scene.place]}"/><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${5 * s}" fill="${coat[scene.colour]}" stroke="#444"/></svg>`;
  return { svg, boxes: [{ what: scene.subject, x, y, width, height }] };
}
