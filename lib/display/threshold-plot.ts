import { plotOf } from './base-plot.js';
import { palette } from './palette.js';
import type { Figure } from './types.js';

/** What a frequency threshold keeps. */
export interface ThresholdPoint {
  threshold: number;
  words: number;
  /** Shares between 0 and 1. */
  wordShare: number;
  coverage: number;
}

/** Words and text kept against the frequency threshold; `chosen` is marked. */
export function thresholdPlot(rows: ThresholdPoint[], chosen?: number): Figure {
  const line = (name: string, y: number[], color: string, hover: string[]) => ({
    type: 'scatter',
    mode: 'lines+markers',
    name,
    x: rows.map(({ threshold }) => threshold),
    y,
    text: hover,
    line: { color, width: 2 },
    marker: { size: 5 },
    hovertemplate: '%{text}',
  });
  const traces = [
    line(
      'text that is kept',
      rows.map(({ coverage }) => coverage),
      palette.blue,
      rows.map(({ coverage }) => `${(100 * coverage).toFixed(1)} %`),
    ),
    line(
      'words that are kept',
      rows.map(({ wordShare }) => wordShare),
      palette.orange,
      rows.map(
        ({ words, wordShare }) =>
          `${words.toLocaleString('en')} (${(100 * wordShare).toFixed(1)} %)`,
      ),
    ),
  ];
  const mark = chosen && {
    type: 'line',
    x0: chosen,
    x1: chosen,
    yref: 'paper',
    y0: 0,
    y1: 1,
    line: { color: palette.grey, width: 1, dash: 'dot' },
  };
  const ticks = [1, 2, 5, 10, 20, 50, 100, 200, 500].filter(
    (tick) => tick <= Math.max(...rows.map(({ threshold }) => threshold)),
  );
  return plotOf(
    traces,
    {
      title: 'What a frequency threshold keeps',
      xTitle: 'a word must occur at least so many times',
      yTitle: 'share kept',
    },
    {
      hovermode: 'x unified',
      xaxis: { type: 'log', tickvals: ticks, ticktext: ticks.map(String) },
      yaxis: { tickformat: '.0%', range: [0, 1.03] },
      ...(mark && { shapes: [mark] }),
    },
  );
}
