import { escapePlotly, plotOf } from './base-plot.js';
import { seriesColour } from './palette.js';
import type { Figure } from './types.js';

/** The scores of one way of captioning: `{ 'BLEU-1': 0.58, … }`. */
export interface Scores {
  name: string;
  scores: Record<string, number>;
}

/** Scores side by side: a group of bars for each metric, a colour for each way. */
export function scorePlot(ways: Scores[], title = 'Scores'): Figure {
  const metrics = [...new Set(ways.flatMap(({ scores }) => Object.keys(scores)))];
  const traces = ways.map(({ name, scores }, at) => ({
    type: 'bar',
    name: escapePlotly(name),
    x: metrics.map(escapePlotly),
    y: metrics.map((metric) => scores[metric] ?? null),
    text: metrics.map((metric) => scores[metric]?.toFixed(3) ?? ''),
    textposition: 'outside',
    cliponaxis: false,
    marker: { color: seriesColour(at) },
    hovertemplate: `${escapePlotly(name)}: %{y:.4f}<extra></extra>`,
  }));
  const highest = Math.max(...ways.flatMap(({ scores }) => Object.values(scores)), 0);
  return plotOf(
    traces,
    { title, yTitle: 'score' },
    {
      barmode: 'group',
      showlegend: ways.length > 1,
      xaxis: { type: 'category', showgrid: false },
      yaxis: highest <= 1 ? { range: [0, 1.05] } : { rangemode: 'tozero' },
    },
  );
}
