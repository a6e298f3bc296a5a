import { escapeHtml } from './escape.js';
import { palette } from './palette.js';
import { type ParallelAxis, parallelAxes, spacedTicks, type Tick } from './parallel-axes.js';
import type { Row } from './table-columns.js';
import type { Html } from './types.js';

/** Pixels that an upright axis needs for its name and numbers; where there are fewer, the axes lie below each other. */
const AXIS_WIDTH = 96;
const UPRIGHT = { height: 370, top: 58, bottom: 352 };
const LYING = { row: 66, axis: 26, left: 2, width: 96, pixels: 310 };
const LETTER = 7;
const LINE = 15;

/** A place in percent or pixels, short. */
const short = (value: number) => String(Math.round(100 * value) / 100);

const css = `.cl-parallel{container-type:inline-size}
.cl-parallel svg{display:block;width:100%;overflow:visible}
.cl-parallel text{font-size:12px;fill:currentColor;paint-order:stroke;stroke:var(--cl-behind,var(--jp-layout-color0,var(--paper,Canvas)));stroke-width:4px;stroke-linejoin:round}
.cl-parallel text.name{font-weight:600}
.cl-parallel line{stroke:${palette.sky};stroke-width:1.6}
.cl-parallel line.rail{stroke:${palette.grey};stroke-width:1.2}
.cl-parallel line.near{stroke:transparent;stroke-width:12}
.cl-parallel .best line:not(.near){stroke:${palette.red};stroke-width:3}
.cl-parallel circle{fill:${palette.red}}
.cl-parallel g.row:hover,.cl-parallel g.row.on{opacity:1!important}
.cl-parallel g.row:hover line:not(.near),.cl-parallel g.row.on line:not(.near){stroke-width:4}`;

/** Which of two layouts is seen: as wide as the axes need, or not. */
const layoutCss = (axes: number) =>
  `@container(max-width:${axes * AXIS_WIDTH - 1}px){.cl-axes-${axes} .upright{display:none!important}}` +
  `@container(min-width:${axes * AXIS_WIDTH}px){.cl-axes-${axes} .lying{display:none!important}}`;

/** Words in as many lines as an upright axis has room for. */
function linesOf(label: string): string[] {
  const lines: string[] = [];
  for (const word of label.split(' ')) {
    const joined = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && joined.length * LETTER <= AXIS_WIDTH)
      lines.push(`${lines.pop()} ${word}`);
    else lines.push(word);
  }
  return lines;
}

type Point = [x: number, y: number];

interface Ranked {
  /** Of each row, 0 for the best. */
  ranks: number[];
  titles: string[];
}

/** A row's line through its points; the better the row the stronger, and the best thick with dots. */
function rowLines(points: Point[][], { ranks, titles }: Ranked): string {
  const order = points.map((_, row) => row).sort((a, b) => ranks[b] - ranks[a]);
  const drawn = order.map((row) => {
    const best = ranks[row] === 0;
    const strength = best ? 1 : 0.95 - (0.5 * ranks[row]) / points.length;
    const segments = (kind: string) =>
      points[row]
        .slice(1)
        .map(([x, y], at) => {
          const [fromX, fromY] = points[row][at];
          return `<line${kind} x1="${short(fromX)}%" y1="${short(fromY)}" x2="${short(x)}%" y2="${short(y)}"/>`;
        })
        .join('');
    const dots = points[row].map(
      ([x, y]) => `<circle cx="${short(x)}%" cy="${short(y)}" r="4.5"/>`,
    );
    return `<g class="row${best ? ' best' : ''}" data-row="${row}" opacity="${short(strength)}"><title>${escapeHtml(titles[row])}</title>${segments('')}${segments(' class="near"')}${best ? dots.join('') : ''}</g>`;
  });
  return drawn.join('');
}

