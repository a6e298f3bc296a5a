import type { Random } from '../engine/random';
import { builds } from './animals';
import { drawBird } from './bird';
import { type Drawing, type Figure, flat, frame, stroke } from './figure';
import { drawBall, drawBench, drawHat, drawKite, drawUmbrella } from './objects';
import { shades } from './palette';
import { drawChild } from './people';
import { type Backdrop, drawPlace } from './places';
import { drawQuadruped } from './quadruped';
import { between } from './scenery';
import { type Bounds, boundsOf, ellipse, type Point, round } from './shapes';
import { type Actor, type Box, PICTURE_SIZE, type Scene, type Subject } from './types';

const size = PICTURE_SIZE;
const MARGIN = 8;

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

function drawActor({ subject, colour, action }: Actor, gradient: string, random: Random): Figure {
  const coat = { shades: shades[colour], gradient };
  if (subject === 'bird') return drawBird(action, coat, random);
  if (subject === 'boy' || subject === 'girl') {
    return drawChild(subject === 'girl', action, coat, random);
  }
  return drawQuadruped(builds[subject], action, coat, random);
}

/** Where a drawing goes: its origin, how much it is enlarged, whether it is mirrored. */
interface Placement {
  x: number;
  y: number;
  scale: number;
  mirrored: boolean;
}

function placedBounds({ left, top, right, bottom }: Bounds, to: Placement): Bounds {
  const [a, b] = to.mirrored ? [-right, -left] : [left, right];
  return {
    left: to.x + a * to.scale,
    right: to.x + b * to.scale,
    top: to.y + top * to.scale,
    bottom: to.y + bottom * to.scale,
  };
}

function placed(svg: string, { x, y, scale, mirrored }: Placement): string {
  const across = mirrored ? -scale : scale;
  return `<g transform="translate(${round(x)} ${round(y)}) scale(${across.toFixed(3)} ${scale.toFixed(3)})">${svg}</g>`;
}

/** In whole pixels, inside the picture. */
function boxOf(what: string, bounds: Bounds): Box {
  const [x, y] = [Math.max(0, Math.floor(bounds.left)), Math.max(0, Math.floor(bounds.top))];
  const right = Math.min(size, Math.ceil(bounds.right));
  const bottom = Math.min(size, Math.ceil(bounds.bottom));
  return { what, x, y, width: right - x, height: bottom - y };
}

const isAirborne = ({ action }: Actor) => action === 'jumping' || action === 'flying';

/** Those who run or jump are above the ground on purpose; all others are set down on it. */
function groundOf({ action }: Actor, bounds: Bounds): number {
  return action === 'running' || action === 'jumping' || action === 'flying' ? 0 : bounds.bottom;
}

/** The enlargement that makes a figure as large as it can be within a width and a height above the ground. */
function fittingScale(actor: Actor, bounds: Bounds, random: Random): number {
  const share = between(random, 0.86, 1.08) * relativeSize[actor.subject];
  const wide = 205 * share;
  const high = (isAirborne(actor) ? 212 : 172) * share;
  const scale = Math.min(
    wide / (bounds.right - bounds.left),
    high / (groundOf(actor, bounds) - bounds.top),
  );
  const tall = (bounds.bottom - bounds.top) * scale;
  return tall < 78 ? (scale * 78) / tall : scale;
}

function shadow(actor: Actor, { left, right }: Bounds, y: number): string {
  const reach = ((right - left) / 2) * (isAirborne(actor) ? 0.6 : 0.92);
  return flat(
    ellipse([(left + right) / 2, y], reach, Math.max(3, reach * 0.09)),
    '#1c2733',
    isAirborne(actor) ? 0.16 : 0.22,
  );
}

/** A figure in the water: what is under the surface shines through, rings around it. */
function wading(svg: string, bounds: Bounds, name: string): string {
  const surface = bounds.bottom - (bounds.bottom - bounds.top) * 0.13;
  const middle: Point = [(bounds.left + bounds.right) / 2, surface];
  const reach = (bounds.right - bounds.left) / 2;
  const ring = (grow: number, opacity: number) =>
    `<ellipse cx="${round(middle[0])}" cy="${round(surface + 2)}" rx="${round(reach * grow)}" ry="${round(reach * grow * 0.11 + 2)}" fill="none" stroke="#f2fbff" stroke-width="2" opacity="${opacity}"/>`;
  const clip = `<clipPath id="${name}"><rect x="-20" y="-20" width="340" height="${round(surface + 20)}"/></clipPath>`;
  return `${clip}<g opacity="0.3">${svg}</g>${ring(1.12, 0.5)}<g clip-path="url(#${name})">${svg}</g>${ring(0.95, 0.85)}`;
}

