import { Buffer } from 'buffer';
import { pathOf, Stats } from './fs-stats.js';
import {
  bytesOf,
  emptyFile,
  type FileNode,
  find,
  needFile,
  newFile,
  noteChange,
  resize,
  systemError,
  toBytes,
} from './tree.js';

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

function openedFile(descriptor: number, syscall: string): Opened {
  const found = opened.get(descriptor);
  if (!found) throw systemError('EBADF', syscall);
  return found;
}

const fileAt = (path: PathLike, syscall: string): FileNode =>
  typeof path === 'number' ? openedFile(path, syscall).file : needFile(pathOf(path), syscall);

const encodingOf = (options?: Options) =>
  typeof options === 'string' ? options : (options?.encoding ?? undefined);

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
