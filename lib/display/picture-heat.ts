import { escapeHtml } from './escape.js';
import { type AnyPicture, pixelsOf, thumbnail } from './thumbnail.js';
import type { Svg } from './types.js';

/**
 * A picture that stays bright where values are large and goes dark where they are small: what a channel answers
 * to, or where attention lies.
 * @param values `[rows, columns]`, laid over the whole picture
 */
export async function pictureWithHeat(
  picture: AnyPicture,
  values: ArrayLike<number>[],
  title = 'where values are large',
  width = 300,
): Promise<Svg> {
  const size = await pixelsOf(picture);
  const height = Math.round((width * size.height) / size.width);
  const all = values.flatMap((row) => Array.from(row));
  const low = all.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const span = all.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY) - low || 1;
  const cells = values.flatMap((row, y) =>
    Array.from(row, (value, x) => {
      const [left, right] = [x, x + 1].map((edge) => (edge * width) / row.length);
      const [top, bottom] = [y, y + 1].map((edge) => (edge * height) / values.length);
      const dark = 0.8 * (1 - (value - low) / span);
      const place = `x="${left.toFixed(1)}" y="${top.toFixed(1)}" width="${(right - left).toFixed(1)}" height="${(bottom - top).toFixed(1)}"`;
      return `<rect ${place} shape-rendering="crispEdges" fill="#000000" fill-opacity="${dark.toFixed(2)}"><title>${Number(value.toPrecision(3))}</title></rect>`;
    }),
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escapeHtml(title)}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><image width="${width}" height="${height}" href="${await thumbnail(picture, width)}"/>${cells.join('')}</svg>`;
  return { svg, title };
}
