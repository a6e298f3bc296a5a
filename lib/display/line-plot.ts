import { escapePlotly, type PlotText, plotOf, wholeTicks } from './base-plot.js';
import { seriesColour } from './palette.js';
import type { Figure } from './types.js';

/** A line: its name and its points. */
export interface Line {
  name: string;
  /** 1, 2, 3 … where absent. */
  x?: ArrayLike<number>;
  y: ArrayLike<number>;
  colour?: string;
  /** A dashed line, for what is a reference rather than a measurement. */
  dashed?: boolean;
}

export interface LinePlotOptions extends PlotText {
  logX?: boolean;
  logY?: boolean;
  /** Marks the points on the lines. */
  points?: boolean;
}

/**
 * An axis with whole numbers grouped. A logarithmic one has a tick at each power of ten, and more where its
 * values lie close together.
 */
function axisOf(logarithmic: boolean, values: number[]): object {
  if (!logarithmic) return { tickformat: ',', ...wholeTicks(values) };
  const positive = values.filter((value) => value > 0);
  const low = positive.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = positive.reduce((a, b) => Math.max(a, b), 0);
  const narrow = positive.length > 0 && high / low < 30;
  return { type: 'log', tickformat: ',~r', dtick: narrow ? 'D2' : 1 };
}

/** One or more lines over a common axis. */
export function linePlot(lines: Line[], options: LinePlotOptions): Figure {
  const { logX = false, logY = false, points = false } = options;
  const traces = lines.map(({ name, x, y, colour, dashed }, at) => ({
    type: 'scatter',
    mode: points ? 'lines+markers' : 'lines',
    name: escapePlotly(name),
    x: x ? Array.from(x) : Array.from(y, (_, index) => index + 1),
    y: Array.from(y),
    line: { color: colour ?? seriesColour(at), width: 2, dash: dashed ? 'dash' : 'solid' },
    marker: { size: 6 },
    hovertemplate: '%{y:,.4~g}',
  }));
  return plotOf(traces, options, {
    showlegend: lines.length > 1,
    hovermode: 'x unified',
    xaxis: axisOf(
      logX,
      traces.flatMap(({ x }) => x),
    ),
    yaxis: axisOf(
      logY,
      traces.flatMap(({ y }) => y),
    ),
  });
}
