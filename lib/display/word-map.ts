import { escapePlotly, plotOf } from './base-plot.js';
import { palette, seriesColour } from './palette.js';
import type { Figure } from './types.js';

/** A word and its place. */
export interface PlacedWord {
  x: number;
  y: number;
  word: string;
  /** Words of one group share a colour. */
  group?: string;
}

/** A label's middle as seen from its point, in the page's pixels. */
interface Offset {
  dx: number;
  dy: number;
  /** Far enough away to need a line to its point. */
  line: boolean;
}

/** Widths and height of the plot's inside at which labels must not cover each other: from a telephone to a wide screen. */
const WIDTHS = [310, 360, 430, 520, 620, 740, 880, 1050, 1250];
const HEIGHT = 520;
const LETTER = { width: 6.7, height: 15 };
const DOT = 4;
/** Room beside the outermost points, as a share of the map. */
const MARGIN = 0.07;

const span = (values: number[]) => {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low || 1) * MARGIN;
  return { low: low - room, high: high + room };
};

/** Where a label may stand, the best first: close to its point, else on rings around it. */
function offsetsFor(half: number): Offset[] {
  const close = [
    { dx: 0, dy: -12 },
    { dx: half + 7, dy: 0 },
    { dx: 0, dy: 13 },
    { dx: -half - 7, dy: 0 },
    ...[-1, 1].flatMap((up) => [1, -1].map((right) => ({ dx: right * (half + 2), dy: up * 10 }))),
  ].map((offset) => ({ ...offset, line: false }));
  const rings = [22, 32, 44, 58, 74, 92, 112].flatMap((radius) =>
    Array.from({ length: 16 }, (_, step) => {
      const angle = (step / 16) * 2 * Math.PI - Math.PI / 2;
      const [dx, dy] = [Math.cos(angle) * (radius + 0.7 * half), Math.sin(angle) * radius];
      return { dx, dy, line: true };
    }),
  );
  return [...close, ...rings];
}

/** A label's box, or a point's, by its middle and half its sides. */
interface Box {
  x: number;
  y: number;
  halfWidth: number;
  halfHeight: number;
}

const overlap = (a: Box, b: Box) =>
  Math.abs(a.x - b.x) < a.halfWidth + b.halfWidth &&
  Math.abs(a.y - b.y) < a.halfHeight + b.halfHeight;

const isInside = ({ x, halfWidth, y, halfHeight }: Box, width: number) =>
  x - halfWidth >= -12 &&
  x + halfWidth <= width + 12 &&
  y - halfHeight >= 0 &&
  y + halfHeight <= HEIGHT;

/** Where the points lie on a map of a width, in pixels from its top left corner. */
export function pointsOn(words: PlacedWord[], width: number): { x: number; y: number }[] {
  const [across, up] = [span(words.map(({ x }) => x)), span(words.map(({ y }) => y))];
  return words.map(({ x, y }) => ({
    x: ((x - across.low) / (across.high - across.low)) * width,
    y: (1 - (y - up.low) / (up.high - up.low)) * HEIGHT,
  }));
}

/**
 * For each word where its label stands, so that it covers no other label and no point at any width of the page; undefined
 * where there is no such place. Words in a crowd choose first.
 */
export function labelOffsets(words: PlacedWord[]): (Offset | undefined)[] {
  const maps = WIDTHS.map((width) => ({
    width,
    points: pointsOn(words, width).map((point) => ({ ...point, halfWidth: DOT, halfHeight: DOT })),
    taken: [] as Box[],
  }));
  const [{ points: narrow }] = maps;
  const crowd = narrow.map(
    (a) => narrow.filter((b) => Math.hypot(a.x - b.x, a.y - b.y) < 60).length,
  );
  const order = words.map((_, at) => at).sort((a, b) => crowd[b] - crowd[a]);
  const found: (Offset | undefined)[] = words.map(() => undefined);
  for (const at of order) {
    const half = (words[at].word.length * LETTER.width) / 2 + 4;
    const boxOn = (points: Box[], { dx, dy }: Offset): Box => ({
      ...{ x: points[at].x + dx, y: points[at].y + dy },
      ...{ halfWidth: half, halfHeight: LETTER.height / 2 },
    });
    found[at] = offsetsFor(half).find((offset) =>
      maps.every(({ width, points, taken }) => {
        const box = boxOn(points, offset);
        return isInside(box, width) && ![...taken, ...points].some((other) => overlap(box, other));
      }),
    );
    const offset = found[at];
    if (offset) for (const { points, taken } of maps) taken.push(boxOn(points, offset));
  }
  return found;
}

/**
 * Words on a map: near each other where the map says so. Each label stands close to its point, or further away with a line
 * to it where there is a crowd; one that finds no place at all waits under the pointer.
 */
export function wordMap(words: PlacedWord[], title = 'A map of words'): Figure {
  const offsets = labelOffsets(words);
  const groups = [...new Set(words.map(({ group = '' }) => group))];
  const traces = groups.map((name, at) => {
    const members = words.filter(({ group = '' }) => group === name);
    return {
      ...{ type: 'scatter', mode: 'markers', name: escapePlotly(name) },
      x: members.map(({ x }) => x),
      y: members.map(({ y }) => y),
      text: members.map(({ word }) => escapePlotly(word)),
      hoverinfo: 'text',
      marker: { size: 7, color: seriesColour(at) },
    };
  });
  const annotations = words.flatMap(({ x, y, word }, at) => {
    const offset = offsets[at];
    if (!offset) return [];
    const { dx, dy, line } = offset;
    const place = line
      ? { showarrow: true, ax: dx, ay: dy, arrowhead: 0, arrowwidth: 0.8, standoff: 4 }
      : { showarrow: false, xshift: dx, yshift: -dy };
    return {
      ...{ x, y, text: escapePlotly(word), arrowcolor: palette.grey, borderpad: 0 },
      ...place,
    };
  });
  const axisOf = (values: number[]) => {
    const { low, high } = span(values);
    const bare = { showticklabels: false, zeroline: false, ticks: '', title: { text: '' } };
    return { ...bare, ...(values.length > 0 && { range: [low, high] }) };
  };
  return plotOf(
    traces,
    { title, alt: `${title}: ${words.length} words`, height: HEIGHT + 90 },
    {
      xaxis: axisOf(words.map(({ x }) => x)),
      yaxis: axisOf(words.map(({ y }) => y)),
      ...{ annotations, hovermode: 'closest', showlegend: groups.length > 1 },
      margin: { l: 16, r: 16, t: 74, b: 16 },
    },
  );
}
