/** Where a page finds a picture: `a dog` is `pictures/a%20dog.webp`. */
export const picturePath = (folder: 'pictures' | 'neighbours', name: string) =>
  `${folder}/${encodeURIComponent(name)}.webp`;

/**
 * The name of the picture that a page asks for, the other way round.
 * @throws URIError where the address is none
 */
export const pictureNamed = (path: string): string =>
  decodeURIComponent(/\/([^/]+)\.webp$/.exec(path)?.[1] ?? '');
