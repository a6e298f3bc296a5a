import { type PlotText, plotOf } from './base-plot.js';
import { palette } from './palette.js';
import type { Figure } from './types.js';

/** The words whose confidence lies in one interval: how sure the model was, how often it was right. */
export interface ReliabilityBin {
  from: number;
  to: number;
  words: number;
  confidence: number;
  accuracy: number;
}

const FIFTHS = [0, 0.2, 0.4, 0.6, 0.8, 1];
const percent = {
  tickvals: FIFTHS,
  ticktext: FIFTHS.map((share) => `${Math.round(100 * share)} %`),
  range: [0, 1.001],
};
/** The share of the figure's height that tells how many words there are. */
const BELOW = 0.2;

/**
 * A reliability diagram (Guo et al. 2017): for each bin of confidence the share of the words that came, as bars, and what it
 * should be, the diagonal. What a bar lacks of its confidence, or has beyond it, has a colour of its own. Below it how many words
 * each bin holds.
 */
export function reliabilityPlot(
  bins: readonly ReliabilityBin[],
  { title, height = 480 }: Pick<PlotText, 'title' | 'height'>,
): Figure {
  const all = bins.reduce((sum, { words }) => sum + words, 0);
  const x = bins.map(({ from, to }) => (from + to) / 2);
  const width = bins.map(({ from, to }) => 0.92 * (to - from));
  const said = bins.map(({ words, confidence, accuracy }) => [...[words, confidence, accuracy]]);
  const told =
    '%{customdata[0]:,} words, sure at %{customdata[1]:.1%}, right in %{customdata[2]:.1%}<extra></extra>';
  const shared = { x, width, customdata: said, hovertemplate: told };
  const bar = { ...shared, type: 'bar' };
  const gap = (name: string, colour: string, sign: number) => ({
    ...{ ...bar, name },
    base: bins.map(({ confidence, accuracy }) => Math.min(confidence, accuracy)),
    y: bins.map(({ confidence, accuracy }) => Math.max(0, sign * (confidence - accuracy))),
    marker: { color: colour },
  });
  const traces = [
    {
      ...{ ...bar, name: 'share of words that came' },
      y: bins.map(({ accuracy }) => accuracy),
      marker: { color: palette.blue },
    },
    gap('missing: too sure', palette.red, 1),
    gap('beyond: too modest', palette.green, -1),
    {
      ...{ type: 'scatter', mode: 'lines', name: 'calibrated', x: [0, 1], y: [0, 1] },
      line: { color: palette.grey, dash: 'dash', width: 2 },
      hoverinfo: 'skip',
    },
    {
      ...{ ...bar, yaxis: 'y2', showlegend: false },
      y: bins.map(({ words }) => (100 * words) / all),
      marker: { color: palette.grey },
    },
  ];
  const alt = `${title}: ${bins.length} bins of ${all.toLocaleString('en')} words`;
  return plotOf(
    traces,
    { title, alt, xTitle: 'confidence in the next word', yTitle: 'it came', height },
    {
      barmode: 'overlay',
      legend: {
        ...{ orientation: 'h', x: 0, xanchor: 'left', xref: 'container' },
        ...{ y: 0, yanchor: 'bottom', yref: 'container' },
      },
      margin: { l: 56, r: 24, t: 48, b: 104 },
      xaxis: { ...percent, anchor: 'y2', ticks: 'outside', ticklen: 8, tickcolor: 'rgba(0,0,0,0)' },
      yaxis: { ...percent, domain: [BELOW + 0.08, 1] },
      yaxis2: {
        title: { text: 'words' },
        ...{ domain: [0, BELOW], ticksuffix: ' %', nticks: 3, rangemode: 'tozero' },
      },
    },
  );
}
