/** `node:fs` in a browser: the functions that lib, tslab and TypeScript call, on files in memory. */

import { Buffer } from 'buffer';
import { basename, dirname, join, relative, resolve } from './path.js';
import {
  bytesOf,
  emptyFile,
  type FileNode,
  find,
  makeFolders,
  type Node,
  need,
  needFile,
  needFolder,
  newFile,
  noteChange,
  place,
  remove,
  resize,
  systemError,
  toBytes,
} from './tree.js';
import { fileURLToPath } from './url.js';

type PathLike = string | URL | number;
type Options = BufferEncoding | { encoding?: BufferEncoding | null; flag?: string } | null;

export const constants = {
  ...{ F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1 },
  ...{
    O_RDONLY: 0,
    O_WRONLY: 1,
    O_RDWR: 2,
    O_CREAT: 64,
    O_EXCL: 128,
    O_TRUNC: 512,
    O_APPEND: 1024,
  },
};

interface Opened {
  file: FileNode;
  path: string;
  /** Where what is read or written without a place goes. */
  at: number;
  appends: boolean;
}

const FIRST_DESCRIPTOR = 10;
const opened = new Map<number, Opened>();
let next = FIRST_DESCRIPTOR;

const pathOf = (path: string | URL): string =>
  typeof path === 'string' ? path : fileURLToPath(path);

function openedFile(descriptor: number, syscall: string): Opened {
  const found = opened.get(descriptor);
  if (!found) throw systemError('EBADF', syscall);
  return found;
}

const fileAt = (path: PathLike, syscall: string): FileNode =>
  typeof path === 'number' ? openedFile(path, syscall).file : needFile(pathOf(path), syscall);

const encodingOf = (options?: Options) =>
  typeof options === 'string' ? options : (options?.encoding ?? undefined);

/** What is known of a file or folder. */
export class Stats {
  constructor(private readonly node: Node) {}
  readonly mode = 0o100666;
  readonly uid = 0;
  readonly dev = 1;
  readonly ino = 0;
  get size(): number {
    return this.node.kind === 'file' ? this.node.size : 0;
  }
  get mtimeMs(): number {
    return this.node.mtimeMs;
  }
  get mtime(): Date {
    return new Date(this.node.mtimeMs);
  }
  get atimeMs(): number {
    return this.node.mtimeMs;
  }
  isFile = () => this.node.kind === 'file';
  isDirectory = () => this.node.kind === 'folder';
  isSymbolicLink = () => false;
  isFIFO = () => false;
}

/** An entry of a folder. */
export class Dirent {
  constructor(
    readonly name: string,
    readonly parentPath: string,
    private readonly node: Node,
  ) {}
  isFile = () => this.node.kind === 'file';
  isDirectory = () => this.node.kind === 'folder';
  isSymbolicLink = () => false;
}

export function readFileSync(path: PathLike, options?: Options): Buffer | string {
  const bytes = bytesOf(fileAt(path, 'open'));
  const buffer = Buffer.from(bytes.slice().buffer);
  const encoding = encodingOf(options);
  return encoding ? buffer.toString(encoding) : buffer;
}

export function writeFileSync(path: PathLike, data: unknown, options?: Options): void {
  const flag = (typeof options === 'object' && options?.flag) || 'w';
  const descriptor = typeof path === 'number' ? path : openSync(path, flag);
  try {
    writeSync(descriptor, toBytes(data, encodingOf(options)));
  } finally {
    if (typeof path !== 'number') closeSync(descriptor);
  }
}

export const appendFileSync = (path: PathLike, data: unknown, options?: Options): void =>
  writeFileSync(path, data, { encoding: encodingOf(options), flag: 'a' });

