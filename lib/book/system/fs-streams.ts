import { Buffer } from 'buffer';
import { closeSync, openSync, writeSync } from './fs-files.js';
import { pathOf } from './fs-stats.js';
import { bytesOf, needFile, toBytes } from './tree.js';

const CHUNK = 65536;

/** A file in parts: to be gone through with `for await`. */
export function createReadStream(
  where: string | URL,
  options?: { start?: number; end?: number; encoding?: BufferEncoding } | BufferEncoding,
) {
  const {
    start = 0,
    end = Number.POSITIVE_INFINITY,
    encoding,
  } = typeof options === 'object' ? options : { encoding: options };
  const path = pathOf(where);
  return {
    path,
    destroy() {},
    close() {},
    on() {
      return this;
    },
    async *[Symbol.asyncIterator]() {
      const bytes = bytesOf(needFile(path, 'open')).subarray(start, end + 1);
      const decoder = encoding && new TextDecoder(encoding);
      for (let at = 0; at < bytes.length; at += CHUNK) {
        const chunk = Buffer.from(bytes.slice(at, at + CHUNK));
        yield decoder ? decoder.decode(chunk, { stream: true }) : chunk;
      }
    },
  };
}

/** What is written piece by piece, to a file that is there at once. */
export function createWriteStream(path: string, { flags = 'w' } = {}) {
  const descriptor = openSync(path, flags);
  return {
    write: (data: unknown) => writeSync(descriptor, toBytes(data)) >= 0,
    end: () => closeSync(descriptor),
    on() {
      return this;
    },
  };
}
