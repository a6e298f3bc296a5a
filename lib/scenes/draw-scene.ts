import type { Random } from '../engine/random.js';
import { builds } from './animals.js';
import { drawBird } from './bird.js';
import { drawCover } from './covers.js';
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
  beside,
  boxOf,
  fittingScale,
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
  type Cover,
  isPerson,
  PICTURE_SIZE,
  type Scene,
  type SceneObject,
} from './types.js';

const size = PICTURE_SIZE;
/** How large somebody else is drawn, beside the main subject. */
const SECOND_SIZE = 0.37;
const SECOND_SIZE_BESIDE_SMALL = 0.33;

function drawActor({ subject, colour, action }: Actor, gradient: string, random: Random): Figure {
  const coat = { shades: shades[colour], gradient };
  if (subject === 'bird') return drawBird(action, coat, random);
  if (subject === 'boy' || subject === 'girl') {
    return drawChild(subject === 'girl', action, coat, random);
  }
  return drawQuadruped(builds[subject], action, coat, random);
}

/** A layer of the picture, and where its things are. */
interface Painted {
  svg: string;
  boxes: Box[];
}

const nothing: Painted = { svg: '', boxes: [] };

/** The side of the company, where a scene leaves it open. */
const sideOf = ({ side = 'right' }: Scene) => side;

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
    ? (sideOf(scene) === 'left' ? 1 : -1) * between(random, 50, 80)
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

/** Somebody smaller beside the main subject, standing at `y`. */
function paintSecond(scene: Scene, second: Actor, main: Box, y: number, random: Random) {
  const figure = drawActor(second, 'coat-second', random);
  const bounds = boundsOf(figure.points);
  const least = scene.size === 'small' ? SECOND_SIZE_BESIDE_SMALL : SECOND_SIZE;
  const scale = fittingScale(second, bounds, random) * least;
  const half = ((bounds.right - bounds.left) / 2) * scale;
  const x = beside(main, sideOf(scene), half);
  const mirrored = random.uniform() < 0.5;
  const middle = ((bounds.left + bounds.right) / 2) * scale * (mirrored ? -1 : 1);
  const to = { x: x - middle, y: y - groundOf(second, bounds) * scale, scale, mirrored };
  const there = placedBounds(bounds, to);
  const body = placed(figure.svg, to);
  const svg =
    scene.place === 'water' && !isAirborne(second)
      ? wading(body, there, 'surface-second')
      : shadow(second, there, y) + body;
  return { svg, boxes: [boxOf(second.subject, there)] };
}

/** What stands in front of a part of the main subject. */
function paintCover(cover: Cover, main: Box, ground: number, random: Random): Painted {
  const thing = drawCover(cover, random);
  const scale = between(random, 0.9, 1.15) * Math.min(1, main.height / 130);
  const left = random.uniform() < 0.5;
  const to = {
    x: main.x + main.width * (left ? 0.24 : 0.76),
    y: ground + 8,
    ...{ scale, mirrored: left },
  };
  const there = placedBounds(boundsOf(thing.points), to);
  return { svg: placed(thing.svg, to), boxes: [boxOf(cover, there)] };
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
  const x = beside(main, sideOf(scene), half);
  const to = { x, y, scale, mirrored: random.uniform() < 0.5 };
  const there = placedBounds(bounds, to);
  const shade = below === undefined ? '' : shadow({ ...scene, action: 'sitting' }, there, y);
  return { svg: shade + placed(thing.svg, to), boxes: [boxOf(scene.object, there)] };
}

/** The pixels that two boxes share. */
function overlap(a: Box, b: Box): number {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, across) * Math.max(0, down);
}

/** The box of something, with the share of it that the boxes painted later hide. */
function withHidden(box: Box, later: readonly Box[]): Box {
  const most = Math.max(0, ...later.map((other) => overlap(box, other)));
  const hidden = Math.round((100 * most) / (box.width * box.height)) / 100;
  return hidden > 0 ? { ...box, hidden } : box;
}

/** A scene as SVG, and where its things stand: the main subject first, then those who keep it company, then the rest. */
export function drawScene(scene: Scene, random: Random): { svg: string; boxes: Box[] } {
  const backdrop = drawPlace(scene, random);
  const main = chooseMain(scene, random);
  const box = boxOf(scene.subject, main.bounds);
  const isNear = scene.depth === 'in front';
  const secondGround = isNear ? Math.min(size - 8, main.ground + 14) : backdrop.farGround;
  const second: Painted = scene.second
    ? paintSecond(scene, scene.second, box, secondGround, random)
    : nothing;
  const thing: Painted = paintObject(scene, box, main.ground, random) ?? nothing;
  const cover = scene.cover ? paintCover(scene.cover, box, main.ground, random) : nothing;
  const hat = main.hat ? [boxOf('hat', placedBounds(boundsOf(main.hat.points), main.to))] : [];
  const middle = { svg: paintMain(main, backdrop.dust), boxes: [box] };
  const behind = [isNear ? nothing : second, scene.object === 'ball' ? nothing : thing];
  const before = [scene.object === 'ball' ? thing : nothing, cover, isNear ? second : nothing];
  const layers: Painted[] = [backdrop, ...behind, middle, ...before];
  const later = (at: number) => layers.slice(at + 1).flatMap(({ boxes }) => boxes);
  const known = new Map(
    layers.flatMap((layer, at) => layer.boxes.map((one) => [one, withHidden(one, later(at))])),
  );
  const order = [box, ...second.boxes, ...thing.boxes];
  const named = order.map((one) => known.get(one) ?? one);
  const rest = [...cover.boxes, ...backdrop.boxes].map((one) => known.get(one) ?? one);
  const parts = layers.map(({ svg }) => svg).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}">${parts}</svg>`;
  return { svg, boxes: [...named, ...hat, ...rest] };
}
