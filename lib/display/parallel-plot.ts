import { escapePlotly, plotOf } from './base-plot.js';
import { palette } from './palette.js';
import type { Figure } from './types.js';

type Value = string | number | boolean;

/** One upright axis: where each row stands on it, and what is written where. */
interface Axis {
  label: string;
  values: number[];
  tickvals: number[];
  ticktext: string[];
  range: [number, number];
}

/** So many different numbers are each written at the axis; of more, so many places. */
const TICKS = 5;

/** Two of them as near as this, as a share of the axis, would overprint: the lower one goes without. */
const LEAST_APART = 0.06;

const textOf = (value: Value) => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return escapePlotly(value);
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(3)));
};

/** Numbers first, by size; then names. */
function inOrder(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : 1;
}

/** From end to end, with room around a lone value. */
const rangeOf = (places: number[]): [number, number] => {
  const [least, most] = [Math.min(...places), Math.max(...places)];
  return least === most ? [least - 1, most + 1] : [least, most];
};

/** Names at equal distances. */
function nameAxis(label: string, values: Value[]): Axis {
  const names = [...new Set(values)].sort(inOrder);
  const tickvals = names.map((_, place) => place);
  const places = values.map((value) => names.indexOf(value));
  return {
    ...{ label, values: places, tickvals, ticktext: names.map(textOf) },
    range: rangeOf(tickvals),
  };
}

/** Those places whose labels do not stand on one another: from the top down, each well below the one before. */
function apartFrom(places: number[], [least, most]: [number, number]): number[] {
  const kept: number[] = [];
  for (const place of [...places].sort((a, b) => b - a)) {
    if (kept.length === 0 || kept[kept.length - 1] - place >= LEAST_APART * (most - least))
      kept.push(place);
  }
  return places.filter((place) => kept.includes(place));
}

/** Numbers where they belong; by their logarithm where the greatest is ten times the least or more. */
function numberAxis(label: string, values: number[]): Axis {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const log = least > 0 && most >= 10 * least;
  const placeOf = (value: number) => (log ? Math.log10(value) : value);
  const valueAt = (place: number) => (log ? 10 ** place : place);
  const places = values.map(placeOf);
  const distinct = [...new Set(places)];
  const range = rangeOf(places);
  const even = Array.from(
    { length: TICKS },
    (_, i) => range[0] + (i / (TICKS - 1)) * (range[1] - range[0]),
  );
  const tickvals = distinct.length > TICKS ? even : apartFrom(distinct, range);
  const ticktext = tickvals.map((place) => textOf(valueAt(place)));
  return { label, values: places, tickvals, ticktext, range };
}

/**
 * Rows as lines across upright axes, one a column (Inselberg 1985), coloured by the last column, which holds numbers. Drag
 * along an axis to pick out lines.
 */
export function parallelPlot(rows: Record<string, Value>[], { title }: { title: string }): Figure {
  const names = Object.keys(rows[0] ?? {});
  const dimensions = names.map((name) => {
    const values = rows.map((row) => row[name]);
    const label = escapePlotly(name);
    return values.every((value): value is number => typeof value === 'number')
      ? numberAxis(label, values)
      : nameAxis(label, values);
  });
  const line = {
    color: rows.map((row) => Number(row[names[names.length - 1]])),
    colorscale: [
      [0, palette.sky],
      [0.5, palette.blue],
      [1, palette.red],
    ],
  };
  const trace = { type: 'parcoords', dimensions, line, labelangle: -20 };
  const alt = `${title}: a line for each of ${rows.length} across ${names.join(', ')}`;
  return plotOf([trace], { title, alt, height: 420 }, { margin: { l: 70, r: 60, t: 120, b: 30 } });
}