export function openSync(where: string | URL, flags: string | number = 'r'): number {
  const path = pathOf(where);
  const has = (letter: string, bit: number) =>
    typeof flags === 'string' ? flags.includes(letter) : (flags & bit) !== 0;
  const isNew = typeof flags === 'string' ? /[wa]/.test(flags) : has('', constants.O_CREAT);
  const node = find(path);
  const writes = typeof flags === 'string' ? /[wa+]/.test(flags) : (flags & 3) !== 0;
  if (node?.kind === 'folder' && writes) throw systemError('EISDIR', 'open', path);
  if (node && has('x', constants.O_EXCL)) throw systemError('EEXIST', 'open', path);
  if (!node && !isNew) throw systemError('ENOENT', 'open', path);
  // A folder that is opened can be flushed, and nothing else.
  const file = node?.kind === 'folder' ? emptyFile() : (node ?? newFile(path, 'open'));
  if (has('w', constants.O_TRUNC)) resize(file, 0);
  const descriptor = next++;
  opened.set(descriptor, { file, path, at: 0, appends: has('a', constants.O_APPEND) });
  return descriptor;
}

export const closeSync = (descriptor: number): void => void opened.delete(descriptor);

interface Part {
  offset?: number;
  length?: number;
  position?: number | null;
}

const viewOf = (values: ArrayBufferView) =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

export function readSync(
  descriptor: number,
  into: ArrayBufferView,
  options: number | Part = 0,
  length?: number,
  position?: number | null,
): number {
  const part = typeof options === 'object' ? options : { offset: options, length, position };
  const open = openedFile(descriptor, 'read');
  const target = viewOf(into);
  const offset = part.offset ?? 0;
  const start = part.position ?? open.at;
  const wanted = part.length ?? target.length - offset;
  const bytes = bytesOf(open.file).subarray(start, start + wanted);
  target.set(bytes, offset);
  if (typeof part.position !== 'number') open.at += bytes.length;
  return bytes.length;
}

export function writeSync(
  descriptor: number,
  data: string | ArrayBufferView,
  offset?: number | null,
  length?: number | BufferEncoding | null,
  position?: number | null,
): number {
  const open = openedFile(descriptor, 'write');
  const isText = typeof data === 'string';
  const place = isText ? offset : position;
  const all = toBytes(data);
  const start = isText ? 0 : (offset ?? 0);
  const count = isText || typeof length !== 'number' ? all.length - start : length;
  const at = typeof place === 'number' ? place : open.appends ? open.file.size : open.at;
  if (at + count > open.file.size) resize(open.file, at + count);
  bytesOf(open.file).set(all.subarray(start, start + count), at);
  open.file.mtimeMs = Date.now();
  if (typeof place !== 'number') open.at = at + count;
  noteChange(open.path);
  return count;
}

export const fsyncSync = (_descriptor: number): void => {};

export function ftruncateSync(descriptor: number, size = 0): void {
  const { file, path } = openedFile(descriptor, 'ftruncate');
  resize(file, size);
  noteChange(path);
}

export function truncateSync(path: string, size = 0): void {
  resize(needFile(path, 'truncate'), size);
  noteChange(path);
}

export const fstatSync = (descriptor: number) => new Stats(openedFile(descriptor, 'fstat').file);

export const existsSync = (path: string | URL): boolean => find(pathOf(path)) !== undefined;

export function statSync(path: string | URL, { throwIfNoEntry = true } = {}): Stats | undefined {
  const node = throwIfNoEntry ? need(pathOf(path), 'stat') : find(pathOf(path));
  return node && new Stats(node);
}

export const lstatSync = statSync;

/** Whether there is room: the browser decides when it stores. */
export const statfsSync = () => ({ bsize: 4096, blocks: 2 ** 20, bavail: 2 ** 20, bfree: 2 ** 20 });

export function accessSync(path: string | URL): void {
  need(pathOf(path), 'access');
}

interface ListOptions {
  withFileTypes?: boolean;
  recursive?: boolean;
}

function* entriesIn(folder: string, recursive: boolean): Generator<[string, Node]> {
  for (const [name, node] of needFolder(folder, 'scandir').children) {
    yield [join(folder, name), node];
    if (recursive && node.kind === 'folder') yield* entriesIn(join(folder, name), true);
  }
}

