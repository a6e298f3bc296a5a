import { plotOf } from './base-plot.js';
import { palette } from './palette.js';
import type { Figure } from './types.js';

/** Memory in use after some rows. */
export interface MemoryPoint {
  rows: number;
  bytes: number;
}

const megabytes = (bytes: number) => bytes / 1e6;

/** Measured memory beside what the whole table would take, on a logarithmic axis. */
export function memoryPlot(samples: MemoryPoint[], bytesPerRow: number): Figure {
  const rows = samples.map(({ rows: count }) => count);
  const traces = [
    {
      type: 'scatter',
      mode: 'lines',
      name: 'the whole table, built up row by row (computed)',
      x: rows,
      y: rows.map((count) => megabytes(count * bytesPerRow)),
      line: { color: palette.orange, width: 2, dash: 'dash' },
      hovertemplate: '%{y:,.4~r} MB',
    },
    {
      type: 'scatter',
      mode: 'lines+markers',
      name: 'the generator (measured)',
      x: rows,
      y: samples.map(({ bytes }) => Math.max(0.01, megabytes(bytes))),
      line: { color: palette.blue, width: 2 },
      marker: { size: 5 },
      hovertemplate: '%{y:,.2f} MB',
    },
  ];
  return plotOf(
    traces,
    { title: 'Memory while an epoch is drawn', xTitle: 'rows drawn', yTitle: 'megabytes' },
    {
      hovermode: 'x unified',
      yaxis: { type: 'log', dtick: 1, tickformat: ',~r' },
      xaxis: { tickformat: ',~r' },
    },
  );
}
