import { smallJpeg } from '../../display/thumbnail.js';
import { shortPath, UserError } from '../../outputs/index.js';

/** Width and height at most, in pixels. */
const SIDE = 480;

async function sampleFile(path: string): Promise<Uint8Array> {
  try {
    return await smallJpeg(path, SIDE, 85).toBuffer();
  } catch (error) {
    throw new UserError(
      `${shortPath(path)} cannot be read as a picture (${(error as Error).message}): name another to show on the page.`,
    );
  }
}

/**
 * Pictures made small enough to come with the page.
 * @throws UserError naming one that cannot be read
 */
export function sampleFiles(paths: readonly string[]): Promise<Uint8Array[]> {
  return Promise.all(paths.map(sampleFile));
}
