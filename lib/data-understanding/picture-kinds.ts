/** The kinds of picture files that are read, wherever pictures are, and how their names end. */
const kindsRead: Record<string, string[]> = {
  JPEG: ['jpg', 'jpeg', 'jpe', 'jfif'],
  PNG: ['png'],
  WebP: ['webp'],
  AVIF: ['avif'],
  GIF: ['gif'],
  TIFF: ['tif', 'tiff'],
  SVG: ['svg'],
};

/** Endings of pictures that nothing here decodes. */
const othersKnown =
  'heic heif bmp dib jp2 j2k jxl ico psd tga ppm pgm pbm pnm exr hdr dng cr2 cr3 nef arw orf rw2 raf raw eps pdf'.split(
    ' ',
  );

const endingsRead = Object.values(kindsRead).flat();

/** The kinds that are read, for a sentence: `JPEG, PNG, …`. */
export const kindNames = Object.keys(kindsRead).join(', ');

/** The endings that picture files have, whether they are read or not. */
export const pictureEndings: readonly string[] = [...endingsRead, ...othersKnown];

/** The endings of those that are read, an example of each kind. */
export const readEndings: readonly string[] = endingsRead;

const endsIn = (endings: readonly string[]) => new RegExp(`\\.(${endings.join('|')})$`, 'i');
const read = endsIn(endingsRead);
const known = endsIn(pictureEndings);

/** True for the name of a picture of a kind that is read. */
export const isPictureFile = (file: string) => read.test(file);

/** True for the name of any picture, read or not. */
export const isAnyPictureFile = (file: string) => known.test(file);
