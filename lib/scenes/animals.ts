import { eye, oval, soft, tube } from './face';
import { type Coat, type Frame, flat, stroke } from './figure';
import { paint } from './palette';
import type { Build, Head } from './quadruped';
import { ellipse, limb, type Point } from './shapes';

const smile = (place: Frame, points: Point[], coat: Coat) =>
  stroke(points.map(place.at), 1.6 * place.scale, coat.shades.edge);

function dogHead(place: Frame, asleep: boolean, coat: Coat): Head {
  const ear = tube(
    place,
    [
      [-7, -13],
      [-16, -3],
      [-15, 14],
    ],
    [7, 9.5, 6.5],
  );
  return {
    behind: [],
    coat: [oval(place, [0, 0], 21, 19), oval(place, [19, 7], 14, 10, 8)],
    face:
      `<g stroke="${coat.shades.edge}" stroke-width="1.8">${flat(ear, coat.shades.dark)}</g>` +
      flat(oval(place, [31, 3], 5.4, 4.4), paint.nose) +
      flat(oval(place, [32, 1.6], 1.6, 1.1), '#8d8590') +
      smile(
        place,
        [
          [29, 11],
          [22, 16],
          [14, 12],
        ],
        coat,
      ) +
      eye(place, [8, -4], asleep, coat),
  };
}

function catHead(place: Frame, asleep: boolean, coat: Coat): Head {
  const ear = (x: number, lean: number) =>
    soft(place, [
      [x - 8, -10],
      [x - 5 + lean, -22],
      [x + lean, -31],
      [x + 6 + lean, -21],
      [x + 9, -10],
    ]);
  const inner = (x: number, lean: number) =>
    soft(place, [
      [x - 3, -14],
      [x + lean, -24],
      [x + 5, -14],
    ]);
  const whiskers = [-1, 1].flatMap((side) =>
    [-3, 1, 5].map((rise) =>
      stroke(
        (
          [
            [4 + side * 10, 7 + rise * 0.5],
            [4 + side * 25, 5 + rise * 1.6],
          ] as Point[]
        ).map(place.at),
        1 * place.scale,
        coat.shades.edge,
      ),
    ),
  );
  return {
    behind: [],
    coat: [oval(place, [2, 1], 24, 19.5), ear(-11, -3), ear(14, 3)],
    face:
      flat(inner(-11, -3), paint.pink) +
      flat(inner(14, 3), paint.pink) +
      flat(oval(place, [4, 9], 10, 6.5), coat.shades.light, 0.7) +
      flat(
        soft(place, [
          [1, 5],
          [7, 5],
          [4, 9],
        ]),
        '#e0787f',
      ) +
      smile(
        place,
        [
          [-3, 11],
          [1, 14],
          [4, 10],
        ],
        coat,
      ) +
      smile(
        place,
        [
          [11, 11],
          [7, 14],
          [4, 10],
        ],
        coat,
      ) +
      whiskers.join('') +
      eye(place, [-6, -1], asleep, coat, 1.1) +
      eye(place, [14, -1], asleep, coat, 1.1),
  };
}

function rabbitHead(place: Frame, asleep: boolean, coat: Coat): Head {
  const down = asleep ? 1 : 0;
  const near: Point[] = down
    ? [
        [-6, -12],
        [-24, -20],
        [-44, -14],
      ]
    : [
        [-5, -12],
        [-12, -34],
        [-15, -56],
      ];
  const far: Point[] = down
    ? [
        [-2, -14],
        [-18, -27],
        [-38, -27],
      ]
    : [
        [3, -13],
        [3, -36],
        [6, -58],
      ];
  return {
    behind: [tube(place, far, [6, 9, 4.5])],
    coat: [
      oval(place, [0, 0], 20, 18),
      oval(place, [12, 5], 12, 10),
      tube(place, near, [6, 9.5, 4.5]),
    ],
    face:
      flat(tube(place, near, [2, 5, 1.5]), paint.pink) +
      flat(oval(place, [23, 2], 3.4, 2.6), '#e0787f') +
      smile(
        place,
        [
          [22, 7],
          [18, 10],
          [14, 8],
        ],
        coat,
      ) +
      flat(oval(place, [5, 8], 4.5, 3), paint.pink, 0.7) +
      eye(place, [8, -3], asleep, coat),
  };
}

