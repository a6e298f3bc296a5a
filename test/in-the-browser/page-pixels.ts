import { readBitmap } from '../../lib/image-encoding/browser/read-bitmap.js';
import type { ResizeRule } from '../../lib/image-encoding/index.js';
import { bitmapOf, decodePicture } from '../../lib/in-the-browser/caption-page/page/pictures.js';

/** A picture's pixels as the page hands them to the encoder: `[size, size, 3]`. Runs in a browser. */
async function pagePixels(
  base64: string,
  type: string,
  size: number,
  rule: ResizeRule,
): Promise<number[]> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const source = new Blob([bytes], { type });
  const image = await decodePicture(new Image(), { source, name: 'picture' });
  return Array.from(readBitmap(await bitmapOf(image), size, rule).pixels);
}

Object.assign(globalThis, { pagePixels });
