import { escapePlotly, plotOf } from './base-plot.js';
import { rampColours } from './palette.js';
import type { Figure } from './types.js';

/** How often each label was taken for each: `counts[true][said]`. */
export interface Confusion {
  labels: string[];
  counts: number[][];
}

/** Counts pairs of a true and a said label; labels in the order given, or the alphabet's. */
export function confusionOf(
  pairs: { truth: string; said: string }[],
  labels?: string[],
): Confusion {
  const names = labels ?? [...new Set(pairs.flatMap(({ truth, said }) => [truth, said]))].sort();
  const counts = names.map(() => names.map(() => 0));
  for (const { truth, said } of pairs) {
    const [row, column] = [names.indexOf(truth), names.indexOf(said)];
    if (row >= 0 && column >= 0) counts[row][column] += 1;
  }
  return { labels: names, counts };
}

/** What was taken for what: rows are the truth, columns what was said, colours the share of the row. */
export function confusionPlot(
  { labels, counts }: Confusion,
  title = 'What was taken for what',
): Figure {
  const words = labels.map(escapePlotly);
  const names = { type: 'category', showgrid: false, ticks: '' };
  const shares = counts.map((row) => {
    const sum = row.reduce((total, count) => total + count, 0);
    return row.map((count) => (sum > 0 ? count / sum : 0));
  });
  const right = counts.reduce((total, row, at) => total + row[at], 0);
  const all = counts.flat().reduce((total, count) => total + count, 0);
  const trace = {
    type: 'heatmap',
    ...{ x: words, y: words, z: shares, zmin: 0, zmax: 1, customdata: counts },
    text: counts.map((row) => row.map((count) => (count > 0 ? count.toLocaleString('en') : ''))),
    texttemplate: '%{text}',
    colorscale: rampColours,
    ...{ showscale: false, xgap: 2, ygap: 2 },
    hovertemplate: '%{y} called %{x}: %{customdata} (%{z:.1%})<extra></extra>',
  };
  const alt = `${title}: ${right} of ${all} right`;
  return plotOf(
    [trace],
    { title, alt, xTitle: 'said', yTitle: 'true', height: Math.max(260, 130 + 34 * labels.length) },
    {
      xaxis: names,
      yaxis: { ...names, autorange: 'reversed' },
    },
  );
}
