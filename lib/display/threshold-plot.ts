import { percentAxis, plotOf, uprightLine } from './base-plot.js';
import { numberText, percentText } from './numbers.js';
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
  const percent = (share: number) => percentText(share, 1);
  const line = (name: string, color: string, at: (row: ThresholdPoint) => [number, string]) => ({
    ...{ type: 'scatter', mode: 'lines+markers', name, hovertemplate: '%{text}' },
    x: rows.map(({ threshold }) => threshold),
    y: rows.map((row) => at(row)[0]),
    text: rows.map((row) => at(row)[1]),
    line: { color, width: 2 },
    marker: { size: 5 },
  });
  const traces = [
    line('text that is kept', palette.blue, ({ coverage }) => [coverage, percent(coverage)]),
    line('words that are kept', palette.orange, ({ words, wordShare }) => [
      wordShare,
      `${numberText(words)} (${percent(wordShare)})`,
    ]),
  ];
  const ticks = [1, 2, 5, 10, 20, 50, 100, 200, 500].filter(
    (tick) => tick <= Math.max(...rows.map(({ threshold }) => threshold)),
  );
  return plotOf(
    traces,
    {
      title: 'What a frequency threshold keeps',
      xTitle: 'times that a word must occur',
      yTitle: 'share kept',
    },
    {
      hovermode: 'x unified',
      xaxis: { type: 'log', tickvals: ticks, ticktext: ticks.map(String) },
      yaxis: percentAxis(),
      ...(chosen && { shapes: [uprightLine(chosen, palette.grey, 1)] }),
    },
  );
}