/** Axes from left to right. Places across are percents, so that letters keep their size. */
function uprightSvg(axes: ParallelAxis[], ranked: Ranked, alt: string): string {
  const { height, top, bottom } = UPRIGHT;
  const x = (axis: number) => (100 * (axis + 0.5)) / axes.length;
  const y = (place: number) => bottom - (bottom - top) * place;
  const box = ({ at }: Tick): [number, number] => [-y(at) - LINE / 2, -y(at) + LINE / 2];
  const drawn = axes.map(({ label, ticks }, at) => {
    const left = `${short(x(at))}%`;
    const names = linesOf(label);
    const name = names.map(
      (line, i) =>
        `<text class="name" x="${left}" y="${top - 16 - LINE * (names.length - 1 - i)}" text-anchor="middle">${escapeHtml(line)}</text>`,
    );
    const numbers = spacedTicks(ticks, box).map(
      (tick) =>
        `<text x="${left}" dx="-8" y="${short(y(tick.at) + 4)}" text-anchor="end">${escapeHtml(tick.text)}</text>`,
    );
    return { name: name.join(''), numbers: numbers.join(''), left };
  });
  const rails = drawn.map(
    ({ left }) => `<line class="rail" x1="${left}" y1="${top}" x2="${left}" y2="${bottom}"/>`,
  );
  const points = ranked.ranks.map((_, row) =>
    axes.map(({ places }, at): Point => [x(at), y(places[row])]),
  );
  const words = drawn.map(({ name, numbers }) => name + numbers).join('');
  return `<svg class="upright" role="img" aria-label="${alt}" style="height:${height}px">${rails.join('')}${rowLines(points, ranked)}${words}</svg>`;
}

/** Axes below each other, for narrow places. */
function lyingSvg(axes: ParallelAxis[], ranked: Ranked, alt: string): string {
  const { row: step, axis, left, width, pixels } = LYING;
  const x = (place: number) => left + width * place;
  const y = (at: number) => at * step + axis;
  const anchorOf = ({ at }: Tick) => (at < 0.05 ? 'start' : at > 0.95 ? 'end' : 'middle');
  const box = (tick: Tick): [number, number] => {
    const wide = tick.text.length * LETTER + LETTER;
    const shift = { start: 0, middle: wide / 2, end: wide }[anchorOf(tick)];
    return [tick.at * pixels - shift, tick.at * pixels - shift + wide];
  };
  const words = axes.map(({ label, ticks }, at) => {
    const numbers = spacedTicks(ticks, box).map(
      (tick) =>
        `<text x="${short(x(tick.at))}%" y="${y(at) + 18}" text-anchor="${anchorOf(tick)}">${escapeHtml(tick.text)}</text>`,
    );
    return `<text class="name" x="${left}%" y="${y(at) - 9}">${escapeHtml(label)}</text>${numbers.join('')}`;
  });
  const rails = axes.map(
    (_, at) =>
      `<line class="rail" x1="${left}%" y1="${y(at)}" x2="${left + width}%" y2="${y(at)}"/>`,
  );
  const points = ranked.ranks.map((_, row) =>
    axes.map(({ places }, at): Point => [x(places[row]), y(at)]),
  );
  return `<svg class="lying" role="img" aria-label="${alt}" style="height:${axes.length * step - 16}px">${rails.join('')}${rowLines(points, ranked)}${words.join('')}</svg>`;
}

/**
 * Rows as lines across axes, one a column (Inselberg 1985). The last column holds numbers, the greater the better: the
 * better a row the stronger its line, and the best is thick with dots. Where there is no room for upright axes they lie below each
 * other.
 */
export function parallelPlot(rows: Row[], { title }: { title: string }): Html {
  const axes = parallelAxes(rows);
  const score = axes.at(-1);
  const scores = score?.places ?? [];
  const ranks = scores.map((one) => scores.filter((other) => other > one).length);
  const titles = rows.map((_, row) =>
    axes.map(({ label, texts }) => `${label} ${texts[row]}`).join(', '),
  );
  const best = titles[ranks.indexOf(0)] ?? '';
  const alt = `${title}: ${rows.length} lines across ${axes.map(({ label }) => label).join(', ')}. The best: ${best}`;
  const ranked = { ranks, titles };
  const drawn = [uprightSvg, lyingSvg].map((draw) => draw(axes, ranked, escapeHtml(alt)));
  const legend = 'The thick line with dots is the best; of the others, the stronger the better.';
  return {
    html: `<style>${css.replace(/\n/g, '')}${layoutCss(axes.length)}</style><div class="cl-parallel cl-axes-${axes.length}"><div class="cl-title">${escapeHtml(title)}</div>${drawn.join('')}<p class="cl-quiet cl-small">${legend}</p></div>`,
    title: alt,
  };
}
