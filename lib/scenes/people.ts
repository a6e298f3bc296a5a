import type { Random } from '../engine/random';
import { eye, line, oval, soft, tube } from './face';
import { type Coat, coatGradient, type Figure, type Frame, flat, frame, joined } from './figure';
import { paint } from './palette';
import { blob, boundsOf, ellipse, limb, type Point, type Shape } from './shapes';
import type { Action } from './types';

/** Joints of a child; the ground is at y = 0, the child looks to the right. */
interface Pose {
  neck: Point;
  hips: Point;
  head: Point;
  headDegrees: number;
  /** Elbow and hand. */
  nearArm: [Point, Point];
  farArm: [Point, Point];
  /** Knee and foot. */
  nearLeg: [Point, Point];
  farLeg: [Point, Point];
}

function poseOf(action: Action, j: number): Pose {
  const poses: Partial<Record<Action, Pose>> = {
    walking: {
      neck: [1, -82],
      hips: [0, -46],
      head: [3, -108],
      headDegrees: 3 * j,
      nearArm: [
        [-14, -68],
        [-20 - 3 * j, -50],
      ],
      farArm: [
        [13, -68],
        [22 + 3 * j, -54],
      ],
      nearLeg: [
        [11, -26],
        [19 + 3 * j, -2],
      ],
      farLeg: [
        [-8, -24],
        [-22 - 3 * j, -2],
      ],
    },
    running: {
      neck: [12, -82],
      hips: [-4, -50],
      head: [23, -106],
      headDegrees: 8 + 4 * j,
      nearArm: [
        [-12, -70],
        [-26, -86 + 3 * j],
      ],
      farArm: [
        [32, -70],
        [46, -84 - 3 * j],
      ],
      nearLeg: [
        [24, -44],
        [32, -16],
      ],
      farLeg: [
        [-22, -34],
        [-52, -36 - 4 * j],
      ],
    },
    jumping: {
      neck: [0, -114],
      hips: [0, -78],
      head: [0, -140],
      headDegrees: 3 * j,
      nearArm: [
        [-22, -128],
        [-36, -152 - 4 * j],
      ],
      farArm: [
        [22, -128],
        [36, -152 + 4 * j],
      ],
      nearLeg: [
        [-22, -66],
        [-34, -38 + 3 * j],
      ],
      farLeg: [
        [22, -66],
        [34, -38 - 3 * j],
      ],
    },
    sitting: {
      neck: [-8, -54],
      hips: [-12, -15],
      head: [-4, -80],
      headDegrees: 3 * j,
      nearArm: [
        [-22, -36],
        [-30 - 2 * j, -8],
      ],
      farArm: [
        [8, -40],
        [22, -30],
      ],
      nearLeg: [
        [18, -20],
        [46, -6],
      ],
      farLeg: [
        [16, -30],
        [34, -5],
      ],
    },
    sleeping: {
      neck: [-30, -19],
      hips: [10, -15],
      head: [-54, -27],
      headDegrees: -80 + 3 * j,
      nearArm: [
        [-14, -14],
        [4, -27],
      ],
      farArm: [
        [-12, -24],
        [6, -29],
      ],
      nearLeg: [
        [34, -40 - 2 * j],
        [52, -5],
      ],
      farLeg: [
        [40, -36],
        [66, -5],
      ],
    },
  };
  return poses[action]!;
}

const skins = ['#f7d3b5', '#eebf97', '#c98f62', '#9a6542'];
const hairs = ['#3b2a20', '#6d4526', '#c98f3c', '#2b2528', '#a5532a'];
const trousers = ['#5b6b57', '#7a6f63', '#6a5a78'];
const EDGE_OF_SKIN = '#7d4b32';
const SHOE = '#5a4a55';

function headParts(place: Frame, girl: boolean, asleep: boolean, skin: string, hair: string) {
  const skull = oval(place, [0, 0], 21, 20.5);
  const ear = oval(place, [-11, 4], 4.5, 5.5);
  const fringe = soft(
    place,
    girl
      ? [
          [-20, 8],
          [-23, -8],
          [-12, -23],
          [6, -25],
          [20, -14],
          [21, -3],
          [14, -10],
          [2, -13],
          [-8, -8],
          [-12, 4],
        ]
      : [
          [-20, 4],
          [-23, -10],
          [-12, -23],
          [4, -27],
          [19, -19],
          [22, -8],
          [12, -12],
          [0, -11],
          [-10, -7],
          [-13, 2],
        ],
  );
  const tails = girl
    ? [
        tube(
          place,
          [
            [-15, -12],
            [-31, -8],
            [-35, 12],
          ],
          [6, 9, 5],
        ),
        soft(place, [
          [-20, -10],
          [0, -20],
          [16, -8],
          [8, 16],
          [-14, 22],
          [-23, 8],
        ]),
      ]
    : [];
  const ribbon = girl ? flat(oval(place, [-21, -12], 4.6, 4.6), '#7fc6b8') : '';
  const face = [
    flat(oval(place, [-1, 8], 4.4, 3), '#ee8d80', 0.55),
    flat(oval(place, [16, 8], 3.6, 3), '#ee8d80', 0.55),
    eye(place, [3, 0], asleep, undefined, 0.95),
    eye(place, [14, 0], asleep, undefined, 0.95),
    line(
      place,
      [
        [4, 9],
        [9, asleep ? 11 : 14.5],
        [14, 9],
      ],
      1.8,
      '#8c3b34',
    ),
  ];
  return { skull, ear, fringe, tails, ribbon, face: face.join(''), skin, hair };
}