function horseHead(place: Frame, asleep: boolean, coat: Coat): Head {
  const ear = soft(place, [
    [-10, -12],
    [-10, -24],
    [-6, -31],
    [-1, -22],
    [-1, -12],
  ]);
  const farEar = soft(place, [
    [-4, -12],
    [-2, -24],
    [3, -30],
    [7, -20],
    [6, -12],
  ]);
  return {
    behind: [farEar],
    coat: [
      tube(
        place,
        [
          [-3, -4],
          [14, 9],
          [30, 23],
        ],
        [16, 12.5, 10.5],
      ),
      ear,
    ],
    face:
      flat(oval(place, [34, 27], 9, 7, 38), coat.shades.dark) +
      flat(oval(place, [37, 22], 2, 2.6, 30), paint.ink) +
      smile(
        place,
        [
          [36, 32],
          [30, 32],
          [26, 28],
        ],
        coat,
      ) +
      eye(place, [6, -2], asleep, coat),
  };
}

function cowHead(place: Frame, asleep: boolean, coat: Coat): Head {
  const horn = (x: number, lean: number) =>
    tube(
      place,
      [
        [x, -14],
        [x + lean, -21],
        [x + lean * 0.4, -29],
      ],
      [4, 3.4, 1.6],
    );
  const ear = tube(
    place,
    [
      [-9, -7],
      [-22, -6],
      [-29, -1],
    ],
    [4, 6.5, 3],
  );
  return {
    behind: [],
    coat: [
      tube(
        place,
        [
          [-1, -4],
          [12, 6],
          [20, 13],
        ],
        [17, 14.5, 12],
      ),
      ear,
    ],
    face:
      `<g stroke="#a08b62" stroke-width="1.4">${flat(horn(-4, -6), paint.horn)}${flat(horn(7, 5), paint.horn)}</g>` +
      flat(
        tube(
          place,
          [
            [-10, -6.5],
            [-23, -5],
          ],
          [2, 3],
        ),
        paint.pink,
      ) +
      `<g stroke="${coat.shades.edge}" stroke-width="1.4">${flat(oval(place, [24, 16], 14, 10.5, 20), paint.muzzle)}</g>` +
      flat(oval(place, [30, 12], 2, 2.8, 20), '#8a5a50') +
      flat(oval(place, [22, 11], 2, 2.8, 20), '#8a5a50') +
      stroke(
        (
          [
            [33, 20],
            [26, 24],
            [18, 20],
          ] as Point[]
        ).map(place.at),
        1.6 * place.scale,
        '#8a5a50',
      ) +
      eye(place, [6, -6], asleep, coat),
  };
}

const low = (hip: Point, back: number): Point[] => [
  hip,
  [hip[0] - back * 0.7, -6],
  [hip[0] - back * 1.35, -9],
];

const dog: Build = {
  length: 70,
  height: 58,
  radii: [18, 16.5, 20],
  legRadii: [9.5, 6.2],
  hoofs: false,
  neck: [20, -30],
  neckRadii: [17, 14],
  headScale: 1,
  head: dogHead,
  tail: ([x, y], action) => {
    if (action === 'sitting' || action === 'sleeping')
      return { points: low([x - 10, -12], 24), radii: [6, 5, 3] };
    if (action === 'running')
      return {
        points: [
          [x - 8, y - 6],
          [x - 34, y - 14],
          [x - 52, y - 10],
        ],
        radii: [6, 5, 3],
      };
    return {
      points: [
        [x - 10, y - 8],
        [x - 28, y - 22],
        [x - 32, y - 44],
      ],
      radii: [6, 5, 3],
    };
  },
};

