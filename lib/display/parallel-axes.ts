import { columnsOf, type Row } from './table-columns.js';

/** What is written at an axis, and where: 0 is its beginning, 1 its end. */
export interface Tick {
  at: number;
  text: string;
}

/** One axis: where each row stands on it, from 0 to 1, and what is written at it. */
export interface ParallelAxis {
  label: string;
  places: number[];
  ticks: Tick[];
  /** Each row's value in words, as in a table. */
  texts: string[];
}

/** So many different numbers are each written at the axis; of more, so many places. */
const TICKS = 5;

/** Numbers first, by size; then names. */
function inOrder(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : 1;
}

/** A lone value stands in the middle. */
const shareOf = (place: number, from: number, to: number) =>
  from === to ? 0.5 : (place - from) / (to - from);

type Placed = Pick<ParallelAxis, 'places' | 'ticks'>;
type Write = (value: unknown) => string;

/** Names at equal distances. */
function nameAxis(values: unknown[], write: Write): Placed {
  const names = [...new Set(values)].sort(inOrder);
  const placeOf = (value: unknown) => shareOf(names.indexOf(value), 0, names.length - 1);
  return {
    places: values.map(placeOf),
    ticks: names.map((name) => ({ at: placeOf(name), text: write(name) })),
  };
}

/** Numbers where they belong; by their logarithm where the greatest is ten times the least or more. */
function numberAxis(values: number[], write: Write): Placed {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const log = least > 0 && most >= 10 * least;
  const scale = (value: number) => (log ? Math.log10(value) : value);
  const valueAt = (place: number) => (log ? 10 ** place : place);
  const [from, to] = [scale(least), scale(most)];
  const distinct = [...new Set(values)].sort((a, b) => a - b);
  const even = Array.from({ length: TICKS }, (_, i) => from + (i / (TICKS - 1)) * (to - from));
  const written = distinct.length > TICKS ? even.map(valueAt) : distinct;
  return {
    places: values.map((value) => shareOf(scale(value), from, to)),
    ticks: written.map((value) => ({ at: shareOf(scale(value), from, to), text: write(value) })),
  };
}

/** The columns of rows as axes, in their order; values are written as in the columns of a table. */
export function parallelAxes(rows: Row[]): ParallelAxis[] {
  return columnsOf(rows).map(({ key, text }) => {
    const values = rows.map((row) => (row as Record<string, unknown>)[key]);
    const placed = values.every((value): value is number => typeof value === 'number')
      ? numberAxis(values, text)
      : nameAxis(values, text);
    return { label: key, texts: values.map(text), ...placed };
  });
}

/**
 * Those of the ticks that can be written without touching each other; the first and the last come before the others.
 * @param boxOf where a tick's text begins and ends along the axis, in pixels
 */
export function spacedTicks(ticks: Tick[], boxOf: (tick: Tick) => [number, number]): Tick[] {
  const [first, ...others] = ticks;
  const kept: Tick[] = [];
  const last = others.pop();
  for (const tick of [first, last, ...others]) {
    if (!tick) continue;
    const [from, to] = boxOf(tick);
    const isFree = kept.every((other) => {
      const [begins, ends] = boxOf(other);
      return to < begins || from > ends;
    });
    if (isFree) kept.push(tick);
  }
  return kept;
}
