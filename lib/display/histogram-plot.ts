import { escapePlotly, type PlotText, plotOf, uprightLine } from './base-plot.js';
import { numberText, shortNumber } from './numbers.js';
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
  if (!whole) return `${shortNumber(start)} to ${shortNumber(end)}`;
  const [first, last] = [numberText(start + 0.5), numberText(end - 0.5)];
  return first === last ? first : `${first} to ${last}`;
}

type Bins = ReturnType<typeof binsOf>;

/** A line with its words above, which lean to the side that has more room. */
function markOf(
  { at, text }: NonNullable<HistogramOptions['mark']>,
  bins: Bins,
): Record<string, unknown> {
  const [first, last] = [bins[0]?.start ?? at, bins.at(-1)?.end ?? at];
  const place = (at - first) / (last - first || 1);
  const xanchor = place < 0.2 ? 'left' : place > 0.8 ? 'right' : 'center';
  const words = { x: at, xanchor, yref: 'paper', y: 1, yanchor: 'bottom', showarrow: false };
  return {
    shapes: [uprightLine(at, palette.orange)],
    annotations: [{ ...words, text: escapePlotly(text) }],
  };
}

function altOf({ title, mark }: HistogramOptions, bins: Bins, whole: boolean): string {
  if (bins.length === 0) return `${title}: no values`;
  const most = bins.reduce((a, b) => (b.count > a.count ? b : a));
  const all = rangeText(bins[0].start, bins[bins.length - 1].end, whole);
  const peak = `${numberText(most.count)} at ${rangeText(most.start, most.end, whole)}`;
  const marked = mark ? `; marked at ${shortNumber(mark.at)}: ${mark.text}` : '';
  return `${title}: values from ${all}, most often, ${peak}${marked}`;
}

/** How values are spread. */
export function histogramPlot(values: ArrayLike<number>, options: HistogramOptions): Figure {
  const bins = binsOf(values, options.bins);
  const whole = Array.from(values).every(Number.isInteger);
  const trace = {
    type: 'bar',
    x: bins.map(({ start, end }) => (start + end) / 2),
    y: bins.map(({ count }) => count),
    width: bins.map(({ start, end }) => (bins.length > 80 ? 1 : 0.95) * (end - start)),
    marker: { color: palette.blue },
    text: bins.map(({ start, end }) => rangeText(start, end, whole)),
    textposition: 'none',
    hovertemplate: '%{text}: %{y:,}<extra></extra>',
  };
  const marked = options.mark && markOf(options.mark, bins);
  return plotOf([trace], { ...options, alt: options.alt ?? altOf(options, bins, whole) }, marked);
}
