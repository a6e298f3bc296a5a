import { describeData } from './describe-figure.js';
import { percentText } from './numbers.js';
import type { Figure } from './types.js';

/** The words around a plot. */
export interface PlotText {
  title: string;
  /** What the plot shows, for those who cannot see it; made from the title and the data where absent. */
  alt?: string;
  xTitle?: string;
  yTitle?: string;
  /** In the page's pixels. */
  height?: number;
}

type Layout = Record<string, unknown>;

/** Data and words as a figure; `layout` adds to what the words say, axes key by key. */
export function plotOf(data: object[], text: PlotText, layout: Layout = {}): Figure {
  const { title, xTitle, yTitle, height = 360 } = text;
  const { xaxis = {}, yaxis = {}, ...rest } = layout as Record<string, object>;
  const alt = text.alt ?? [title, describeData(data)].filter(Boolean).join(': ');
  return {
    data,
    layout: {
      title: { text: escapePlotly(title) },
      meta: { alt },
      height,
      xaxis: { ...(xTitle && { title: { text: escapePlotly(xTitle) } }), ...xaxis },
      yaxis: { ...(yTitle && { title: { text: escapePlotly(yTitle) } }), ...yaxis },
      ...rest,
    },
  };
}

/** A dotted line from bottom to top of a plot. */
export const uprightLine = (x: number, color: string, width = 2) => ({
  ...{ type: 'line', x0: x, x1: x, yref: 'paper', y0: 0, y1: 1 },
  line: { color, width, dash: 'dot' },
});

/** So many whole numbers have a tick each. */
const WHOLE_TICKS = 12;

/** Ticks at whole numbers alone, for a few of them: there is no epoch 1.5. */
export function wholeTicks(values: readonly number[]): object {
  const low = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return values.every(Number.isInteger) && high - low < WHOLE_TICKS ? { dtick: 1 } : {};
}

const FIFTHS = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** An axis for shares between 0 and 1, written as percent; a little room is left above. */
export const percentAxis = () => ({
  tickvals: FIFTHS,
  ticktext: FIFTHS.map((share) => percentText(share)),
  range: [0, 1.03],
});

/** Plotly reads some tags in texts: data must not be taken for one. */
export function escapePlotly(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
