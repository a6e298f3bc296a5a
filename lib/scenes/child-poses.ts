import { type Point, pairs } from './shapes.js';
import type { Action } from './types.js';

/** Joints of a child; the ground is at y = 0, the child looks to the right. */
export interface ChildPose {
  neck: Point;
  hips: Point;
  head: Point;
  headDegrees: number;
  /** Elbow and hand. */
  nearArm: readonly Point[];
  farArm: readonly Point[];
  /** Knee and foot. */
  nearLeg: readonly Point[];
  farLeg: readonly Point[];
}

/** A pose; `j` between -1 and 1 varies it a little. */
export function childPose(action: Action, j: number): ChildPose {
  const poses: Partial<Record<Action, ChildPose>> = {
    walking: {
      neck: [1, -82],
      hips: [0, -46],
      head: [3, -108],
      headDegrees: 3 * j,
      nearArm: pairs([-14, -68, -20 - 3 * j, -50]),
      farArm: pairs([13, -68, 22 + 3 * j, -54]),
      nearLeg: pairs([11, -26, 19 + 3 * j, -2]),
      farLeg: pairs([-8, -24, -22 - 3 * j, -2]),
    },
    running: {
      neck: [12, -82],
      hips: [-4, -50],
      head: [23, -106],
      headDegrees: 8 + 4 * j,
      nearArm: pairs([-12, -70, -26, -86 + 3 * j]),
      farArm: pairs([32, -70, 46, -84 - 3 * j]),
      nearLeg: pairs([24, -44, 32, -16]),
      farLeg: pairs([-22, -34, -52, -36 - 4 * j]),
    },
    jumping: {
      neck: [0, -114],
      hips: [0, -78],
      head: [0, -140],
      headDegrees: 3 * j,
      nearArm: pairs([-22, -128, -36, -152 - 4 * j]),
      farArm: pairs([22, -128, 36, -152 + 4 * j]),
      nearLeg: pairs([-22, -66, -34, -38 + 3 * j]),
      farLeg: pairs([22, -66, 34, -38 - 3 * j]),
    },
    sitting: {
      neck: [-8, -54],
      hips: [-12, -15],
      head: [-4, -80],
      headDegrees: 3 * j,
      nearArm: pairs([-22, -36, -30 - 2 * j, -8]),
      farArm: pairs([8, -40, 22, -30]),
      nearLeg: pairs([18, -20, 46, -6]),
      farLeg: pairs([16, -30, 34, -5]),
    },
    sleeping: {
      neck: [-30, -19],
      hips: [10, -15],
      head: [-54, -27],
      headDegrees: -80 + 3 * j,
      nearArm: pairs([-14, -14, 4, -27]),
      farArm: pairs([-12, -24, 6, -29]),
      nearLeg: pairs([34, -40 - 2 * j, 52, -5]),
      farLeg: pairs([40, -36, 66, -5]),
    },
  };
  return poses[action]!;
}
