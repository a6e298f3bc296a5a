import { escapeHtml } from './escape.js';
import { gridStep } from './grid-step.js';
import { type LossCurves, printedPoints } from './loss-plot.js';
import { palette } from './palette.js';

const [WIDTH, HEIGHT] = [640, 320];
const PLOT = { left: 56, right: 16, top: 34, bottom: 40 };

/** The losses epoch by epoch as a picture for a file: what `lossPlot` shows in a notebook. */
export function lossDrawing(curves: LossCurves): { svg: string; title: string } {
  const { train, dev, printed } = curves;
  const points = printedPoints(curves);
  const all = [...train, ...dev, ...points.map(({ loss }) => loss)];
  const step = gridStep(Math.max(...all) - Math.min(...all));
  const low = Math.floor(Math.min(...all) / step) * step;
  const high = Math.max(Math.ceil(Math.max(...all) / step) * step, low + step);
  const epochs = Math.max(train.length, dev.length);
  const x = (epoch: number) =>
    PLOT.left + ((WIDTH - PLOT.left - PLOT.right) * (epoch - 0.5)) / epochs;
  const y = (loss: number) =>
    PLOT.top + ((HEIGHT - PLOT.top - PLOT.bottom) * (high - loss)) / (high - low);

  const text = (tx: number, ty: number, anchor: string, words: string, colour: string) =>
    `<text x="${tx.toFixed(1)}" y="${ty.toFixed(1)}" text-anchor="${anchor}" fill="${colour}">${escapeHtml(words)}</text>`;
  const grid = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, i) => {
    const loss = low + i * step;
    const line = `<path d="M${PLOT.left} ${y(loss).toFixed(1)}H${WIDTH - PLOT.right}" stroke="${palette.faint}"/>`;
    const label = String(Number(loss.toPrecision(6)));
    return line + text(PLOT.left - 8, y(loss) + 4, 'end', label, palette.ink);
  });
  const every = Math.ceil(epochs / 12);
  const ticks = Array.from({ length: epochs }, (_, i) => i + 1)
    .filter((epoch) => epoch === 1 || epoch % every === 0)
    .map((epoch) => text(x(epoch), HEIGHT - 22, 'middle', String(epoch), palette.ink));
  const curve = (values: number[], colour: string) => {
    const points = values.map((loss, i) => `${x(i + 1).toFixed(1)},${y(loss).toFixed(1)}`);
    const dots = points.map((point) => {
      const [cx, cy] = point.split(',');
      return `<circle cx="${cx}" cy="${cy}" r="2.5" fill="${colour}"/>`;
    });
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>${dots.join('')}`;
  };
  const best = dev.reduce((lowest, value, at) => (value < dev[lowest] ? at : lowest), 0);
  const mark = `<circle cx="${x(best + 1).toFixed(1)}" cy="${y(dev[best]).toFixed(1)}" r="6" fill="none" stroke="${palette.orange}" stroke-width="2"/>`;
  const crosses = points.map(({ epoch, loss }) => {
    const [left, top] = [x(epoch) - 4, y(loss) - 4].map((at) => at.toFixed(1));
    return `<path d="M${left} ${top}l8 8m0 -8l-8 8" stroke="${palette.ink}" stroke-width="2"/>`;
  });
  const title = `Loss over ${epochs} epochs; best dev loss ${dev[best].toFixed(3)} after epoch ${best + 1}`;
  const words = [
    text(PLOT.left, 18, 'start', title, palette.ink),
    text(WIDTH - PLOT.right, HEIGHT - 6, 'end', 'epoch; loss in nats per word', palette.ink),
    text(PLOT.left, HEIGHT - 6, 'start', 'training', palette.blue),
    text(PLOT.left + 70, HEIGHT - 6, 'start', 'dev', palette.orange),
    points.length > 0
      ? text(PLOT.left + 110, HEIGHT - 6, 'start', `× ${printed?.name}`, palette.ink)
      : '',
  ];
  const drawn = [
    ...grid,
    ...ticks,
    curve(train, palette.blue),
    curve(dev, palette.orange),
    mark,
    ...crosses,
  ];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escapeHtml(title)}" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="12">${drawn.join('')}${words.join('')}</svg>`;
  return { svg, title };
}