function dressShape({ neck, hips }: Pose, action: Action): Shape {
  const at = frame(hips, (Math.atan2(neck[0] - hips[0], hips[1] - neck[1]) * 180) / Math.PI).at;
  const length = Math.hypot(neck[0] - hips[0], neck[1] - hips[1]);
  const hem = action === 'sitting' || action === 'sleeping' ? 6 : 20;
  const points: Point[] = [
    [-9, -length - 3],
    [9, -length - 3],
    [13, -length * 0.45],
    [24, hem - 4],
    [21, hem],
    [0, hem + 3],
    [-21, hem],
    [-24, hem - 4],
    [-13, -length * 0.45],
  ];
  return blob(points.map(at));
}

/** A boy in a shirt or a girl in a dress, in the coat's colour; looking to the right, feet on y = 0 unless jumping. */
export function drawChild(girl: boolean, action: Action, coat: Coat, random: Random): Figure {
  const pose = poseOf(action, 2 * random.uniform() - 1);
  const [skin, hair, cloth] = [random.choice(skins), random.choice(hairs), random.choice(trousers)];
  const { shades } = coat;
  const place = frame(pose.head, pose.headDegrees);
  const parts = headParts(place, girl, action === 'sleeping', skin, hair);
  const shoulder = (out: number): Point => [pose.neck[0] + out, pose.neck[1] + 5];
  const arm = (out: number, [elbow, hand]: [Point, Point]) => ({
    whole: [limb([shoulder(out), elbow, hand], [6, 5, 4.6]), ellipse(hand, 5.6, 5.6)],
    sleeve: limb([shoulder(out), elbow], [7.6, 6.8]),
  });
  const leg = ([knee, foot]: [Point, Point]) =>
    limb([pose.hips, knee, foot], girl ? [8, 6.4, 5.4] : [9.5, 8, 6.8]);
  const shoe = ([knee, foot]: [Point, Point]) => {
    const steep = Math.atan2(foot[1] - knee[1], foot[0] - knee[0]);
    const degrees = foot[1] > -12 ? 0 : (steep * 180) / Math.PI - 80;
    const at = frame(foot, degrees).at([4, -2]);
    return ellipse(at, 10.5, 6, degrees);
  };
  const sideways = action === 'jumping';
  const near = arm(sideways ? -9 : -3, pose.nearArm);
  const far = arm(sideways ? 9 : 4, pose.farArm);
  const torso = girl ? dressShape(pose, action) : limb([pose.neck, pose.hips], [13, 14.5]);
  const legPaint = girl ? skin : cloth;
  const legEdge = girl ? EDGE_OF_SKIN : '#37332f';
  const legs = [pose.farLeg, pose.nearLeg];
  const shapes = [
    ...near.whole,
    ...far.whole,
    torso,
    parts.skull,
    parts.fringe,
    ...parts.tails,
    ...legs.map(leg),
    ...legs.map(shoe),
  ];
  const points = shapes.flatMap((shape) => shape.points);
  const { top, bottom } = boundsOf(torso.points);
  const fill = `url(#${coat.gradient})`;
  const svg = [
    coatGradient(coat, top, bottom),
    joined(far.whole, skin, EDGE_OF_SKIN, 1.8),
    joined([far.sleeve], shades.far, shades.edge, 1.8),
    ...legs.map(
      (one) =>
        joined([shoe(one)], SHOE, '#2e2530', 1.8) + joined([leg(one)], legPaint, legEdge, 1.8),
    ),
    parts.tails.length > 0 ? joined(parts.tails, hair, '#2a1c16', 1.6) : '',
    joined([torso], fill, shades.edge, 2),
    joined([parts.skull, parts.ear], skin, EDGE_OF_SKIN, 1.8),
    joined([parts.fringe], hair, '#2a1c16', 1.2),
    parts.ribbon,
    parts.face,
    joined(near.whole, skin, EDGE_OF_SKIN, 1.8),
    joined([near.sleeve], fill, shades.edge, 1.8),
  ];
  return {
    svg: svg.join(''),
    points,
    hat: { at: place.at([-1, -17]), degrees: pose.headDegrees, width: 44 },
    nose: place.at(action === 'sleeping' ? [26, -4] : [14, -20]),
  };
}

export { paint };
