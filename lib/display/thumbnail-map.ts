import { basename } from 'node:path';
import { escapeHtml } from './escape.js';
import { palette, seriesColour } from './palette.js';
import { squareThumbnail } from './thumbnail.js';
import type { Svg } from './types.js';

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
  /** Side of a thumbnail in the page's pixels (52). */
  size?: number;
}

const PAGE = { width: 936, height: 624 };

/** The free cell nearest to each place, so that no picture covers another: nearest wishes first. */
export function cellsFor(
  places: { x: number; y: number }[],
  columns: number,
  rows: number,
): ({ column: number; row: number } | undefined)[] {
  const spanOf = (values: number[]) => ({
    low: Math.min(...values),
    size: Math.max(...values) - Math.min(...values) || 1,
  });
  const [spanX, spanY] = [spanOf(places.map(({ x }) => x)), spanOf(places.map(({ y }) => y))];
  const taken = new Set<number>();
  return places.map(({ x, y }) => {
    const wantedColumn = ((x - spanX.low) / spanX.size) * (columns - 1);
    const wantedRow = (1 - (y - spanY.low) / spanY.size) * (rows - 1);
    let best: number | undefined;
    let nearest = Number.POSITIVE_INFINITY;
    for (let cell = 0; cell < columns * rows; cell++) {
      if (taken.has(cell)) continue;
      const distance =
        ((cell % columns) - wantedColumn) ** 2 + (Math.floor(cell / columns) - wantedRow) ** 2;
      if (distance < nearest) [nearest, best] = [distance, cell];
    }
    if (best === undefined) return undefined;
    taken.add(best);
    return { column: best % columns, row: Math.floor(best / columns) };
  });
}

/** Pictures on a map, each in the free cell nearest to its place; those beyond the map's cells are left out. */
export async function thumbnailMap(
  points: PlacedPicture[],
  options: ThumbnailMapOptions = {},
): Promise<Svg> {
  const { title = 'A map of pictures', size = 52 } = options;
  const cells = cellsFor(points, Math.floor(PAGE.width / size), Math.floor(PAGE.height / size));
  const groups = [
    ...new Set(points.map(({ group }) => group).filter((group) => group !== undefined)),
  ];
  const parts: string[] = [];
  for (const [at, { path, label, group }] of points.entries()) {
    const cell = cells[at];
    if (!cell) continue;
    const [x, y] = [cell.column * size, cell.row * size];
    const colour = group === undefined ? 'none' : seriesColour(groups.indexOf(group));
    const inner = `x="${x + 3}" y="${y + 3}" width="${size - 6}" height="${size - 6}"`;
    const picture = await squareThumbnail(path, size - 6).then(
      (source) => `<image ${inner} href="${source}"/>`,
      () => `<rect ${inner} fill="${palette.faint}"/>`,
    );
    const words = escapeHtml([group, label || basename(path)].filter(Boolean).join(': '));
    const frame = `<rect x="${x + 2}" y="${y + 2}" width="${size - 4}" height="${size - 4}" rx="3" fill="none" stroke="${colour}" stroke-width="3"/>`;
    parts.push(`<g><title>${words}</title>${picture}${frame}</g>`);
  }
  let legendX = 4;
  const legend = groups.map((group, at) => {
    const x = legendX;
    legendX += 30 + 7.5 * group!.length;
    return `<rect x="${x}" y="9" width="12" height="12" rx="3" fill="${seriesColour(at)}"/><text x="${x + 18}" y="20">${escapeHtml(group!)}</text>`;
  });
  const top = groups.length > 0 ? 30 : 0;
  const words = escapeHtml(`${title}: ${parts.length} pictures`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${words}" width="${PAGE.width}" height="${PAGE.height + top}" viewBox="0 0 ${PAGE.width} ${PAGE.height + top}" font-size="13" fill="currentColor">${legend.join('')}<g transform="translate(0 ${top})">${parts.join('')}</g></svg>`;
  return { svg, title };
}
