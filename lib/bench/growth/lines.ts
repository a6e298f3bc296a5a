import type { Machine } from '../machine.js';
import type { Stage } from './stages.js';

/** A stage at one size. */
export interface GrowthPoint {
  /** Times Flickr8k. */
  factor: number;
  count: number;
  /** Of the processor, all threads together. */
  seconds: number;
  /** The most memory that its process held, program and engine included. */
  memoryMiB: number;
}

/** What was measured of a size. */
type Measured = 'seconds' | 'memoryMiB';

/** A straight line: its value at 0, and by how much it rises for each picture or caption. */
export interface StraightLine {
  start: number;
  slope: number;
  /** What one more costs between the two largest sizes, of what it costs between the two smallest: 1 on a straight line. */
  bend: number;
}

/** A stage at all sizes, with the straight lines through them. */
export interface GrowthLine extends Stage {
  points: GrowthPoint[];
  seconds: StraightLine;
  memoryMiB: StraightLine;
}

/** All of it, as it is written to `outputs/bench/growth.json`. */
export interface Growth {
  date: string;
  machine: Machine;
  engine: string;
  lines: GrowthLine[];
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/** The straight line that misses points least, by the squares of its misses. Points come in the order of x. */
export function lineThrough(points: readonly (readonly [x: number, y: number])[]): StraightLine {
  const [meanX, meanY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const along = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  const slope = spread === 0 ? 0 : along / spread;
  const rises = points.slice(1).map(([x, y], i) => (y - points[i][1]) / (x - points[i][0]));
  const bend = rises.length > 0 ? rises[rises.length - 1] / rises[0] : 1;
  return { start: meanY - slope * meanX, slope, bend };
}

/** A line's value. */
export const lineAt = ({ start, slope }: StraightLine, x: number): number => start + slope * x;

/** What points say of a stage. */
export function growthLine(stage: Stage, points: GrowthPoint[]): GrowthLine {
  const through = (part: Measured) =>
    lineThrough(points.map((point) => [point.count, point[part]]));
  return {
    ...{ ...stage, points },
    ...{ seconds: through('seconds'), memoryMiB: through('memoryMiB') },
  };
}
