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
  /** What a value is, for the pointer and the colour bar (of square cells only for the pointer: their title should say it). */
  unit?: string;
}

const barBeside = (unit: string) => ({
  ...{ thickness: 10, outlinewidth: 0 },
  title: { text: escapePlotly(unit), side: 'right' },
});

/**
 * Square cells leave room on their right: there the bar would stand far away, so it lies on top of them, at their left edge.
 * (Measured from the top of the figure: a bar that hangs on the cells pushes Plotly's title out of sight.)
 */
const barAbove = (height: number) => ({
  ...{ orientation: 'h', thickness: 10, outlinewidth: 0, lenmode: 'pixels', len: 220 },
  ...{
    x: 0,
    xanchor: 'left',
    xpad: 0,
    yref: 'container',
    y: 1 - 42 / height,
    yanchor: 'top',
    ypad: 0,
  },
});

/** Every row and column keeps its name on a narrow page too. */
const allLabels = { dtick: 1, tickfont: { size: 10 } };

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
    colorbar: square ? barAbove(options.height ?? 360) : barBeside(unit),
    hovertemplate: `%{y} · %{x}: %{z:,.4~g} ${escapePlotly(unit)}<extra></extra>`,
    ...(options.values && { texttemplate: '%{z:,.3~g}', showscale: false }),
    xgap: values.length <= 40 ? 1 : 0,
    ygap: values.length <= 40 ? 1 : 0,
  };
  const bare = { showgrid: false, zeroline: false };
  return plotOf([trace], options, {
    ...(square && { margin: { t: 92 } }),
    xaxis: {
      ...bare,
      ...(columns && { type: 'category' }),
      ...(square && { constrain: 'domain', constraintoward: 'left', ...allLabels, tickangle: 90 }),
    },
    yaxis: {
      ...bare,
      autorange: 'reversed',
      ...(rows && { type: 'category' }),
      ...(square && {
        scaleanchor: 'x',
        constrain: 'domain',
        constraintoward: 'top',
        ...allLabels,
      }),
    },
  });
}