/** What a runner leaves behind: lines in the air, dust on the ground. */
function speed(bounds: Bounds, ground: number, mirrored: boolean, dust: string): string {
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
function splash({ left, right }: Bounds, ground: number): string {
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
function snoring([x, y]: Point, mirrored: boolean): string {
  const away = mirrored ? -1 : 1;
  const letters = [0, 1, 2].map((i) => {
    const [s, cx, cy] = [4 + 2 * i, x + away * (4 + 13 * i), y - 8 - 17 * i];
    const path = `M${round(cx - s)} ${round(cy - s)}h${2 * s}l${-2 * s} ${2 * s}h${2 * s}`;
    return `<path d="${path}" fill="none" stroke-linejoin="round" stroke-linecap="round" stroke="#ffffff" stroke-width="5.5"/><path d="${path}" fill="none" stroke-linejoin="round" stroke-linecap="round" stroke="#5a5580" stroke-width="2.8"/>`;
  });
  return letters.join('');
}

/** The main subject with everything that belongs to it. */
function paintMain(
  scene: Scene,
  figure: Figure,
  to: Placement,
  ground: number,
  backdrop: Backdrop,
  hat?: Drawing,
) {
  const bounds = placedBounds(boundsOf(figure.points), to);
  const inWater = scene.place === 'water';
  const body = placed(figure.svg + (hat?.svg ?? ''), to);
  const layers: string[] = [];
  if (!inWater || isAirborne(scene)) layers.push(shadow(scene, bounds, ground));
  if (inWater && scene.action !== 'flying') {
    if (scene.action === 'jumping') layers.push(splash(bounds, ground), body);
    else layers.push(wading(body, bounds, 'surface'));
    if (scene.action === 'running') layers.push(splash(bounds, ground));
  } else {
    layers.push(body);
  }
  if (scene.action === 'running') layers.unshift(speed(bounds, ground, to.mirrored, backdrop.dust));
  if (scene.action === 'sleeping') {
    const [x, y] = figure.nose;
    layers.push(
      snoring(
        [to.x + (to.mirrored ? -x : x) * to.scale, to.y + y * to.scale],
        to.mirrored !== (scene.subject === 'boy' || scene.subject === 'girl'),
      ),
    );
  }
  return { svg: layers.join(''), box: boxOf(scene.subject, bounds) };
}

/** Somebody smaller and farther away, on the free side of the main subject. */
function paintSecond(second: Actor, main: Box, inWater: boolean, y: number, random: Random) {
  const figure = drawActor(second, 'coat-second', random);
  const bounds = boundsOf(figure.points);
  const scale = fittingScale(second, bounds, random) * 0.4;
  const half = ((bounds.right - bounds.left) / 2) * scale;
  const x = freeSide(main, half);
  const mirrored = random.uniform() < 0.5;
  const middle = ((bounds.left + bounds.right) / 2) * scale * (mirrored ? -1 : 1);
  const to = { x: x - middle, y: y - groundOf(second, bounds) * scale, scale, mirrored };
  const there = placedBounds(bounds, to);
  const body = placed(figure.svg, to);
  const svg =
    inWater && !isAirborne(second)
      ? wading(body, there, 'surface-second')
      : shadow(second, there, y) + body;
  return { svg, box: boxOf(second.subject, there) };
}

/** The middle of the wider strip beside a box, at least `half` away from the picture's edge. */
function freeSide(box: Box, half: number): number {
  const [before, after] = [box.x, size - box.x - box.width];
  const x = before > after ? before / 2 : size - after / 2;
  return Math.max(MARGIN / 2 + half, Math.min(size - MARGIN / 2 - half, x));
}

function paintObject(scene: Scene, main: Box, ground: number, random: Random) {
  const kinds = { ball: drawBall, umbrella: drawUmbrella, kite: drawKite, bench: drawBench };
  if (scene.object === undefined || scene.object === 'hat') return undefined;
  const thing = kinds[scene.object](random);
  const bounds = boundsOf(thing.points);
  const scale =
    { ball: 1, umbrella: 1.15, kite: 0.95, bench: 1.05 }[scene.object] * between(random, 0.9, 1.1);
  const half = (bounds.right - bounds.left) * 0.5 * scale;
  const heights = {
    ball: ground + 4,
    umbrella: ground - 16,
    kite: between(random, 42, 58),
    bench: ground - 22,
  };
  const to = {
    x: freeSide(main, half),
    y: heights[scene.object],
    scale,
    mirrored: random.uniform() < 0.5,
  };
  const there = placedBounds(bounds, to);
  const below = scene.object === 'kite' ? '' : shadow({ ...scene, action: 'sitting' }, there, to.y);
  return { svg: below + placed(thing.svg, to), box: boxOf(scene.object, there) };
}

/** A scene as SVG, and where its things stand: the main subject first. */
export function drawScene(scene: Scene, random: Random): { svg: string; boxes: Box[] } {
  const backdrop = drawPlace(scene.place, scene.sky, random);
  const figure = drawActor(scene, 'coat', random);
  const bounds = boundsOf(figure.points);
  const scale = fittingScale(scene, bounds, random);
  const mirrored = random.uniform() < 0.5;
  const ground = between(random, 256, 280);
  const half = ((bounds.right - bounds.left) / 2) * scale;
  const company =
    scene.second !== undefined || (scene.object !== undefined && scene.object !== 'hat');
  const shift = company
    ? (random.uniform() < 0.5 ? -1 : 1) * between(random, 50, 80)
    : between(random, -40, 40);
  const middle = Math.max(MARGIN + half, Math.min(size - MARGIN - half, size / 2 + shift));
  const offset = ((bounds.left + bounds.right) / 2) * scale * (mirrored ? -1 : 1);
  const to = { x: middle - offset, y: ground - groundOf(scene, bounds) * scale, scale, mirrored };
  const { at, degrees, width } = figure.hat;
  const hat = scene.object === 'hat' ? drawHat(frame(at, degrees), width, random) : undefined;
  const main = paintMain(scene, figure, to, ground, backdrop, hat);
  const second =
    scene.second &&
    paintSecond(scene.second, main.box, scene.place === 'water', backdrop.farGround, random);
  const thing = paintObject(scene, main.box, ground, random);
  const boxes = [main.box];
  if (second) boxes.push(second.box);
  if (thing) boxes.push(thing.box);
  if (hat) boxes.push(boxOf('hat', placedBounds(boundsOf(hat.points), to)));
  const inFront = scene.object === 'ball';
  const layers = [
    backdrop.svg,
    second?.svg,
    inFront ? '' : thing?.svg,
    main.svg,
    inFront ? thing?.svg : '',
  ];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}">${layers.join('')}</svg>`;
  return { svg, boxes };
}
