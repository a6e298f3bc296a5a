import { escapePlotly, type PlotText, plotOf } from './base-plot.js';
import { columnNumbers } from './numbers.js';
import { palette } from './palette.js';
import type { Figure } from './types.js';

/** A bar: its name and its height. */
export interface Bar {
  label: string;
  value: number;
  colour?: string;
}

export interface BarPlotOptions extends PlotText {
  /** Bars lie, the first on top: for long labels; they do so anyway where the labels would not fit below them. */
  horizontal?: boolean;
  /** Writes each bar's value beside it. */
  values?: boolean;
  /** What the bars measure, for the axis of their values. */
  unit?: string;
}

/** Letters that upright bars have room for below them, on a page 390 pixels wide. */
const ROOM = 44;

/** Whether the names stand beside each other below their bars, each with a blank on both sides. */
const fitBelow = (bars: Bar[]) =>
  ROOM / bars.length >= Math.max(0, ...bars.map(({ label }) => label.length + 2));

/** Of a page 390 pixels wide, what a figure has; and what letters take. */
const NARROW = 330;
const LETTER = 7;

/** Round numbers from 0 up to the longest bar, three or four of them: none in the room beside it. */
function roundNumbers(amounts: readonly number[]): number[] {
  const most = Math.max(0, ...amounts);
  if (most === 0) return [0];
  const power = 10 ** Math.floor(Math.log10(most / 3));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= most / 3) ?? most;
  return Array.from({ length: Math.floor(most / step + 1e-9) + 1 }, (_, i) => i * step);
}

/** The share of a narrow plot that the longest bar may take, so that its value fits beside it, or above it. */
function longestShare(labels: readonly string[], values: readonly string[], lie: boolean): number {
  if (!lie) return 0.85;
  const longest = (texts: readonly string[]) =>
    LETTER * Math.max(0, ...texts.map(({ length }) => length));
  const plot = Math.max(70, NARROW - longest(labels));
  return Math.max(0.25, Math.min(0.85, 1 - (longest(values) + 8) / plot));
}

/** An axis that leaves room for what stands beside the longest bar. */
function roomFor(amounts: readonly number[], share: number): object {
  const most = Math.max(0, ...amounts);
  return most > 0 && amounts.every((amount) => amount >= 0) ? { range: [0, most / share] } : {};
}

/** The axes' titles, which turn with the bars where only their labels made them lie. */
function titlesOf({ horizontal, unit, xTitle, yTitle }: BarPlotOptions, lie: boolean) {
  const turned = lie && !horizontal;
  const [below, beside] = turned ? [yTitle, xTitle] : [xTitle, yTitle];
  return { xTitle: below ?? (lie ? unit : undefined), yTitle: beside ?? (lie ? undefined : unit) };
}

/**
 * A bar for each of a few named values.
 * @example
 * ```ts
 * import { barPlot } from 'captionlab/display';
 *
 * const figure = barPlot([{ label: 'dog', value: 42 }], { title: 'Animals' });
 * figure.data.length; // → 1
 * ```
 */
export function barPlot(bars: Bar[], options: BarPlotOptions): Figure {
  const { horizontal = !fitBelow(bars), values = false } = options;
  const labels = bars.map(({ label }) => escapePlotly(label));
  const amounts = bars.map(({ value }) => value);
  const texts = amounts.map(columnNumbers(amounts));
  const share = longestShare(labels, texts, horizontal);
  const trace = {
    type: 'bar',
    orientation: horizontal ? 'h' : 'v',
    x: horizontal ? amounts : labels,
    y: horizontal ? labels : amounts,
    marker: { color: bars.map(({ colour = palette.blue }) => colour) },
    text: texts,
    hovertemplate: `%{${horizontal ? 'y' : 'x'}}: %{text}<extra></extra>`,
    textposition: values ? 'outside' : 'none',
    cliponaxis: false,
  };
  const names = { type: 'category', showgrid: false, ticks: '' };
  const amountAxis = {
    rangemode: 'tozero',
    tickformat: ',',
    ...(values && roomFor(amounts, share)),
    ...(values && { tickvals: roundNumbers(amounts) }),
  };
  const height = options.height ?? (horizontal ? 90 + 20 * bars.length : undefined);
  return plotOf(
    [trace],
    { ...options, ...titlesOf(options, horizontal), height },
    {
      xaxis: horizontal ? amountAxis : names,
      yaxis: horizontal ? { ...names, autorange: 'reversed' } : amountAxis,
    },
  );
}
