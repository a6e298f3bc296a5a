import { UserError } from '../../outputs/index.js';
import { type Pixels, type ResizeRule, resizeNearest } from '../pixels.js';
import { resizeSmooth } from '../resize-smooth.js';

const resizers: Partial<Record<ResizeRule, (picture: Pixels, size: number) => Pixels>> = {
  nearest: resizeNearest,
  smooth: resizeSmooth,
};

/** A picture's pixels on white, which shows through where it is transparent: `[height, width, 3]`. */
function pixelsOf(bitmap: ImageBitmap): Pixels {
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new UserError('This browser gives no canvas to read the picture from.');
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, width, height); // [height, width, 4]
  const pixels = new Uint8Array(width * height * 3); // [height, width, 3]
  for (let from = 0, to = 0; from < data.length; from += 4) {
    pixels[to++] = data[from];
    pixels[to++] = data[from + 1];
    pixels[to++] = data[from + 2];
  }
  return { width, height, pixels };
}

/**
 * What `readPicture` is in Node: a picture as the network sees it. The browser has decoded it, upright and in sRGB.
 * @param size the side of the square, in pixels
 * @throws Error for a rule that no encoder has
 */
export function readBitmap(bitmap: ImageBitmap, size: number, rule: ResizeRule): Pixels {
  const resize = resizers[rule];
  if (!resize) throw new Error(`Pictures are not resized by the rule "${rule}" in a browser.`);
  return resize(pixelsOf(bitmap), size);
}
