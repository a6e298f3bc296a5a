import type { Random } from '../engine/random.js';
import { builds } from './animals.js';
import { drawBird } from './bird.js';
import {
  footprints,
  leap,
  rug,
  shadow,
  snoring,
  speed,
  splash,
  swimmingRing,
  wading,
} from './effects.js';
import { type Drawing, type Figure, frame } from './figure.js';
import { drawBall, drawBench, drawHat, drawKite, drawUmbrella } from './objects.js';
import { shades } from './palette.js';
import { drawChild } from './people.js';
import {
  boxOf,
  fittingScale,
  freeSide,
  groundOf,
  isAirborne,
  leaveRoom,
  MARGIN,
  type Placement,
  placed,
  placedBounds,
} from './placement.js';
import { drawPlace } from './places.js';
import { drawQuadruped } from './quadruped.js';
import { between } from './scenery.js';
import { type Bounds, boundsOf, type Point } from './shapes.js';
import {
  type Action,
  type Actor,
  type Box,
  isPerson,
  PICTURE_SIZE,
  type Scene,
  type SceneObject,
} from './types.js';

const size = PICTURE_SIZE;
/** How large somebody far away is drawn, beside the main subject. */
const SECOND_SIZE = 0.37;

function drawActor({ subject, colour, action }: Actor, gradient: string, random: Random): Figure {
  const coat = { shades: shades[colour], gradient };
  if (subject === 'bird') return drawBird(action, coat, random);
  if (subject === 'boy' || subject === 'girl') {
    return drawChild(subject === 'girl', action, coat, random);
  }
  return drawQuadruped(builds[subject], action, coat, random);
}

/** The main subject, drawn, and where it goes. */
interface Main {
  scene: Scene;
  figure: Figure;
  hat?: Drawing;
  to: Placement;
  /** Where it stands, or where its shadow falls. */
  ground: number;
  bounds: Bounds;
}

function chooseMain(scene: Scene, random: Random): Main {
  const figure = drawActor(scene, 'coat', random);
  const own = boundsOf(figure.points);
  const fitting = fittingScale(scene, own, random);
  const mirrored = random.uniform() < 0.5;
  const ground = between(random, 256, 280);
  const company = scene.second !== undefined || (scene.object && scene.object !== 'hat');
  const scale = company ? leaveRoom(fitting, own) : fitting;
  const half = ((own.right - own.left) / 2) * scale;
  const shift = company
    ? (random.uniform() < 0.5 ? -1 : 1) * between(random, 50, 80)
    : between(random, -40, 40);
  const middle = Math.max(MARGIN + half, Math.min(size - MARGIN - half, size / 2 + shift));
  const offset = ((own.left + own.right) / 2) * scale * (mirrored ? -1 : 1);
  const to = { x: middle - offset, y: ground - groundOf(scene, own) * scale, scale, mirrored };
  const { at, degrees, width } = figure.hat;
  const hat = scene.object === 'hat' ? drawHat(frame(at, degrees), width, random) : undefined;
  return { scene, figure, hat, to, ground, bounds: placedBounds(own, to) };
}

/** What is on the ground or in the air around somebody on dry land, and tells the action at a glance. */
function surroundings({ scene, to, ground, bounds }: Main, dust: string): string {
  const around: Partial<Record<Action, () => string>> = {
    sitting: () => rug(bounds, ground),
    walking: () => footprints(bounds, ground, to.mirrored),
    running: () => speed(bounds, ground, to.mirrored, dust),
    jumping: () => leap(bounds, ground),
  };
  return shadow(scene, bounds, ground) + (around[scene.action]?.() ?? '');
}

/** A body in the water, with what moves or carries it. */
function inWater(body: string, { scene, to, ground, bounds }: Main, dust: string): string {
  switch (scene.action) {
    case 'flying':
      return shadow(scene, bounds, ground) + body;
    case 'jumping':
      return shadow(scene, bounds, ground) + splash(bounds, ground) + leap(bounds, ground) + body;
    case 'running':
      return (
        speed(bounds, ground, to.mirrored, dust) +
        wading(body, bounds, 'surface') +
        splash(bounds, ground)
      );
    case 'sitting':
      return (
        swimmingRing(bounds, false) + wading(body, bounds, 'surface') + swimmingRing(bounds, true)
      );
    default:
      return wading(body, bounds, 'surface');
  }
}

/** The main subject with everything that belongs to it. */
function paintMain(main: Main, dust: string): string {
  const { scene, figure, hat, to } = main;
  const body = placed(figure.svg + (hat?.svg ?? ''), to);
  if (scene.place === 'water') return inWater(body, main, dust);
  const whole = surroundings(main, dust) + body;
  if (scene.action !== 'sleeping') return whole;
  const [x, y] = figure.nose;
  const from: Point = [to.x + (to.mirrored ? -x : x) * to.scale, to.y + y * to.scale];
  return whole + snoring(from, to.mirrored !== isPerson(scene.subject));
}

/** Somebody smaller and farther away, on the free side of the main subject. */
function paintSecond(second: Actor, main: Box, inWater: boolean, y: number, random: Random) {
  const figure = drawActor(second, 'coat-second', random);
  const bounds = boundsOf(figure.points);
  const scale = fittingScale(second, bounds, random) * SECOND_SIZE;
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

/** Things that stand beside a subject: their size, and how far below its ground they stand, but for what flies. */
const standing: Record<
  Exclude<SceneObject, 'hat'>,
  { draw(random: Random): Drawing; size: number; below?: number }
> = {
  ball: { draw: drawBall, size: 1, below: 4 },
  umbrella: { draw: drawUmbrella, size: 1.15, below: -16 },
  kite: { draw: drawKite, size: 0.95 },
  bench: { draw: drawBench, size: 0.95, below: -40 },
};

function paintObject(scene: Scene, main: Box, ground: number, random: Random) {
  if (scene.object === undefined || scene.object === 'hat') return undefined;
  const { draw, size: usual, below } = standing[scene.object];
  const thing = draw(random);
  const bounds = boundsOf(thing.points);
  const scale = usual * between(random, 0.9, 1.1);
  const half = (bounds.right - bounds.left) * 0.5 * scale;
  const inTheAir = between(random, 42, 58);
  const y = below === undefined ? inTheAir : ground + below;
  const to = { x: freeSide(main, half), y, scale, mirrored: random.uniform() < 0.5 };
  const there = placedBounds(bounds, to);
  const shade = below === undefined ? '' : shadow({ ...scene, action: 'sitting' }, there, y);
  return { svg: shade + placed(thing.svg, to), box: boxOf(scene.object, there) };
}

/** A scene as SVG, and where its things stand: the main subject first. */
export function drawScene(scene: Scene, random: Random): { svg: string; boxes: Box[] } {
  const backdrop = drawPlace(scene.place, scene.sky, random);
  const main = chooseMain(scene, random);
  const box = boxOf(scene.subject, main.bounds);
  const second =
    scene.second &&
    paintSecond(scene.second, box, scene.place === 'water', backdrop.farGround, random);
  const thing = paintObject(scene, box, main.ground, random);
  const boxes = [box];
  if (second) boxes.push(second.box);
  if (thing) boxes.push(thing.box);
  if (main.hat) boxes.push(boxOf('hat', placedBounds(boundsOf(main.hat.points), main.to)));
  const middle = paintMain(main, backdrop.dust);
  const things = scene.object === 'ball' ? [middle, thing?.svg] : [thing?.svg, middle];
  const layers = [backdrop.svg, second?.svg, ...things].join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}">${layers}</svg>`;
  return { svg, boxes };
}
