import { element } from '../../../display/page/element.js';
import { picturePath } from '../../../display/picture-path.js';
import type { ShownPicture } from '../page-data.js';

/** The picture, for those who do not see it what the first of the people said; or a box with its name where the file could not be read. */
export function pictureOf(
  { imageId, references, size }: Pick<ShownPicture, 'imageId' | 'references' | 'size'>,
  lazy: boolean,
): HTMLElement {
  if (!size) return element('span', { class: 'no-picture' }, `${imageId} cannot be read`);
  const [width, height] = size;
  return element('img', {
    ...{ src: picturePath('pictures', imageId), alt: references[0] ?? imageId, width, height },
    ...(lazy && { loading: 'lazy', decoding: 'async' }),
  });
}
