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

/**
 * A picture as a small JPEG inside the page, with twice the pixels for screens of double density.
 * @param width in the page's pixels; larger pictures are reduced, smaller ones left alone
 */
export async function thumbnail(picture: AnyPicture, width: number): Promise<string> {
  const small = typeof picture === 'object' && 'pixels' in picture && picture.width <= 128;
  const jpeg = await open(picture)
    .resize({ width: Math.round(2 * width), withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: small ? 98 : 84, chromaSubsampling: '4:4:4' })
    .toBuffer();
  return `data:image/jpeg;base64,${jpeg.toString('base64')}`;
}

/** A picture file as a JPEG whose sides are at most `side` pixels, upright and on white; smaller ones keep their size. */
export const smallJpeg = (path: string, side: number, quality: number) =>
  sharp(path)
    .rotate()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality });

/** A square thumbnail, cut from the middle. */
export async function squareThumbnail(picture: AnyPicture, size: number): Promise<string> {
  const side = Math.round(2 * size);
  const jpeg = await open(picture)
    .resize(side, side, { fit: 'cover' })
    .jpeg({ quality: 80 })
    .toBuffer();
  return `data:image/jpeg;base64,${jpeg.toString('base64')}`;
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
