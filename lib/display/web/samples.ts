import sharp from 'sharp';

/** Width and height at most, in pixels. */
const SIDE = 480;

/**
 * Pictures made small enough to come with the page.
 * @throws Error from sharp when one cannot be read
 */
export function sampleFiles(paths: readonly string[]): Promise<Uint8Array[]> {
  return Promise.all(
    paths.map((path) =>
      sharp(path)
        .rotate()
        .resize({ width: SIDE, height: SIDE, fit: 'inside', withoutEnlargement: true })
        .flatten({ background: '#ffffff' })
        .jpeg({ quality: 85 })
        .toBuffer(),
    ),
  );
}
