import type { ServerResponse } from 'node:http';
import { say, send } from '../outputs/index.js';
import { smallWebp } from './thumbnail.js';

const SIDE = 720;

/**
 * The name of the picture that a page asks for: `pictures/a%20dog.webp` is `a dog`.
 * @throws URIError where the address is none
 */
export const pictureNamed = (path: string): string =>
  decodeURIComponent(/\/([^/]+)\.webp$/.exec(path)?.[1] ?? '');

/** Answers with a picture, small enough for a page: its pixels, whatever else its file holds. */
export async function sendPicture(
  response: ServerResponse,
  path: string | undefined,
): Promise<void> {
  if (!path) return say(response, 404, 'There is no such picture.');
  try {
    send(response, 200, 'image/webp', await smallWebp(path, SIDE, 85).toBuffer());
  } catch {
    say(response, 422, 'The picture cannot be read.');
  }
}
