import { escapePlotly, plotOf } from './base-plot.js';
import { seriesColour } from './palette.js';
import type { Figure } from './types.js';

/** The scores of one way of captioning: `{ 'BLEU-1 (coco)': 0.58, … }`. */
export interface Scores {
  name: string;
  scores: Record<string, number>;
}

/** In the page's pixels: a bar with its gap, what stands above and below the bars. */
const [BAR, AROUND] = [17, 150];

/**
 * Scores as lying bars: a group for each metric, a colour for each way. Names and values stand beside the bars and the
 * legend below them, so that nothing runs into anything on a narrow page.
 */
export function scorePlot(ways: Scores[], title = 'Scores', xTitle = 'score'): Figure {
  const metrics = [...new Set(ways.flatMap(({ scores }) => Object.keys(scores)))];
  const traces = ways.map(({ name, scores }, at) => ({
    ...{ type: 'bar', orientation: 'h', name: escapePlotly(name) },
    x: metrics.map((metric) => scores[metric] ?? null),
    y: metrics.map(escapePlotly),
    text: metrics.map((metric) => scores[metric]?.toFixed(3) ?? ''),
    ...{ textposition: 'outside', textangle: 0, cliponaxis: false },
    marker: { color: seriesColour(at) },
    hovertemplate: `${escapePlotly(name)}: %{x:.4f}<extra></extra>`,
  }));
  const highest = Math.max(...ways.flatMap(({ scores }) => Object.values(scores)), 0);
  return plotOf(
    traces,
    {
      title,
      xTitle,
      height: AROUND + BAR * Math.max(1, ways.length + 1) * metrics.length,
    },
    {
      barmode: 'group',
      showlegend: ways.length > 1,
      legend: {
        ...{ orientation: 'h', traceorder: 'normal' },
        ...{ x: 0, xanchor: 'left', xref: 'container', y: 0, yanchor: 'bottom', yref: 'container' },
      },
      margin: { l: 56, r: 46, t: 48, b: 100 },
      xaxis: highest <= 1 ? { range: [0, 1] } : { rangemode: 'tozero' },
      yaxis: { type: 'category', showgrid: false, ticks: '', autorange: 'reversed' },
    },
  );
}
