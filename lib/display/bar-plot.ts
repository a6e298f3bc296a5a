import { escapePlotly, type PlotText, plotOf } from './base-plot.js';
import { palette } from './palette.js';
import type { Figure } from './types.js';

/** A bar: its name and its height. */
export interface Bar {
  label: string;
  value: number;
  colour?: string;
}

export interface BarPlotOptions extends PlotText {
  /** Bars lie, the first on top: for long labels. */
  horizontal?: boolean;
  /** Writes each bar's value beside it. */
  values?: boolean;
}

/** A number as it stands beside its bar: four significant digits at most, all of a whole number. */
function shortNumber(value: number): string {
  const digits = Number.isInteger(value) ? 21 : Math.abs(value) >= 1000 ? 0 : 4;
  return digits === 0
    ? Math.round(value).toLocaleString('en')
    : value.toLocaleString('en', { maximumSignificantDigits: digits });
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
  const { horizontal = false, values = false } = options;
  const labels = bars.map(({ label }) => escapePlotly(label));
  const amounts = bars.map(({ value }) => value);
  const trace = {
    type: 'bar',
    orientation: horizontal ? 'h' : 'v',
    x: horizontal ? amounts : labels,
    y: horizontal ? labels : amounts,
    marker: { color: bars.map(({ colour = palette.blue }) => colour) },
    hovertemplate: `%{${horizontal ? 'y' : 'x'}}: %{${horizontal ? 'x' : 'y'}:,}<extra></extra>`,
    ...(values && { text: amounts.map(shortNumber), textposition: 'outside', cliponaxis: false }),
  };
  const names = { type: 'category', showgrid: false, ticks: '' };
  const height = options.height ?? (horizontal ? 90 + 20 * bars.length : undefined);
  return plotOf(
    [trace],
    { ...options, height },
    {
      xaxis: horizontal ? { tickformat: ',' } : names,
      yaxis: horizontal
        ? { ...names, autorange: 'reversed' }
        : { rangemode: 'tozero', tickformat: ',' },
    },
  );
}
