import { escapePlotly, plotOf } from './base-plot.js';
import { palette } from './palette.js';
import type { Figure } from './types.js';

/** A step of decoding: the word taken, and the most probable words there were. */
export interface DecodingStep {
  word: string;
  probability: number;
  alternatives: { word: string; probability: number }[];
}

const PER_ROW = 4;
const PANEL_HEIGHT = 150;

/** The most probable words at each step of decoding as small bar charts, the word taken in colour. */
export function wordProbabilitiesPlot(
  steps: DecodingStep[],
  title = 'The most probable words at each step',
): Figure {
  const columns = Math.min(PER_ROW, Math.max(1, steps.length));
  const rows = Math.max(1, Math.ceil(steps.length / columns));
  const height = 60 + PANEL_HEIGHT * rows;
  const axes: Record<string, object> = {};
  const annotations: object[] = [];
  const traces = steps.map(({ word, probability, alternatives }, at) => {
    const among = alternatives.some((other) => other.word === word);
    const shown = among ? alternatives : [...alternatives, { word, probability }];
    const suffix = at === 0 ? '' : String(at + 1);
    const [row, column] = [Math.floor(at / columns), at % columns];
    const left = column / columns + (columns > 1 ? 0.09 : 0.12);
    const right = (column + 1) / columns - 0.012;
    const top = 1 - row / rows - 26 / (PANEL_HEIGHT * rows);
    const bottom = 1 - (row + 1) / rows + 8 / (PANEL_HEIGHT * rows);
    axes[`xaxis${suffix}`] = {
      domain: [left, right],
      anchor: `y${suffix}`,
      range: [0, 1.28],
      visible: false,
    };
    axes[`yaxis${suffix}`] = {
      domain: [bottom, top],
      anchor: `x${suffix}`,
      type: 'category',
      autorange: 'reversed',
      showgrid: false,
      automargin: false,
      ticks: '',
      title: { text: '' },
    };
    annotations.push({
      text: `${at + 1}. <b>${escapePlotly(word)}</b>`,
      xref: 'paper',
      yref: 'paper',
      x: left,
      y: top,
      xanchor: 'left',
      yanchor: 'bottom',
      showarrow: false,
      font: { size: 13 },
    });
    return {
      type: 'bar',
      orientation: 'h',
      x: shown.map((other) => other.probability),
      y: shown.map((other) => escapePlotly(other.word)),
      text: shown.map((other) => percent(other.probability)),
      textposition: 'outside',
      cliponaxis: false,
      marker: { color: shown.map((other) => (other.word === word ? palette.blue : palette.grey)) },
      hovertemplate: '%{y}: %{x:.2%}<extra></extra>',
      xaxis: `x${suffix}`,
      yaxis: `y${suffix}`,
      showlegend: false,
    };
  });
  const alt = `${title}: ${steps.map(({ word, probability }) => `${word} ${percent(probability)}`).join(', ')}`;
  return plotOf(
    traces,
    { title, alt, height },
    { ...axes, annotations, margin: { l: 8, r: 8, t: 46, b: 8 } },
  );
}

function percent(probability: number): string {
  return probability >= 0.0995
    ? `${Math.round(100 * probability)} %`
    : `${(100 * probability).toFixed(1)} %`;
}
