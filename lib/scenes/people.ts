import type { Random } from '../engine/random.js';
import { type ChildPose, childPose } from './child-poses.js';
import { eye, line, oval, soft, tube } from './face.js';
import { type Coat, coatGradient, type Figure, type Frame, flat, frame, joined } from './figure.js';
import { paint } from './palette.js';
import { blob, boundsOf, ellipse, limb, type Point, pairs, type Shape } from './shapes.js';
import type { Action } from './types.js';

/** Skin and hair. */
const looks = [
  ['#f9d9bd', '#c98f3c'],
  ['#f7d3b5', '#a5532a'],
  ['#f2c8a2', '#6d4526'],
  ['#eebf97', '#3b2a20'],
  ['#c98f62', '#2b2528'],
  ['#9a6542', '#2f2320'],
] as const;
const trousers = ['#5b6b57', '#66705a'];
const EDGE_OF_SKIN = '#7d4b32';
const EDGE_OF_HAIR = '#2a1c16';
const EDGE_OF_TROUSERS = '#37332f';
const BOOT = '#6b4a3a';
const EDGE_OF_SHOE = '#2e2530';
const BLUSH = '#ee8d80';

const girlsFringe = pairs([
  -20, 8, -23, -8, -12, -23, 6, -25, 20, -14, 21, -3, 14, -10, 2, -13, -8, -8, -12, 4,
]);
const boysFringe = pairs([
  -20, 4, -23, -10, -12, -23, 4, -27, 19, -19, 22, -8, 12, -12, 0, -11, -10, -7, -13, 2,
]);

/** Hair that hangs behind a girl's head: a ponytail, but not under a head that lies on the ground. */
function longHair(place: Frame, asleep: boolean): Shape[] {
  const behind = soft(place, pairs([-20, -10, 0, -20, 16, -8, 8, 16, -14, 22, -23, 8]));
  const ponytail = tube(place, pairs([-15, -12, -31, -8, -35, 12]), [6, 9, 5]);
  return asleep ? [behind] : [ponytail, behind];
}

function faceOf(place: Frame, asleep: boolean): string {
  const smile: Point[] = pairs([4, 9, 9, asleep ? 11 : 14.5, 14, 9]);
  return (
    flat(oval(place, [-1, 8], 4.4, 3), BLUSH, 0.55) +
    flat(oval(place, [16, 8], 3.6, 3), BLUSH, 0.55) +
    eye(place, [3, 0], asleep, undefined, 0.95) +
    eye(place, [14, 0], asleep, undefined, 0.95) +
    line(place, smile, 1.8, '#8c3b34')
  );
}

/** An arm with its sleeve, from the shoulder over the elbow to the hand. */
function armOf(shoulder: Point, [elbow, hand]: readonly Point[]) {
  return {
    bare: [limb([shoulder, elbow, hand], [6, 5, 4.6]), ellipse(hand, 5.6, 5.6)],
    sleeve: limb([shoulder, elbow], [7.6, 6.8]),
  };
}

/** The sole lies flat on the ground, or hangs at the end of the leg. */
function shoeOf([knee, foot]: readonly Point[]): Shape {
  const steep = Math.atan2(foot[1] - knee[1], foot[0] - knee[0]);
  const degrees = foot[1] > -12 ? 0 : (steep * 180) / Math.PI - 80;
  return ellipse(frame(foot, degrees).at([4, -2]), 10.5, 6, degrees);
}

/** Points on the body: across it, and up from the hips along the back (negative). */
function onBody({ neck, hips }: ChildPose) {
  const [dx, dy] = [neck[0] - hips[0], hips[1] - neck[1]];
  return { ...frame(hips, (Math.atan2(dx, dy) * 180) / Math.PI), length: Math.hypot(dx, dy) };
}

