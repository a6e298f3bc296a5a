import { escapeHtml } from './escape.js';
import { type AnyPicture, pixelsOf, thumbnail } from './thumbnail.js';
import type { Html } from './types.js';

/**
 * A picture that stays bright where values are large and goes dark where they are small: what a channel answers
 * to, or where attention lies. The title stands above it, the values of the darkest and the brightest cell below.
 * @param values `[rows, columns]`, laid over the whole picture
 */
export async function pictureWithHeat(
  picture: AnyPicture,
  values: ArrayLike<number>[],
  title = 'where values are large',
  width = 300,
): Promise<Html> {
  const size = await pixelsOf(picture);
  const height = Math.round((width * size.height) / size.width);
  const all = values.flatMap((row) => Array.from(row));
  const low = all.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = all.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const span = high - low || 1;
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
  const short = (value: number) => String(Number(value.toPrecision(3)));
  const scale = `Darkest cell: ${short(low)}. Brightest: ${short(high)}.`;
  const html = `<div class="cl-title">${escapeHtml(title)}</div>${svg}<div class="cl-quiet cl-small">${scale}</div>`;
  return { html, title };
}
