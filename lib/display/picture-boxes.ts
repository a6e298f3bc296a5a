import { escapeHtml } from './escape';
import { seriesColour } from './palette';
import { type AnyPicture, pixelsOf, thumbnail } from './thumbnail';
import type { Svg } from './types';

/** Where a thing stands in a picture, in the picture's pixels from its top left corner. */
export interface PictureBox {
  what: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A picture with named boxes on it. */
export async function pictureWithBoxes(
  picture: AnyPicture,
  boxes: PictureBox[],
  width = 420,
): Promise<Svg> {
  const size = await pixelsOf(picture);
  const scale = width / size.width;
  const height = Math.round(size.height * scale);
  const drawn = boxes.map((box, at) => {
    const colour = seriesColour(at);
    const [x, y] = [Math.round(box.x * scale), Math.round(box.y * scale)];
    const labelWidth = 16 + 8 * box.what.length;
    const labelX = Math.max(0, Math.min(x, width - labelWidth));
    const labelY = y >= 20 ? y - 20 : Math.min(height - 20, y + Math.round(box.height * scale));
    return (
      `<rect x="${x}" y="${y}" width="${Math.round(box.width * scale)}" height="${Math.round(box.height * scale)}" fill="none" stroke="#ffffff" stroke-width="4.5" rx="3"/>` +
      `<rect x="${x}" y="${y}" width="${Math.round(box.width * scale)}" height="${Math.round(box.height * scale)}" fill="none" stroke="${colour}" stroke-width="2.5" rx="3"/>` +
      `<rect x="${labelX}" y="${labelY}" width="${labelWidth}" height="20" rx="4" fill="${colour}"/>` +
      `<text x="${labelX + 7}" y="${labelY + 14.5}" fill="#ffffff" font-weight="600">${escapeHtml(box.what)}</text>`
    );
  });
  const title = `picture with ${boxes.map(({ what }) => what).join(', ') || 'no boxes'}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escapeHtml(title)}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-size="13"><image width="${width}" height="${height}" href="${await thumbnail(picture, width)}"/>${drawn.join('')}</svg>`;
  return { svg, title };
}
