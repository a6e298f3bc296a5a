import { escapePlotly, plotOf } from './base-plot.js';
import { palette } from './palette.js';
import type { Figure } from './types.js';

/** One of several trainings on the same captions: a loss for each epoch. */
export interface ComparedTraining {
  name: string;
  train: number[];
  dev: number[];
}

/**
 * The losses of several trainings in one plot: training in one colour, dev in another, a kind of line for each training and
 * a ring around its smallest dev loss.
 */
export function comparedLossPlot(
  trainings: ComparedTraining[],
  { title }: { title: string },
): Figure {
  const dashes = ['solid', 'dot', 'dash', 'longdash'];
  const epochs = (values: number[]) => values.map((_, i) => i + 1);
  const data = trainings.flatMap(({ name, train, dev }, at) => {
    const best = dev.indexOf(Math.min(...dev));
    const curve = (kind: string, y: number[], color: string) => ({
      ...{
        type: 'scatter',
        mode: 'lines',
        name: escapePlotly(`${kind}, ${name}`),
        x: epochs(y),
        y,
      },
      line: { color, width: 2.5, dash: dashes[at % dashes.length] },
      hovertemplate: '%{y:.3f}',
    });
    const ring = {
      ...{ type: 'scatter', mode: 'markers', showlegend: false, hoverinfo: 'skip' },
      ...{ name: `best dev, ${escapePlotly(name)}`, x: [best + 1], y: [dev[best]] },
      marker: {
        size: 13,
        color: 'rgba(0,0,0,0)',
        line: { color: palette.orange, width: 2 },
      },
    };
    const curves = [curve('training', train, palette.blue), curve('dev', dev, palette.orange)];
    return dev.length > 0 ? [...curves, ring] : curves;
  });
  const most = Math.max(2, ...trainings.map(({ train }) => train.length));
  return plotOf(
    data,
    { title, xTitle: 'epoch', yTitle: 'loss (nats per word)', height: 440 },
    {
      hovermode: 'x unified',
      xaxis: { range: [0.5, most + 0.5] },
      legend: { orientation: 'h', x: 0, xanchor: 'left', y: -0.2, yanchor: 'top' },
    },
  );
}
