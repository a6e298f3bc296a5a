import { closeSync, openSync, readSync } from 'node:fs';

const BLOCK = 2 ** 20;

/** A line of a file, without its end, and the byte at which it begins. */
export interface FileLine {
  bytes: Buffer;
  start: number;
}

/** The lines of a file, one after the other: it may be longer than any string. A last line without its end does not count. */
export function* fileLines(path: string): Generator<FileLine> {
  const file = openSync(path, 'r');
  const block = Buffer.alloc(BLOCK);
  let start = 0;
  let open: Buffer[] = []; // of the line that goes on in the next block
  try {
    for (let length = readSync(file, block); length > 0; length = readSync(file, block)) {
      let from = 0;
      for (let end = block.indexOf(10); end >= 0 && end < length; end = block.indexOf(10, from)) {
        const bytes = Buffer.concat([...open, block.subarray(from, end)]);
        open = [];
        from = end + 1;
        yield { bytes, start };
        start += bytes.length + 1;
      }
      if (from < length) open.push(Buffer.from(block.subarray(from, length)));
    }
  } finally {
    closeSync(file);
  }
}
