import { escapeHtml } from './escape.js';
import { gridStep } from './grid-step.js';
import { numberText } from './numbers.js';
import { palette } from './palette.js';
import type { Svg } from './types.js';

/** Measured points, the straight line through them, and a place on it that was not measured. */
export interface GrowthPanel {
  name: string;
  points: readonly (readonly [x: number, y: number])[];
  line: (x: number) => number;
  /** Where on the line the ring stands. */
  ring: number;
}

/** Panels that show the same quantity, side by side. */
export interface GrowthRow {
  /** What their heights are, with the unit. */
  quantity: string;
  panels: readonly GrowthPanel[];
}

const PANEL = { width: 172, height: 168, left: 44, right: 12, top: 46, bottom: 26 };
const [ABOVE, BELOW] = [34, 52];
/** Text in a page's own colours: palette.ink where it is light, and this where it is dark. */
const INK_IN_THE_DARK = '#c3ccd6';

const number = (x: number) => x.toFixed(1);
const text = (x: number, y: number, anchor: string, words: string, style = '') =>
  `<text x="${number(x)}" y="${number(y)}" text-anchor="${anchor}"${style}>${escapeHtml(words)}</text>`;
const dot = (x: number, y: number) =>
  `<circle cx="${number(x)}" cy="${number(y)}" r="4" fill="${palette.blue}"/>`;
const ringAt = (x: number, y: number) =>
  `<circle cx="${number(x)}" cy="${number(y)}" r="5.5" fill="none" stroke="${palette.orange}" stroke-width="2"/>`;
const straight = (x1: number, y1: number, x2: number, y2: number) =>
  `<path d="M${number(x1)} ${number(y1)}L${number(x2)} ${number(y2)}" stroke="${palette.blue}" stroke-width="1.5"/>`;

/** One panel, its upper left corner at 0, 0; heights begin at 0. */
function panelDrawing({ name, points, line, ring }: GrowthPanel): string {
  const most = Math.max(...points.map(([x]) => x), ring);
  const [from, to] = [line(0), line(most)];
  const highest = Math.max(...points.map(([, y]) => y), from, to);
  const step = gridStep(highest, 3);
  const top = Math.max(Math.ceil(highest / step), 1) * step;
  const x = (value: number) =>
    PANEL.left + ((PANEL.width - PANEL.left - PANEL.right) * value) / most;
  const y = (value: number) =>
    PANEL.top + (PANEL.height - PANEL.top - PANEL.bottom) * (1 - value / top);
  const grid = Array.from({ length: Math.round(top / step) + 1 }, (_, i) => {
    const value = Number((i * step).toPrecision(6));
    return (
      `<path d="M${PANEL.left} ${number(y(value))}H${PANEL.width - PANEL.right}" stroke="${palette.faint}"/>` +
      text(PANEL.left - 6, y(value) + 4, 'end', numberText(value, step < 1 ? 1 : 0))
    );
  });
  const ticks = points.map(([value]) =>
    text(x(value), PANEL.height - PANEL.bottom + 16, 'middle', numberText(value)),
  );
  return [
    text(PANEL.left, PANEL.top - 12, 'start', name, ' font-weight="600"'),
    ...grid,
    ...ticks,
    straight(x(0), y(Math.max(0, from)), x(most), y(Math.max(0, to))),
    ...points.map(([px, py]) => dot(x(px), y(py))),
    ringAt(x(ring), y(line(ring))),
  ].join('');
}

/** A row of panels under what their heights are. */
const rowDrawing = ({ quantity, panels }: GrowthRow, top: number) =>
  [
    text(8, top + 16, 'start', quantity),
    ...panels.map(
      (panel, i) =>
        `<g transform="translate(${i * PANEL.width} ${top})">${panelDrawing(panel)}</g>`,
    ),
  ].join('');

/** What dots, lines and rings are. */
function keyDrawing(top: number, along: string, ring: string): string {
  return [
    text(8, top, 'start', along),
    dot(14, top + 18),
    text(26, top + 22, 'start', 'measured'),
    straight(96, top + 18, 120, top + 18),
    text(128, top + 22, 'start', 'the straight line that misses them least'),
    ringAt(374, top + 18),
    text(386, top + 22, 'start', ring),
  ].join('');
}

/**
 * How quantities grow with the size of the work, a panel each: a picture for a file, that can be read on light and dark pages.
 * @param words the title, what runs along, and what the rings are
 */
export function growthDrawing(
  rows: readonly GrowthRow[],
  { title, along, ring }: { title: string; along: string; ring: string },
): Svg {
  const width = PANEL.width * Math.max(...rows.map(({ panels }) => panels.length));
  const height = ABOVE + PANEL.height * rows.length + BELOW;
  const body = [
    text(8, 18, 'start', title, ' font-size="13" font-weight="600"'),
    ...rows.map((row, i) => rowDrawing(row, ABOVE + i * PANEL.height)),
    keyDrawing(height - BELOW + 18, along, ring),
  ].join('\n');
  const style = `<style>text{fill:${palette.ink}}@media(prefers-color-scheme:dark){text{fill:${INK_IN_THE_DARK}}}</style>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escapeHtml(title)}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="11">${style}${body}</svg>`;
  return { svg, title };
}
