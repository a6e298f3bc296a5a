import { escapePlotly, type PlotText, plotOf } from './base-plot';
import { palette } from './palette';
import type { Figure } from './types';

export interface Bar {
  label: string;
  value: number;
  colour?: string;
  /** More about the bar, shown under the pointer. */
  hover?: string;
}

export interface BarPlotOptions extends PlotText {
  /** Bars lie, the first on top: for long labels. */
  horizontal?: boolean;
  /** Writes each bar's value beside it. */
  values?: boolean;
}

/** A bar for each of a few named values. */
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
    hovertext: bars.map(({ hover = '' }) => escapePlotly(hover)),
    hovertemplate: `%{${horizontal ? 'y' : 'x'}}: %{${horizontal ? 'x' : 'y'}:,}<br>%{hovertext}<extra></extra>`,
    ...(values && { texttemplate: '%{value:,}', textposition: 'outside', cliponaxis: false }),
  };
  const names = { type: 'category', showgrid: false, ticks: '' };
  const height = options.height ?? (horizontal ? 90 + 22 * bars.length : undefined);
  return plotOf(
    [trace],
    { ...options, height },
    {
      xaxis: horizontal ? {} : names,
      yaxis: horizontal ? { ...names, autorange: 'reversed' } : { rangemode: 'tozero' },
    },
  );
}
