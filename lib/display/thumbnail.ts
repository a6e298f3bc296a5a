import sharp from 'sharp';

/** A picture in memory: red, green and blue of each pixel, row by row, 0 to 255. */
export interface PixelPicture {
  width: number;
  height: number;
  pixels: ArrayLike<number>;
}

/** A picture file, the bytes of one, or pixels. */
export type AnyPicture = string | Uint8Array | PixelPicture;

function open(picture: AnyPicture): ReturnType<typeof sharp> {
  if (typeof picture === 'string' || picture instanceof Uint8Array) return sharp(picture).rotate();
  const { width, height, pixels } = picture;
  const bytes = Uint8ClampedArray.from(pixels);
  return sharp(bytes, { raw: { width, height, channels: 3 } });
}

/** Pixels of a picture to one of the page: enough for screens of double density, and a saved notebook stays small. */
const DENSITY = 1.5;

const webp = { quality: 75, smartSubsample: true };

const inPage = (bytes: Buffer) => `data:image/webp;base64,${bytes.toString('base64')}`;

/**
 * A picture as a small WebP inside the page; one whose pixels are to be told apart, without loss.
 * @param width in the page's pixels; larger pictures are reduced, smaller ones left alone
 */
export async function thumbnail(picture: AnyPicture, width: number): Promise<string> {
  const small = typeof picture === 'object' && 'pixels' in picture && picture.width <= 128;
  const bytes = await open(picture)
    .resize({ width: Math.round(DENSITY * width), withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .webp(small ? { lossless: true } : webp)
    .toBuffer();
  return inPage(bytes);
}

const small = (picture: string | Uint8Array, side: number) =>
  sharp(picture)
    .rotate()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' });

/** A picture file, or the bytes of one, as a JPEG whose sides are at most `side` pixels, upright and on white; smaller ones keep their size. */
export const smallJpeg = (picture: string | Uint8Array, side: number, quality: number) =>
  small(picture, side).jpeg({ quality });

/** The same as a WebP: six tenths of the JPEG's bytes. */
export const smallWebp = (picture: string | Uint8Array, side: number, quality: number) =>
  small(picture, side).webp({ quality, smartSubsample: true });

/** A square thumbnail, cut from the middle. */
export async function squareThumbnail(picture: AnyPicture, size: number): Promise<string> {
  const side = Math.round(DENSITY * size);
  return inPage(await open(picture).resize(side, side, { fit: 'cover' }).webp(webp).toBuffer());
}

/** A picture's pixels and size, upright, without an alpha channel. */
export async function pixelsOf(picture: AnyPicture): Promise<PixelPicture> {
  const { data, info } = await open(picture)
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: data };
}