export function readdirSync(where: string | URL, options?: ListOptions | string) {
  const folder = pathOf(where);
  const { withFileTypes = false, recursive = false } = typeof options === 'object' ? options : {};
  const entries = [...entriesIn(folder, recursive)].sort(([a], [b]) => (a < b ? -1 : 1));
  if (!withFileTypes) return entries.map(([path]) => relative(folder, path));
  return entries.map(([path, node]) => new Dirent(basename(path), dirname(path), node));
}

export function mkdirSync(path: string | URL, options?: { recursive?: boolean } | number): void {
  const folder = pathOf(path);
  if (typeof options === 'object' && options.recursive) return void makeFolders(folder);
  if (find(folder)) throw systemError('EEXIST', 'mkdir', folder);
  needFolder(dirname(resolve(folder)), 'mkdir');
  makeFolders(folder);
}

export function mkdtempSync(prefix: string): string {
  const folder = `${prefix}${Math.random().toString(36).slice(2, 8)}`;
  makeFolders(folder);
  return folder;
}

/** Names everything in a folder as changed: it has moved. */
function noteAll(path: string, node: Node): void {
  noteChange(path);
  if (node.kind !== 'folder') return;
  for (const [name, child] of node.children) noteAll(join(path, name), child);
}

export function renameSync(from: string | URL, to: string | URL): void {
  const [source, target] = [pathOf(from), pathOf(to)];
  const node = need(source, 'rename');
  const there = find(target);
  if (there?.kind === 'folder' && there.children.size > 0) {
    throw systemError('ENOTEMPTY', 'rename', target);
  }
  noteAll(source, node);
  remove(source);
  place(target, node, 'rename');
  noteAll(target, node);
}

export function rmSync(path: string | URL, { recursive = false, force = false } = {}): void {
  const target = pathOf(path);
  const node = find(target);
  if (!node) {
    if (force) return;
    throw systemError('ENOENT', 'rm', target);
  }
  if (node.kind === 'folder' && !recursive) throw systemError('EISDIR', 'rm', target);
  noteAll(target, node);
  remove(target);
}

export const unlinkSync = (path: string | URL): void => rmSync(path);

export function rmdirSync(path: string | URL): void {
  if (needFolder(pathOf(path), 'rmdir').children.size > 0) {
    throw systemError('ENOTEMPTY', 'rmdir', pathOf(path));
  }
  remove(pathOf(path));
}

export function copyFileSync(from: string | URL, to: string | URL): void {
  writeFileSync(to, bytesOf(needFile(pathOf(from), 'copyfile')));
}

/** A second name for the same file. */
export const linkSync = (from: string, to: string): void =>
  place(to, needFile(from, 'link'), 'link');

export function cpSync(from: string, to: string, options = {}): void {
  const node = need(from, 'cp');
  if (node.kind === 'file') {
    copyFileSync(from, to);
    return;
  }
  makeFolders(to);
  for (const name of node.children.keys()) cpSync(join(from, name), join(to, name), options);
}

export function utimesSync(path: string, _accessed: unknown, modified: number | Date): void {
  need(path, 'utime').mtimeMs = Number(modified) * (typeof modified === 'number' ? 1000 : 1);
}

/** There are no links: a path is what it says. */
export const realpathSync = Object.assign(
  (path: string) => {
    need(path, 'realpath');
    return resolve(path);
  },
  { native: (path: string) => resolve(path) },
);

/** Nobody else changes the files. */
export const watch = () => ({ close() {}, on() {}, unref() {} });
export const watchFile = () => {};
export const unwatchFile = () => {};

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

/** A function of the file system as a promise. */
const later =
  <Words extends unknown[], Result>(work: (...words: Words) => Result) =>
  async (...words: Words): Promise<Result> =>
    work(...words);

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
