import { escapePlotly, percentAxis, plotOf } from './base-plot.js';
import { numberText, percentText } from './numbers.js';
import { palette } from './palette.js';
import type { Figure } from './types.js';

/** A word or a token and how often it occurs. */
export interface Frequency {
  word: string;
  count: number;
}

/** About `most` points of a ranking: all of the head, ever fewer of the tail. */
function thinned(length: number, most = 400): number[] {
  const positions = new Set<number>();
  for (let i = 0; i < most; i++) positions.add(Math.round(length ** (i / (most - 1))) - 1);
  return [...positions].filter((position) => position < length);
}

/**
 * How often the word of each rank occurs, on logarithmic axes, beside Zipf's law.
 * @param words the most frequent first
 */
export function zipfPlot(words: Frequency[], minCount?: number): Figure {
  const at = thinned(words.length);
  const last = words.length;
  const traces = [
    {
      type: 'scatter',
      mode: 'markers',
      name: 'words',
      x: at.map((position) => position + 1),
      y: at.map((position) => words[position].count),
      text: at.map((position) => escapePlotly(words[position].word)),
      marker: { color: palette.blue, size: 5 },
      hovertemplate: '%{text}: rank %{x:,}, %{y:,} times<extra></extra>',
    },
    {
      type: 'scatter',
      mode: 'lines',
      name: "Zipf's law: half as often at twice the rank",
      x: [1, last],
      y: [words[0].count, words[0].count / last],
      line: { color: palette.grey, width: 1, dash: 'dash' },
      hoverinfo: 'skip',
    },
  ];
  const line = minCount && {
    ...{ type: 'line', xref: 'paper', x0: 0, x1: 1, y0: minCount, y1: minCount },
    line: { color: palette.orange, width: 2, dash: 'dot' },
  };
  const note = minCount && {
    ...{ xref: 'paper', x: 0.02, xanchor: 'left', y: Math.log10(minCount), yanchor: 'bottom' },
    ...{ showarrow: false, text: `${numberText(minCount)} times` },
  };
  return plotOf(
    traces,
    { title: 'How often the word of each rank occurs', xTitle: 'rank', yTitle: 'times' },
    {
      xaxis: { type: 'log', dtick: 1, tickformat: ',~r' },
      yaxis: { type: 'log', dtick: 1, tickformat: ',~r' },
      hovermode: 'closest',
      ...(minCount && { shapes: [line], annotations: [note] }),
    },
  );
}

/**
 * The share of all text that the most frequent words make up.
 * @param words the most frequent first
 */
export function coveragePlot(words: Frequency[]): Figure {
  const total = words.reduce((sum, { count }) => sum + count, 0);
  const cumulated: number[] = [];
  for (const { count } of words) cumulated.push((cumulated.at(-1) ?? 0) + count);
  const at = thinned(words.length);
  const half = cumulated.findIndex((sum) => sum >= total / 2);
  const trace = {
    type: 'scatter',
    mode: 'lines',
    fill: 'tozeroy',
    x: at.map((position) => position + 1),
    y: at.map((position) => cumulated[position] / total),
    text: at.map((position) => escapePlotly(words[position].word)),
    line: { color: palette.blue, width: 2 },
    customdata: at.map((position) => percentText(cumulated[position] / total, 1)),
    hovertemplate: 'up to "%{text}": %{x:,} words, %{customdata} of the text<extra></extra>',
  };
  const note = {
    x: Math.log10(half + 1),
    y: 0.5,
    text: `${numberText(half + 1)} ${half === 0 ? 'word' : 'words'}: half of the text`,
    arrowcolor: palette.orange,
    ax: 70,
    ay: 40,
  };
  return plotOf(
    [trace],
    {
      title: 'The share of the text that the most frequent words cover',
      xTitle: 'words, the most frequent first',
      yTitle: 'share of the text',
    },
    {
      xaxis: { type: 'log', dtick: 1, tickformat: ',~r' },
      yaxis: percentAxis(),
      annotations: [note],
    },
  );
}
