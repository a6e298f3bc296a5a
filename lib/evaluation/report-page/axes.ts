import { escapeHtml } from '../../display/escape.js';

/** One axis of a plot: what it runs from and to, and where it is labelled. */
export interface Axis {
  title: string;
  from: number;
  to: number;
  ticks: number[];
  text?(value: number): string;
}

/** A plot's frame: maps values to places, and draws the axes around what is drawn. */
export interface Frame {
  x(value: number): number;
  y(value: number): number;
  /** The drawing with its axes as an `<svg>`; its colours are the page's. */
  drawing(inside: string, alt: string): string;
}

const WIDTH = 440;
const HEIGHT = 260;
const EDGE = { left: 56, right: 26, top: 34, bottom: 42 };

/** A place in the drawing, short. */
export const place = (value: number) => String(Math.round(10 * value) / 10);

/** Round numbers between two ends, about as many as wanted. */
export function roundTicks(from: number, to: number, wanted = 5): number[] {
  const rough = (to - from) / wanted || 1;
  const ten = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * ten).find((size) => size >= rough) ?? rough;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step); at * step <= to + 1e-9; at++) {
    ticks.push(Number((at * step).toPrecision(12)));
  }
  return ticks;
}

/** The frame of a plot with these axes. */
export function frameOf(horizontal: Axis, vertical: Axis): Frame {
  const [width, height] = [WIDTH - EDGE.left - EDGE.right, HEIGHT - EDGE.top - EDGE.bottom];
  const share = ({ from, to }: Axis, value: number) => (value - from) / (to - from || 1);
  const x = (value: number) => EDGE.left + width * share(horizontal, value);
  const y = (value: number) => EDGE.top + height * (1 - share(vertical, value));
  const bottom = EDGE.top + height;
  const words = ({ text = String }: Axis, value: number) => escapeHtml(text(value));
  const rows = vertical.ticks.map(
    (tick) =>
      `<path class="grid-line" d="M${EDGE.left} ${place(y(tick))}h${width}"/>` +
      `<text class="tick" x="${EDGE.left - 7}" y="${place(y(tick) + 4)}" text-anchor="end">${words(vertical, tick)}</text>`,
  );
  const columns = horizontal.ticks.map(
    (tick) =>
      `<text class="tick" x="${place(x(tick))}" y="${bottom + 17}" text-anchor="middle">${words(horizontal, tick)}</text>`,
  );
  const titles =
    `<text class="axis" x="${place(EDGE.left + width / 2)}" y="${HEIGHT - 5}" text-anchor="middle">${escapeHtml(horizontal.title)}</text>` +
    `<text class="axis" x="${EDGE.left}" y="${EDGE.top - 16}">${escapeHtml(vertical.title)}</text>`;
  return {
    ...{ x, y },
    drawing: (inside, alt) =>
      `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(alt)}">${rows.join('')}${inside}${columns.join('')}${titles}</svg>`,
  };
}
