import { escapePlotly, type PlotText, plotOf, uprightLine } from './base-plot.js';
import { binsOf } from './histogram-plot.js';
import { palette } from './palette.js';
import type { Figure } from './types.js';

/** A value of its own among many others. */
export interface Mark {
  name: string;
  value: number;
}

const ROW_HEIGHT = 24;
const HISTOGRAM_HEIGHT = 220;
const AROUND = 110;
/** Between the two parts, in the page's pixels. */
const GAP = 14;

/** How values are spread, and below on the same axis where some others lie, a row each with a line up into the bars. */
export function markedHistogramPlot(
  values: ArrayLike<number>,
  marks: readonly Mark[],
  { bins = 30, ...text }: PlotText & { bins?: number },
): Figure {
  const counted = binsOf(values, bins);
  const rows = ROW_HEIGHT * Math.max(1, marks.length);
  const inner = HISTOGRAM_HEIGHT + GAP + rows;
  const bars = {
    type: 'bar',
    x: counted.map(({ start, end }) => (start + end) / 2),
    y: counted.map(({ count }) => count),
    width: counted.map(({ start, end }) => end - start),
    marker: { color: palette.blue, line: { width: 1, color: 'rgba(255,255,255,0.6)' } },
    hovertemplate: '%{x:.2f}: %{y:,}<extra></extra>',
    showlegend: false,
  };
  const points = {
    type: 'scatter',
    mode: 'markers',
    x: marks.map(({ value }) => value),
    y: marks.map(({ name }) => escapePlotly(name)),
    marker: { size: 11, color: palette.orange, symbol: 'diamond' },
    hovertemplate: '%{y}: %{x:.3f}<extra></extra>',
    yaxis: 'y2',
    showlegend: false,
    cliponaxis: false,
  };
  const told = marks.map(({ name, value }) => `${name} ${value.toFixed(2)}`).join(', ');
  return plotOf(
    [bars, points],
    { ...text, alt: text.alt ?? `${text.title}; marked: ${told}`, height: inner + AROUND },
    {
      shapes: marks.map(({ value }) => uprightLine(value, palette.orange, 1)),
      xaxis: { anchor: 'y2' },
      yaxis: { domain: [(rows + GAP) / inner, 1], tickformat: ',' },
      yaxis2: {
        ...{ domain: [0, rows / inner], type: 'category', autorange: 'reversed' },
        ...{ automargin: true, showgrid: true, ticks: '', zeroline: false },
      },
    },
  );
}
