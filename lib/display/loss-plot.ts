import { plotOf } from './base-plot.js';
import { palette } from './palette.js';
import type { Figure } from './types.js';

/** What training has measured so far, a value an epoch. */
export interface LossCurves {
  train: number[];
  dev: number[];
  /** The learning rate of each epoch, drawn below. */
  learningRate?: number[];
  /** Training losses that somebody else printed, for comparison: epochs, counted from 1, and the loss of each. */
  printed?: { name: string; epochs: number[]; losses: number[] };
}

/** The printed losses of the epochs that the curves have reached. */
export function printedPoints({ train, printed }: LossCurves): { epoch: number; loss: number }[] {
  const { epochs = [], losses = [] } = printed ?? {};
  return epochs
    .map((epoch, i) => ({ epoch, loss: losses[i] }))
    .filter(({ epoch }) => epoch <= train.length);
}

/** The loss on training and dev captions, epoch by epoch, the best epoch marked. */
export function lossPlot(curves: LossCurves): Figure {
  const { train, dev, learningRate, printed } = curves;
  const epochs = (values: number[]) => values.map((_, at) => at + 1);
  const best = dev.reduce((lowest, value, at) => (value < dev[lowest] ? at : lowest), 0);
  const curve = (name: string, y: number[], color: string) => ({
    type: 'scatter',
    mode: y.length > 40 ? 'lines' : 'lines+markers',
    name,
    x: epochs(y),
    y,
    line: { color, width: 2.5 },
    marker: { size: 6 },
    hovertemplate: '%{y:.4f}',
  });
  const mark = {
    type: 'scatter',
    mode: 'markers',
    name: `best dev ${dev[best]?.toFixed(3)}`,
    x: [best + 1],
    y: [dev[best]],
    marker: { size: 13, color: 'rgba(0,0,0,0)', line: { color: palette.orange, width: 2 } },
    hoverinfo: 'skip',
  };
  const points = printedPoints(curves);
  const others = {
    type: 'scatter',
    mode: 'markers',
    name: printed?.name,
    x: points.map(({ epoch }) => epoch),
    y: points.map(({ loss }) => loss),
    marker: { size: 10, symbol: 'x-thin', line: { color: palette.ink, width: 2 } },
    hovertemplate: '%{y:.4f}',
  };
  const rate = learningRate && {
    ...curve('learning rate', learningRate, palette.grey),
    yaxis: 'y2',
    showlegend: false,
    hovertemplate: '%{y:.2~e}',
  };
  const data = [curve('training', train, palette.blue), curve('dev', dev, palette.orange)];
  return plotOf(
    [
      ...data,
      ...(dev.length > 0 ? [mark] : []),
      ...(points.length > 0 ? [others] : []),
      ...(rate ? [rate] : []),
    ],
    {
      title: 'Loss by epoch',
      xTitle: 'epoch',
      yTitle: 'loss (nats per word)',
      height: rate ? 420 : 360,
    },
    {
      hovermode: 'x unified',
      xaxis: {
        range: [0.5, Math.max(2, train.length, dev.length) + 0.5],
        ...(train.length <= 12 && { dtick: 1 }),
        anchor: rate ? 'y2' : 'y',
      },
      yaxis: { domain: rate ? [0.3, 1] : [0, 1] },
      ...(rate && {
        yaxis2: {
          domain: [0, 0.2],
          title: { text: 'learning rate' },
          exponentformat: 'e',
          nticks: 3,
          rangemode: 'tozero',
        },
      }),
    },
  );
}
