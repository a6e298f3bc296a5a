/** x to the right, y downwards. */
export type Point = readonly [x: number, y: number];

/** A closed outline: an SVG path, and points along it from which its bounds are known. */
export interface Shape {
  path: string;
  points: Point[];
}

/** The smallest upright rectangle around something. */
export interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export const round = (value: number) => Math.round(value * 10) / 10;

/** Points from their coordinates, one after the other: x, y, x, y … */
export function pairs(coordinates: readonly number[]): Point[] {
  return Array.from({ length: coordinates.length / 2 }, (_, i) => [
    coordinates[2 * i],
    coordinates[2 * i + 1],
  ]);
}

/** A closed outline straight from point to point. */
export function polygon(points: Point[]): Shape {
  const path = points.map(([x, y]) => `${round(x)} ${round(y)}`).join('L');
  return { path: `M${path}Z`, points };
}

/** Points of the smooth curve through `points` (Catmull and Rom, 1974), `steps` for each stretch. */
function curve(points: readonly Point[], steps = 8, closed = false): Point[] {
  const count = points.length;
  const at = (i: number) =>
    closed ? points[(i + count) % count] : points[Math.max(0, Math.min(count - 1, i))];
  const result: Point[] = [];
  const stretches = closed ? count : count - 1;
  for (let i = 0; i < stretches; i++) {
    const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    for (let s = 0; s < steps; s++) {
      const t = s / steps;
      const mix = (k: 0 | 1) =>
        b[k] +
        0.5 *
          t *
          (c[k] -
            a[k] +
            t * (2 * a[k] - 5 * b[k] + 4 * c[k] - d[k] + t * (3 * (b[k] - c[k]) + d[k] - a[k])));
      result.push([mix(0), mix(1)]);
    }
  }
  if (!closed) result.push(points[count - 1]);
  return result;
}

/** A soft closed outline through the points. */
export function blob(points: readonly Point[], steps = 6): Shape {
  return polygon(curve(points, steps, true));
}

/** An ellipse, turned clockwise by `degrees`. */
export function ellipse([x, y]: Point, rx: number, ry: number, degrees = 0): Shape {
  const turn = (degrees * Math.PI) / 180;
  const points = Array.from({ length: 24 }, (_, i): Point => {
    const t = (i / 24) * 2 * Math.PI;
    const [a, b] = [rx * Math.cos(t), ry * Math.sin(t)];
    return [
      x + a * Math.cos(turn) - b * Math.sin(turn),
      y + a * Math.sin(turn) + b * Math.cos(turn),
    ];
  });
  const [from, to] = [points[0], points[12]];
  const arc = `A${round(rx)} ${round(ry)} ${round(degrees)} 0 1 `;
  const path = `M${round(from[0])} ${round(from[1])}${arc}${round(to[0])} ${round(to[1])}${arc}${round(from[0])} ${round(from[1])}Z`;
  return { path, points };
}

/** A leg, a neck, a tail: a smooth line through the points, round at its ends, with a radius at each point. */
export function limb(points: readonly Point[], radii: readonly number[]): Shape {
  const steps = 6;
  const line = curve(points, steps);
  const last = line.length - 1;
  const radius = (i: number) => {
    const at = (i / last) * (radii.length - 1);
    const from = Math.min(radii.length - 2, Math.floor(at));
    return radii[from] + (radii[from + 1] - radii[from]) * (at - from);
  };
  const angle = (i: number) => {
    const [a, b] = [line[Math.max(0, i - 1)], line[Math.min(last, i + 1)]];
    return Math.atan2(b[1] - a[1], b[0] - a[0]);
  };
  const around = (i: number, turn: number): Point => {
    const [x, y] = line[i];
    return [x + radius(i) * Math.cos(angle(i) + turn), y + radius(i) * Math.sin(angle(i) + turn)];
  };
  const cap = (i: number, start: number) =>
    [1, 2, 3, 4, 5, 6, 7, 8, 9].map((k) => around(i, start + (k * Math.PI) / 10));
  const side = line.map((_, i) => around(i, Math.PI / 2));
  const otherSide = line.map((_, i) => around(i, -Math.PI / 2)).reverse();
  const end = cap(last, -Math.PI / 2).reverse();
  return polygon([...side, ...end, ...otherSide, ...cap(0, Math.PI / 2).reverse()]);
}

/** The bounds of some points. */
export function boundsOf(points: readonly Point[]): Bounds {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return {
    left: Math.min(...xs),
    top: Math.min(...ys),
    right: Math.max(...xs),
    bottom: Math.max(...ys),
  };
}
