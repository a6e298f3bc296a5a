import { basename } from 'node:path';
import { escapeHtml } from './escape.js';
import { palette, seriesColour } from './palette.js';
import { squareThumbnail } from './thumbnail.js';
import type { Html } from './types.js';

/** A picture and its place on the map. */
export interface PlacedPicture {
  x: number;
  y: number;
  path: string;
  /** Shown under the pointer. */
  label: string;
  /** Pictures of one group share a frame's colour and a line of the legend. */
  group?: string;
}

/** How small pictures are laid out on a map. */
export interface ThumbnailMapOptions {
  title?: string;
  /** Cells side by side (13) and one above the other (10): a picture lies in one of them. */
  columns?: number;
  rows?: number;
  /** What the two directions are, for the sentence below the map. */
  across?: string;
  up?: string;
}

/** Side of a cell in the page's pixels. */
const SIZE = 56;

/** Where each place would be on the grid if it could lie between cells: the outermost places at its edges. */
function wishesFor(places: { x: number; y: number }[], columns: number, rows: number) {
  const shareOf = (values: number[]) => {
    const low = Math.min(...values);
    const size = Math.max(...values) - low || 1;
    return (value: number) => (value - low) / size;
  };
  const across = shareOf(places.map(({ x }) => x));
  const up = shareOf(places.map(({ y }) => y));
  return places.map(({ x, y }) => ({
    column: across(x) * (columns - 1),
    row: (1 - up(y)) * (rows - 1),
  }));
}

/** The free cell nearest to each place, so that no picture covers another: those named first choose first. */
export function cellsFor(
  places: { x: number; y: number }[],
  columns: number,
  rows: number,
): ({ column: number; row: number; moved: number } | undefined)[] {
  const taken = new Set<number>();
  return wishesFor(places, columns, rows).map((wish) => {
    let best: number | undefined;
    let nearest = Number.POSITIVE_INFINITY;
    for (let cell = 0; cell < columns * rows; cell++) {
      if (taken.has(cell)) continue;
      const [column, row] = [cell % columns, Math.floor(cell / columns)];
      const distance = Math.hypot(column - wish.column, row - wish.row);
      if (distance < nearest) [nearest, best] = [distance, cell];
    }
    if (best === undefined) return undefined;
    taken.add(best);
    return { column: best % columns, row: Math.floor(best / columns), moved: nearest };
  });
}

/** The groups' colours and names, as text that wraps. */
function legendHtml(groups: string[]): string {
  const entries = groups.map(
    (group, at) =>
      `<span style="white-space:nowrap;margin-right:14px"><span style="display:inline-block;width:11px;height:11px;border-radius:3px;background:${seriesColour(at)};margin-right:5px"></span>${escapeHtml(group)}</span>`,
  );
  return entries.length > 0 ? `<div>${entries.join(' ')}</div>` : '';
}

/**
 * Pictures on a map, each in the free cell nearest to its place; those beyond the map's cells are left out. Below it a
 * sentence tells that they were moved to cells, and how far.
 */
export async function thumbnailMap(
  points: PlacedPicture[],
  options: ThumbnailMapOptions = {},
): Promise<Html> {
  const { title = 'A map of pictures', columns = 13, rows = 10, across, up } = options;
  const cells = cellsFor(points, columns, rows);
  const groups = [
    ...new Set(points.map(({ group }) => group).filter((group) => group !== undefined)),
  ] as string[];
  const parts: string[] = [];
  for (const [at, { path, label, group }] of points.entries()) {
    const cell = cells[at];
    if (!cell) continue;
    const [x, y] = [cell.column * SIZE, cell.row * SIZE];
    const colour = group === undefined ? 'none' : seriesColour(groups.indexOf(group));
    const inner = `x="${x + 3}" y="${y + 3}" width="${SIZE - 6}" height="${SIZE - 6}"`;
    const picture = await squareThumbnail(path, SIZE - 6).then(
      (source) => `<image ${inner} href="${source}"/>`,
      () => `<rect ${inner} fill="${palette.faint}"/>`,
    );
    const words = escapeHtml([group, label || basename(path)].filter(Boolean).join(': '));
    const frame = `<rect x="${x + 2}" y="${y + 2}" width="${SIZE - 4}" height="${SIZE - 4}" rx="3" fill="none" stroke="${colour}" stroke-width="3"/>`;
    parts.push(`<g><title>${words}</title>${picture}${frame}</g>`);
  }
  const words = escapeHtml(`${title}: ${parts.length} pictures`);
  const [width, height] = [columns * SIZE, rows * SIZE];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${words}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${parts.join('')}</svg>`;
  const axes = across && up ? `From left to right: ${across}. From bottom to top: ${up}. ` : '';
  const moves = cells.flatMap((cell) => cell?.moved ?? []);
  const moved = moves.reduce((sum, move) => sum + move, 0) / Math.max(1, moves.length);
  const note = `${axes}Snapped to a grid of ${columns} by ${rows} cells, so that no picture covers another: moved by ${moved.toFixed(1)} cells on the average.`;
  const html = `<div class="cl-title">${escapeHtml(title)}</div>${legendHtml(groups)}${svg}<div class="cl-quiet cl-small">${escapeHtml(note)}</div>`;
  return { html, title };
}
