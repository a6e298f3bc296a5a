import type { ServerResponse } from 'node:http';
import { say, send } from '../outputs/index.js';
import { smallWebp } from './thumbnail.js';

const SIDE = 720;

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
