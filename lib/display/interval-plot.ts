import { escapePlotly, type PlotText, plotOf, uprightLine } from './base-plot.js';
import { palette } from './palette.js';
import type { Figure } from './types.js';

/** A measured value and between what it lay. */
export interface MeasuredValue {
  label: string;
  value: number;
  low: number;
  high: number;
}

/** In the page's pixels: a value with its label, and what stands above and below all of them. */
const [ROW, AROUND] = [46, 120];

/** A colour for what lies above 0, below 0, and on both sides of it. */
function colourOf({ low, high }: MeasuredValue): string {
  if (low > 0) return palette.green;
  return high < 0 ? palette.red : palette.grey;
}

/**
 * Values as points with their intervals, one below the other, each under its label. Where they are differences, what helps is
 * green, what harms red, and grey what these pictures cannot tell.
 */
export function intervalPlot(
  values: readonly MeasuredValue[],
  { differences = false, ...text }: PlotText & { differences?: boolean },
): Figure {
  const places = values.map((_, i) => i);
  const colours = values.map((one) => (differences ? colourOf(one) : palette.blue));
  const traces = values.map(({ label, value, low, high }, i) => ({
    ...{ type: 'scatter', mode: 'markers', name: escapePlotly(label), showlegend: false },
    ...{ x: [value], y: [i], marker: { color: colours[i], size: 9 } },
    error_x: {
      ...{ type: 'data', symmetric: false, array: [high - value], arrayminus: [value - low] },
      ...{ color: colours[i], thickness: 2, width: 5 },
    },
    hovertemplate: `${escapePlotly(label)}: %{x:.3f} (${low.toFixed(3)} to ${high.toFixed(3)})<extra></extra>`,
  }));
  const labels = values.map(({ label }, i) => ({
    ...{ text: escapePlotly(label), x: 0, xref: 'paper', xanchor: 'left', y: i - 0.36, yref: 'y' },
    ...{ showarrow: false, align: 'left', font: { size: 12, color: palette.ink } },
  }));
  return plotOf(
    traces,
    { height: AROUND + ROW * values.length, ...text },
    {
      annotations: labels,
      shapes: differences ? [uprightLine(0, palette.grey, 1)] : [],
      margin: { l: 12, r: 16, t: 48, b: 52 },
      yaxis: {
        ...{ range: [places.length - 0.5, -0.7], showticklabels: false, showgrid: false },
        ...{ zeroline: false, ticks: '' },
      },
      xaxis: { zeroline: false },
    },
  );
}
