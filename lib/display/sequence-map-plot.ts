import { type PlotText, plotOf, wholeTicks } from './base-plot.js';
import { numberText, percentText } from './numbers.js';
import { palette } from './palette.js';
import type { Figure } from './types.js';

/** What the places of a sequence map are: indices of the two markers; 0 is padding, everything else a word. */
export interface SequenceMarkers {
  start: number;
  end: number;
}

const kinds = ['padding', 'startseq', 'word', 'endseq'];
const colours = ['rgba(128, 138, 150, 0.13)', palette.green, palette.blue, palette.orange];

/** Padded sequences as rows of coloured places: padding, start, words, end. */
export function sequenceMapPlot(
  rows: ArrayLike<number>[],
  { start, end }: SequenceMarkers,
  text: PlotText,
): Figure {
  const kindOf = (index: number) => (index === 0 ? 0 : index === start ? 1 : index === end ? 3 : 2);
  const steps = kinds.flatMap((_, kind) => [
    [kind / kinds.length, colours[kind]],
    [(kind + 1) / kinds.length, colours[kind]],
  ]);
  const trace = {
    type: 'heatmap',
    z: rows.map((row) => Array.from(row, kindOf)),
    text: rows.map((row) => Array.from(row, (index) => kinds[kindOf(index)])),
    zmin: -0.5,
    zmax: kinds.length - 0.5,
    colorscale: steps,
    showscale: false,
    xgap: 1,
    ygap: rows.length <= 60 ? 1 : 0,
    hovertemplate: 'caption %{y}, place %{x}: %{text}<extra></extra>',
    x0: 1,
    y0: 1,
  };
  const names = kinds.map((name, kind) => ({
    type: 'scatter',
    mode: 'markers',
    name,
    x: [null],
    y: [null],
    marker: { symbol: 'square', size: 10, color: colours[kind] },
  }));
  const bare = { showgrid: false, zeroline: false };
  const places = trace.z.flat();
  const padding = percentText(places.filter((kind) => kind === 0).length / (places.length || 1));
  const alt = `${text.title}: ${numberText(rows.length)} ${rows.length === 1 ? 'caption' : 'captions'} of ${numberText(trace.z[0]?.length ?? 0)} places, ${padding} of them padding`;
  return plotOf(
    [trace, ...names],
    { alt, ...text },
    {
      showlegend: true,
      xaxis: { ...bare, ...wholeTicks([1, places.length / (rows.length || 1)]) },
      yaxis: { ...bare, autorange: 'reversed', ...wholeTicks([1, rows.length]) },
    },
  );
}
