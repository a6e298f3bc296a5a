import type { Figure } from './types.js';

/** The words around a plot. */
export interface PlotText {
  title: string;
  /** What the plot shows, for those who cannot see it; the title where absent. */
  alt?: string;
  xTitle?: string;
  yTitle?: string;
  /** In the page's pixels. */
  height?: number;
}

type Layout = Record<string, unknown>;

/** Data and words as a figure; `layout` adds to what the words say, axes key by key. */
export function plotOf(data: object[], text: PlotText, layout: Layout = {}): Figure {
  const { title, alt = title, xTitle, yTitle, height = 360 } = text;
  const { xaxis = {}, yaxis = {}, ...rest } = layout as Record<string, object>;
  return {
    data,
    layout: {
      title: { text: escapePlotly(title) },
      meta: { alt },
      height,
      xaxis: { ...(xTitle && { title: { text: xTitle } }), ...xaxis },
      yaxis: { ...(yTitle && { title: { text: yTitle } }), ...yaxis },
      ...rest,
    },
  };
}

/** A dotted line from bottom to top of a plot. */
export const uprightLine = (x: number, color: string, width = 2) => ({
  ...{ type: 'line', x0: x, x1: x, yref: 'paper', y0: 0, y1: 1 },
  line: { color, width, dash: 'dot' },
});

/** Plotly reads some tags in texts: data must not be taken for one. */
export function escapePlotly(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
