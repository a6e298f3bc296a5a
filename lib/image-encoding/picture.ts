import sharp, { type ResizeOptions, type Sharp } from 'sharp';
import { pictureAt } from '../outputs/bucket/picture-at.js';
import { shortPath, UserError } from '../outputs/index.js';
import { type Pixels, type ResizeRule, resizeNearest } from './pixels.js';

const settings: Record<Exclude<ResizeRule, 'nearest'>, ResizeOptions> = {
  smooth: { fit: 'fill', kernel: 'lanczos3' },
  crop: { fit: 'cover', kernel: 'lanczos3' },
  pad: { fit: 'contain', kernel: 'lanczos3', background: { r: 128, g: 128, b: 128 } },
};

/** The largest picture that is read, in pixels: its red, green and blue take 750 MB. */
export const MOST_PIXELS = 250e6;

function open(picture: string | Uint8Array): Sharp {
  return sharp(picture, { failOn: 'truncated', limitInputPixels: MOST_PIXELS })
    .rotate() // as the camera's EXIF note says
    .flatten({ background: 'white' }) // what shows through transparency
    .toColourspace('srgb');
}

async function pixelsOf(
  picture: string | Uint8Array,
  prepared = (image: Sharp) => image,
): Promise<Pixels> {
  const found = await pictureAt(picture);
  try {
    const { data, info } = await prepared(open(found)).raw().toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, pixels: data };
  } catch (error) {
    const name = typeof picture === 'string' ? shortPath(picture) : 'The picture';
    const { reason, advice } = explain((error as Error).message);
    throw new UserError(`${name} cannot be read as a picture (${reason}). ${advice}`);
  }
}

/** What sharp complains of, in words that help. */
function explain(message: string): { reason: string; advice: string } {
  if (/HEVC/.test(message)) {
    const reason = 'HEIC as telephones write it, which sharp does not decode here';
    return { reason, advice: 'Save it as JPEG or PNG.' };
  }
  if (/exceeds pixel limit/.test(message)) {
    const reason = `more than ${MOST_PIXELS / 1e6} million pixels`;
    return { reason, advice: 'Make it smaller.' };
  }
  return { reason: message.replaceAll('\n', ' ').trim(), advice: 'Replace the file.' };
}

/**
 * A picture as the network sees it: upright, RGB, a square.
 * @param picture a file's path, its address in a bucket or its bytes; any format, colour space and orientation that sharp decodes
 * @param size the side of the square, in pixels
 * @throws UserError naming the file when it is not there, cut short or no picture
 */
export async function readPicture(
  picture: string | Uint8Array,
  size: number,
  rule: ResizeRule,
): Promise<Pixels> {
  if (rule === 'nearest') return resizeNearest(await readWholePicture(picture), size);
  return pixelsOf(picture, (image) => image.resize(size, size, settings[rule]));
}

/** A picture in its own size, upright and in RGB. Throws as `readPicture` does. */
export function readWholePicture(picture: string | Uint8Array): Promise<Pixels> {
  return pixelsOf(picture);
}
