import type { Random } from '../engine/random.js';
import { type Coat, coatGradient, type Figure, flat, frame, joined, stroke } from './figure.js';
import { paint } from './palette.js';
import { add, type Bones, type Build, type Leg, posed, turned } from './quadruped-poses.js';
import { boundsOf, ellipse, limb, type Point, type Shape } from './shapes.js';
import type { Action } from './types.js';

function legShapes(build: Build, { top, foot, bend }: Leg, flatFoot: boolean): Shape[] {
  const [above, below] = build.legRadii;
  const [dx, dy] = [foot[0] - top[0], foot[1] - below - top[1]];
  const length = Math.hypot(dx, dy) || 1;
  const knee: Point = [
    top[0] + dx * 0.52 + (dy / length) * bend,
    top[1] + dy * 0.52 - (dx / length) * bend,
  ];
  const ankle: Point = [foot[0], foot[1] - below];
  const degrees = flatFoot ? 0 : (Math.atan2(dy, dx) * 180) / Math.PI - 75;
  const toe = turned([below * 0.55, 0], degrees);
  return [
    limb([top, knee, ankle], [above, (above + below) / 2.1, below]),
    ellipse(add(ankle, toe), below * 1.4, below, degrees),
  ];
}

function hoofs(build: Build, legs: Leg[]): string {
  if (!build.hoofs) return '';
  const r = build.legRadii[1];
  return legs
    .map(({ foot }) =>
      flat(ellipse([foot[0] + r * 0.5, foot[1] - r * 0.6], r * 1.4, r * 0.62), paint.hoof),
    )
    .join('');
}

const CURLED = 0.6;

function tailShape({ tail }: Build, hip: Point, action: Action): Shape {
  const low = action === 'sitting' || action === 'sleeping';
  const points = low ? tail.lying : action === 'running' ? tail.streaming : tail.up;
  const root: Point = low ? [hip[0], 0] : hip;
  const reach = action === 'sleeping' ? CURLED : 1;
  return limb(
    points.map(([x, y]) => add(root, [x * reach, y])),
    tail.radii,
  );
}

/** The colour of a tail that is not of the coat's. */
function tailColour(build: Build, { shades }: Coat): string | undefined {
  if (build.maneTail) return shades.mane;
  return build.cottonTail ? paint.cream : undefined;
}

function strongHaunch({ radii }: Build, { hip, legs }: Bones): Shape {
  const knee = legs.find(({ near }) => near)!;
  const middle: Point = [
    hip[0] + (knee.foot[0] - hip[0]) * 0.25,
    hip[1] + (knee.foot[1] - hip[1]) * 0.3,
  ];
  return ellipse(middle, radii[0] * 0.74, radii[0] * 0.86, 8);
}

/** The upper edge of a folded leg, seen against the body. */
function foldLine({ points }: Shape, colour: string): string {
  return stroke([points[19], points[21], points[23], points[1], points[3]], 1.8, colour);
}

/** An animal on four legs, looking to the right, its feet on y = 0. */
export function drawQuadruped(build: Build, action: Action, coat: Coat, random: Random): Figure {
  const bones = posed(build, action, 2 * random.uniform() - 1);
  const { hip, shoulder, head, legs } = bones;
  const haunch = bones.haunch ?? (build.strongHaunch ? strongHaunch(build, bones) : undefined);
  const { shades } = coat;
  const flatFoot = action !== 'jumping' && action !== 'running';
  const place = frame(head, bones.headDegrees, build.headScale);
  const parts = build.head(place, action === 'sleeping', coat);
  const tail = tailShape(build, hip, action);
  const sag: Point = [(hip[0] + shoulder[0]) / 2, (hip[1] + shoulder[1]) / 2 + 2];
  const body = limb([hip, sag, shoulder], build.radii);
  const neck = limb([shoulder, place.at([-4, 4])], build.neckRadii);
  const far = legs.filter(({ near }) => !near).flatMap((leg) => legShapes(build, leg, flatFoot));
  const near = legs.filter((leg) => leg.near).flatMap((leg) => legShapes(build, leg, flatFoot));
  const tailPaint = tailColour(build, coat);
  const main = [body, neck, ...near];
  if (haunch) main.push(haunch);
  if (!tailPaint) main.push(tail);
  const apart = action === 'sleeping';
  const points = [
    ...far,
    tail,
    ...main,
    ...parts.behind,
    ...parts.coat,
    ...(parts.beyond ?? []),
  ].flatMap((shape) => shape.points);
  const { top, bottom } = boundsOf(points);
  const fill = `url(#${coat.gradient})`;
  const svg = [
    coatGradient(coat, top, bottom),
    joined([...parts.behind, ...far], shades.far, shades.edge),
    hoofs(
      build,
      legs.filter((leg) => !leg.near),
    ),
    tailPaint ? joined([tail], tailPaint, shades.edge) : '',
    joined(apart ? main : [...main, ...parts.coat], fill, shades.edge),
    haunch ? foldLine(haunch, shades.crease) : '',
    hoofs(
      build,
      legs.filter((leg) => leg.near),
    ),
    build.markings?.(bones, coat) ?? '',
    apart ? joined(parts.coat, fill, shades.crease, 1.2) : '',
    build.worn?.(bones, place) ?? '',
    parts.face,
  ];
  return {
    svg: svg.join(''),
    points,
    hat: { at: place.at([-3, -15]), degrees: bones.headDegrees, width: 44 * build.headScale },
    nose: place.at([10, -26]),
  };
}
