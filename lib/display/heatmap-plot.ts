import { escapePlotly, type PlotText, plotOf } from './base-plot.js';
import { divergingColours, rampColours } from './palette.js';
import type { Figure } from './types.js';

export interface HeatmapOptions extends PlotText {
  columns?: string[];
  rows?: string[];
  /** Writes the value into each cell. */
  values?: boolean;
  /** Colours on both sides of zero. */
  diverging?: boolean;
  /** Cells stay square. */
  square?: boolean;
  /** What a value is, for the pointer and the colour bar. */
  unit?: string;
}

/** A matrix as coloured cells, the first row on top. */
export function heatmapPlot(values: ArrayLike<number>[], options: HeatmapOptions): Figure {
  const { columns, rows, diverging = false, square = false, unit = '' } = options;
  const trace = {
    type: 'heatmap',
    z: values.map((row) => Array.from(row)),
    ...(columns && { x: columns.map(escapePlotly) }),
    ...(rows && { y: rows.map(escapePlotly) }),
    colorscale: diverging ? divergingColours : rampColours,
    ...(diverging && { zmid: 0 }),
    colorbar: { thickness: 10, outlinewidth: 0, title: { text: unit, side: 'right' } },
    hovertemplate: `%{y} · %{x}: %{z:,.4~g} ${escapePlotly(unit)}<extra></extra>`,
    ...(options.values && { texttemplate: '%{z:,.3~g}', showscale: false }),
    xgap: values.length <= 40 ? 1 : 0,
    ygap: values.length <= 40 ? 1 : 0,
  };
  const bare = { showgrid: false, zeroline: false };
  return plotOf([trace], options, {
    xaxis: {
      ...bare,
      ...(columns && { type: 'category' }),
      ...(square && { constrain: 'domain' }),
    },
    yaxis: {
      ...bare,
      autorange: 'reversed',
      ...(rows && { type: 'category' }),
      ...(square && { scaleanchor: 'x', constrain: 'domain' }),
    },
  });
}
