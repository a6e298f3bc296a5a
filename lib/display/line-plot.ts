import { escapePlotly, type PlotText, plotOf } from './base-plot';
import { seriesColour } from './palette';
import type { Figure } from './types';

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

/** An axis with whole numbers grouped; a logarithmic one has a tick at each power of ten. */
export function axisOf(logarithmic = false): object {
  return logarithmic ? { type: 'log', dtick: 1, tickformat: ',~r' } : { tickformat: ',' };
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
    xaxis: axisOf(logX),
    yaxis: axisOf(logY),
  });
}