const cat: Build = {
  length: 60,
  height: 48,
  radii: [16, 15, 15.5],
  legRadii: [8.5, 5.4],
  hoofs: false,
  neck: [20, -24],
  neckRadii: [14, 13],
  headScale: 0.95,
  head: catHead,
  tail: ([x, y], action) => {
    if (action === 'sitting' || action === 'sleeping')
      return {
        points: [
          [x - 8, -10],
          [x - 30, -5],
          [x - 36, -18],
          [x - 28, -26],
        ],
        radii: [5, 5, 4.6, 4],
      };
    if (action === 'running')
      return {
        points: [
          [x - 8, y - 4],
          [x - 34, y - 18],
          [x - 56, y - 8],
          [x - 70, y - 18],
        ],
        radii: [5, 5, 4.6, 4],
      };
    return {
      points: [
        [x - 8, y - 4],
        [x - 30, y - 16],
        [x - 26, y - 46],
        [x - 40, y - 58],
      ],
      radii: [5, 5, 4.6, 4],
    };
  },
  markings: ({ hip, shoulder }, coat) =>
    [0.25, 0.45, 0.65]
      .map((t) => {
        const x = hip[0] + (shoulder[0] - hip[0]) * t;
        const y = hip[1] + (shoulder[1] - hip[1]) * t;
        const across = Math.atan2(shoulder[1] - hip[1], shoulder[0] - hip[0]) - Math.PI / 2;
        const out = (d: number): Point => [x + Math.cos(across) * d, y + Math.sin(across) * d];
        return stroke([out(15), out(7)], 3.4, coat.shades.dark);
      })
      .join(''),
};

const rabbit: Build = {
  length: 46,
  height: 39,
  radii: [21, 18, 15],
  legRadii: [9, 5.6],
  hoofs: false,
  neck: [18, -18],
  neckRadii: [13, 12],
  headScale: 0.9,
  head: rabbitHead,
  tail: ([x, y], action) => {
    const at: Point =
      action === 'sitting' || action === 'sleeping' ? [x - 20, -12] : [x - 20, y - 8];
    return { points: [at, [at[0] - 4, at[1] - 3]], radii: [9, 9] };
  },
};

const horse: Build = {
  length: 82,
  height: 76,
  radii: [24, 22, 23],
  legRadii: [12, 5.5],
  hoofs: true,
  neck: [34, -50],
  neckRadii: [20, 12],
  headScale: 1,
  head: horseHead,
  tail: ([x, y], action) => {
    if (action === 'sitting' || action === 'sleeping')
      return { points: low([x - 14, -18], 26), radii: [6, 8, 4] };
    if (action === 'running')
      return {
        points: [
          [x - 16, y - 10],
          [x - 40, y - 22],
          [x - 64, y - 6],
        ],
        radii: [6, 9, 3],
      };
    return {
      points: [
        [x - 18, y - 12],
        [x - 36, y - 4],
        [x - 38, y + 34],
      ],
      radii: [6, 9, 4],
    };
  },
  markings: ({ shoulder, head }, coat) => {
    const [dx, dy] = [head[0] - shoulder[0], head[1] - shoulder[1]];
    const length = Math.hypot(dx, dy);
    const side = (t: number, out: number): Point => [
      shoulder[0] + dx * t + (dy / length) * out,
      shoulder[1] + dy * t - (dx / length) * out,
    ];
    const mane = limb([side(0.12, 20), side(0.5, 19), side(0.95, 13), side(1.2, 6)], [5, 8, 8, 4]);
    return `<g stroke="${coat.shades.edge}" stroke-width="1.6">${flat(mane, coat.shades.dark)}</g>`;
  },
};

const cow: Build = {
  length: 88,
  height: 66,
  radii: [26, 27, 26],
  legRadii: [12, 7.5],
  hoofs: true,
  neck: [34, -18],
  neckRadii: [21, 16],
  headScale: 1.05,
  head: cowHead,
  tail: ([x, y], action) => {
    if (action === 'sitting' || action === 'sleeping')
      return { points: low([x - 18, -20], 26), radii: [3, 2.6, 6] };
    if (action === 'running')
      return {
        points: [
          [x - 22, y - 14],
          [x - 46, y - 26],
          [x - 62, y - 12],
        ],
        radii: [3, 2.6, 6],
      };
    return {
      points: [
        [x - 24, y - 14],
        [x - 36, y + 2],
        [x - 36, y + 28],
      ],
      radii: [3, 2.6, 6],
    };
  },
  markings: ({ hip, shoulder }, coat) => {
    const [dx, dy] = [shoulder[0] - hip[0], shoulder[1] - hip[1]];
    const spot = (t: number, down: number, rx: number, ry: number) =>
      flat(ellipse([hip[0] + dx * t, hip[1] + dy * t + down], rx, ry, 15), coat.shades.dark, 0.85);
    return spot(0.08, -8, 12, 10) + spot(0.5, 4, 14, 11) + spot(0.85, -10, 9, 7);
  },
};

/** The five animals on four legs. */
export const builds = { dog, cat, rabbit, horse, cow };