/** A dress from the shoulders to the hem, its skirt spread wider by those who stand. */
function dressShape(pose: ChildPose, action: Action): Shape {
  const { at, length } = onBody(pose);
  const hem = action === 'sitting' || action === 'sleeping' ? 6 : 20;
  const wide = action === 'sleeping' ? 14 : 24;
  const right: Point[] = [
    [9, -length - 3],
    [13, -length * 0.45],
    [wide, hem - 4],
    [wide - 3, hem],
  ];
  const left = right.map(([x, y]): Point => [-x, y]).reverse();
  return blob([...right, [0, hem + 3] as Point, ...left].map(at));
}

/** A girl's sash, around the waist. */
function sash(pose: ChildPose): Shape {
  const { at, length } = onBody(pose);
  const waist = -0.4 * length;
  return limb([at([-12, waist]), at([0, waist + 2]), at([12, waist])], [3.6, 4, 3.6]);
}

/** A boy in a shirt or a girl in a dress, in the coat's colour; looking to the right, feet on y = 0 unless jumping. */
export function drawChild(girl: boolean, action: Action, coat: Coat, random: Random): Figure {
  const pose = childPose(action, 2 * random.uniform() - 1);
  const [[skin, hair], cloth] = [random.choice(looks), random.choice(trousers)];
  const { shades } = coat;
  const asleep = action === 'sleeping';
  const place = frame(pose.head, pose.headDegrees);
  const breadth = action === 'jumping' ? [-9, 9] : [-3, 4];
  const shoulder = (out: number): Point => [pose.neck[0] + out, pose.neck[1] + 5];
  const near = armOf(shoulder(breadth[0]), pose.nearArm);
  const far = armOf(shoulder(breadth[1]), pose.farArm);
  const torso = girl ? dressShape(pose, action) : limb([pose.neck, pose.hips], [13.5, 16]);
  const legRadii = girl ? [8, 6.4, 5.4] : [9.5, 8, 6.8];
  const legs = [pose.farLeg, pose.nearLeg].map((joints) => ({
    leg: limb([pose.hips, ...joints], legRadii),
    shoe: shoeOf(joints),
  }));
  const skull = oval(place, [0, 0], 21, 20.5);
  const ear = oval(place, [-11, 4], 4.5, 5.5);
  const fringe = soft(place, girl ? girlsFringe : boysFringe);
  const tails = girl ? longHair(place, asleep) : [];
  const shapes = [...near.bare, ...far.bare, torso, skull, fringe, ...tails];
  shapes.push(...legs.flatMap(({ leg, shoe }) => [leg, shoe]));
  const { top, bottom } = boundsOf(torso.points);
  const fill = `url(#${coat.gradient})`;
  const [legPaint, legEdge] = girl ? [skin, EDGE_OF_SKIN] : [cloth, EDGE_OF_TROUSERS];
  const svg = [
    coatGradient(coat, top, bottom),
    joined(far.bare, skin, EDGE_OF_SKIN, 1.8),
    joined([far.sleeve], shades.far, shades.edge, 1.8),
    ...legs.map(
      ({ leg, shoe }) =>
        joined([shoe], girl ? paint.rose : BOOT, EDGE_OF_SHOE, 1.8) +
        joined([leg], legPaint, legEdge, 1.8),
    ),
    girl ? joined(tails, hair, EDGE_OF_HAIR, 1.6) : '',
    joined([torso], fill, shades.edge, 2),
    girl ? flat(sash(pose), paint.rose) : '',
    joined([skull, ear], skin, EDGE_OF_SKIN, 1.8),
    joined([fringe], hair, EDGE_OF_HAIR, 1.2),
    girl ? flat(oval(place, [-21, -13], 6.5, 6), paint.rose) : '',
    faceOf(place, asleep),
    joined(near.bare, skin, EDGE_OF_SKIN, 1.8),
    joined([near.sleeve], fill, shades.edge, 1.8),
  ];
  return {
    svg: svg.join(''),
    points: shapes.flatMap((shape) => shape.points),
    hat: { at: place.at([-1, -17]), degrees: pose.headDegrees, width: 46 },
    nose: place.at(asleep ? [26, -4] : [14, -20]),
  };
}
