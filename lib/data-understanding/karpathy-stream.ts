import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { JSONParser } from '@streamparser/json';
import { progressBar } from '../display/progress.js';
import { refuseWideText, shortPath, UserError } from '../outputs/index.js';

const MEGABYTE = 2 ** 20;

function progressInMegabytes(path: string, bytes: number) {
  const size = Math.ceil(bytes / MEGABYTE);
  const bar = progressBar(`Reading ${basename(path)}`, size, 'MB');
  let read = 0;
  return {
    advance(more: number): void {
      const before = Math.floor(read / MEGABYTE);
      read += more;
      bar.advance((read === bytes ? size : Math.floor(read / MEGABYTE)) - before);
    },
    done: () => bar.done(),
  };
}

/** An element of a split file's `images` as a message names it: `images[16] (1000092795.jpg)`. */
export function imagePlace(image: unknown, at: number): string {
  const name = (image as { filename?: unknown } | null)?.filename;
  return typeof name === 'string' ? `images[${at}] (${name})` : `images[${at}]`;
}

/**
 * The elements of `images` in a JSON file, one after the other. The file goes by piece by piece, so it may be larger
 * than the memory.
 * @throws UserError when the file is a folder or empty, is not UTF-8 or not JSON, or ends in the middle
 */
export async function* readImages(path: string): AsyncGenerator<unknown, void, undefined> {
  const status = statSync(path);
  const expected = 'expected a JSON file with captions and splits in the layout of Karpathy';
  if (!status.isFile()) throw new UserError(`${shortPath(path)} is a folder: ${expected}.`);
  if (status.size === 0) throw new UserError(`${shortPath(path)} is empty: ${expected}.`);
  const parser = new JSONParser({ paths: ['$.images.*'], keepStack: false });
  let images: unknown[] = [];
  let count = 0;
  let last: unknown;
  parser.onValue = ({ value }) => {
    images.push(value);
    last = value;
    count++;
  };
  const read = () => (count === 0 ? 'before any image' : `after ${imagePlace(last, count - 1)}`);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decoded = (chunk: Uint8Array) => {
    try {
      return decoder.decode(chunk, { stream: true });
    } catch {
      throw new UserError(
        `${shortPath(path)} is not UTF-8, somewhere ${read()}. Save it as UTF-8.`,
      );
    }
  };
  const bar = progressInMegabytes(path, status.size);
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: MEGABYTE })) {
      refuseWideText(chunk, shortPath(path));
      const text = decoded(chunk);
      try {
        parser.write(text);
      } catch (error) {
        throw new UserError(
          `${shortPath(path)} is not JSON ${read()}: ${(error as Error).message}. Fetch or copy it again.`,
        );
      }
      yield* images;
      images = [];
      bar.advance(chunk.length);
    }
  } finally {
    bar.done();
  }
  if (!parser.isEnded) {
    throw new UserError(
      `${shortPath(path)} ends in the middle, ${read()}. Fetch or copy it again.`,
    );
  }
}
