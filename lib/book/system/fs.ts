/** `node:fs` in a browser: the functions that lib, tslab and TypeScript call, on files in memory. */

import {
  appendFileSync,
  closeSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  writeFileSync,
  writeSync,
} from './fs-files.js';
import {
  accessSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
} from './fs-folders.js';

export * from './fs-files.js';
export * from './fs-folders.js';
export { Dirent, Stats } from './fs-stats.js';
export * from './fs-streams.js';

/** Nobody else changes the files. */
export const watch = () => ({ close() {}, on() {}, unref() {} });
export const watchFile = () => {};
export const unwatchFile = () => {};

/** A function of the file system as a promise: it fails when it is waited for, and not when it is called. */
const later =
  <Words extends unknown[], Result>(work: (...words: Words) => Result) =>
  async (...words: Words): Promise<Result> => {
    await null;
    return work(...words);
  };

export const promises = {
  readFile: later(readFileSync),
  writeFile: later(writeFileSync),
  appendFile: later(appendFileSync),
  mkdir: later(mkdirSync),
  readdir: later(readdirSync),
  stat: later(statSync),
  rm: later(rmSync),
  unlink: later(unlinkSync),
  rename: later(renameSync),
  copyFile: later(copyFileSync),
  access: later(accessSync),
  async open(path: string, flags?: string) {
    const descriptor = openSync(path, flags);
    return {
      fd: descriptor,
      stat: async () => fstatSync(descriptor),
      close: async () => closeSync(descriptor),
      async read(
        into: ArrayBufferView,
        offset?: number,
        length?: number,
        position?: number | null,
      ) {
        return { bytesRead: readSync(descriptor, into, offset, length, position), buffer: into };
      },
      async write(data: ArrayBufferView, offset?: number, length?: number, position?: number) {
        return { bytesWritten: writeSync(descriptor, data, offset, length, position) };
      },
      sync: async () => {},
    };
  },
};

export * as default from './fs.js';
