import { type PlotText, plotOf, uprightLine } from './base-plot.js';
import { palette } from './palette.js';
import type { Figure } from './types.js';

export interface HistogramOptions extends PlotText {
  /** Number of bins (about 40); whole numbers within that range get a bin each. */
  bins?: number;
  /** Draws a line here, with these words: a mean, a limit. */
  mark?: { at: number; text: string };
}

/** How often values fall into bins of equal width: start, end and count of each. */
export function binsOf(
  values: ArrayLike<number>,
  bins = 40,
): { start: number; end: number; count: number }[] {
  const list = Array.from(values).filter(Number.isFinite);
  if (list.length === 0) return [];
  const low = list.reduce((a, b) => Math.min(a, b));
  const high = list.reduce((a, b) => Math.max(a, b));
  const whole = list.every(Number.isInteger);
  const width = whole ? Math.max(1, Math.ceil((high - low + 1) / bins)) : (high - low) / bins || 1;
  const first = whole ? low - 0.5 : low;
  const counts = new Array(Math.max(1, Math.ceil((high - first) / width - 1e-9))).fill(0);
  for (const value of list)
    counts[Math.min(counts.length - 1, Math.floor((value - first) / width))] += 1;
  return counts.map((count, at) => ({
    start: first + at * width,
    end: first + (at + 1) * width,
    count,
  }));
}

function rangeText(start: number, end: number, whole: boolean): string {
  if (!whole) return `${Number(start.toPrecision(4))} to ${Number(end.toPrecision(4))}`;
  return end - start === 1 ? `${start + 0.5}` : `${start + 0.5} to ${end - 0.5}`;
}

/** How values are spread. */
export function histogramPlot(values: ArrayLike<number>, options: HistogramOptions): Figure {
  const bins = binsOf(values, options.bins);
  const whole = Array.from(values).every(Number.isInteger);
  const trace = {
    type: 'bar',
    x: bins.map(({ start, end }) => (start + end) / 2),
    y: bins.map(({ count }) => count),
    width: bins.map(({ start, end }) => end - start),
    marker: {
      color: palette.blue,
      line: { width: bins.length > 80 ? 0 : 1, color: 'rgba(255,255,255,0.6)' },
    },
    text: bins.map(({ start, end }) => rangeText(start, end, whole)),
    textposition: 'none',
    hovertemplate: '%{text}: %{y:,}<extra></extra>',
  };
  const { mark } = options;
  const marked = mark && {
    shapes: [uprightLine(mark.at, palette.orange)],
    annotations: [
      { x: mark.at, yref: 'paper', y: 1, yanchor: 'bottom', text: mark.text, showarrow: false },
    ],
  };
  return plotOf([trace], options, marked);
}
