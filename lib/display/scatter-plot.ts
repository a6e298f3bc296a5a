import { escapePlotly, type PlotText, plotOf } from './base-plot';
import { axisOf } from './line-plot';
import { seriesColour } from './palette';
import type { Figure } from './types';

export interface ScatterPoint {
  x: number;
  y: number;
  /** What the point is, shown under the pointer. */
  label?: string;
  /** Points of one group share a colour and a line of the legend. */
  group?: string;
}

export interface ScatterPlotOptions extends PlotText {
  logX?: boolean;
  logY?: boolean;
}

/** A point for each pair of values, what it is under the pointer. */
export function scatterPlot(points: ScatterPoint[], options: ScatterPlotOptions): Figure {
  const groups = [...new Set(points.map(({ group = '' }) => group))];
  const size = points.length > 2000 ? 3 : points.length > 300 ? 5 : 7;
  const traces = groups.map((name, at) => {
    const members = points.filter(({ group = '' }) => group === name);
    return {
      type: 'scatter',
      mode: 'markers',
      name: escapePlotly(name),
      x: members.map(({ x }) => x),
      y: members.map(({ y }) => y),
      text: members.map(({ label = '' }) => escapePlotly(label)),
      marker: { color: seriesColour(at), size, opacity: points.length > 300 ? 0.6 : 0.85 },
      hovertemplate: '%{text}<br>%{x:,.4~g}, %{y:,.4~g}<extra></extra>',
    };
  });
  return plotOf(traces, options, {
    showlegend: groups.length > 1,
    hovermode: 'closest',
    xaxis: axisOf(options.logX),
    yaxis: axisOf(options.logY),
  });
}
