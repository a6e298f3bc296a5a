import { Buffer } from 'buffer';
import { basename, dirname, resolve } from './path.js';

/** A file in memory, or one that lies on the site until it is read. */
export interface FileNode {
  kind: 'file';
  bytes: Uint8Array;
  size: number;
  mtimeMs: number;
  /** Where its bytes come from when they are first asked for. */
  source?: () => Uint8Array;
}

export interface FolderNode {
  kind: 'folder';
  children: Map<string, Node>;
  mtimeMs: number;
}

export type Node = FileNode | FolderNode;

const newFolder = (): FolderNode => ({ kind: 'folder', children: new Map(), mtimeMs: Date.now() });

const root = newFolder();

/** Paths that were written, made or removed since somebody last asked. */
const changed = new Set<string>();

/** What was changed since this was last called: absolute paths. */
export function takeChanges(): string[] {
  const paths = [...changed];
  changed.clear();
  return paths;
}

export const noteChange = (path: string): void => void changed.add(resolve(path));

const sentences: Record<string, string> = {
  ENOENT: 'no such file or directory',
  EEXIST: 'file already exists',
  ENOTDIR: 'not a directory',
  EISDIR: 'illegal operation on a directory',
  ENOTEMPTY: 'directory not empty',
  EBADF: 'bad file descriptor',
};

/** An error as the file functions of Node throw it. */
export function systemError(code: string, syscall: string, path?: string): Error {
  const message = `${code}: ${sentences[code]}, ${syscall}${path === undefined ? '' : ` '${path}'`}`;
  return Object.assign(new Error(message), { code, syscall, path, errno: -1 });
}

/** What stands at a path; undefined where nothing does. */
export function find(path: string): Node | undefined {
  let node: Node = root;
  for (const part of resolve(path).split('/')) {
    if (part === '') continue;
    if (node.kind !== 'folder') return undefined;
    const next: Node | undefined = node.children.get(part);
    if (!next) return undefined;
    node = next;
  }
  return node;
}

/** What stands at a path. */
export function need(path: string, syscall: string): Node {
  const node = find(path);
  if (!node) throw systemError('ENOENT', syscall, path);
  return node;
}

export function needFolder(path: string, syscall: string): FolderNode {
  const node = need(path, syscall);
  if (node.kind !== 'folder') throw systemError('ENOTDIR', syscall, path);
  return node;
}

export function needFile(path: string, syscall: string): FileNode {
  const node = need(path, syscall);
  if (node.kind !== 'file') throw systemError('EISDIR', syscall);
  return node;
}

/** The bytes of a file, fetched if they are not here yet. */
export function bytesOf(node: FileNode): Uint8Array {
  if (node.source) {
    node.bytes = node.source();
    node.size = node.bytes.length;
    node.source = undefined;
  }
  return node.bytes.subarray(0, node.size);
}

/** Makes a folder with those above it. */
export function makeFolders(path: string): FolderNode {
  let node: Node = root;
  for (const part of resolve(path).split('/')) {
    if (part === '') continue;
    if (node.kind !== 'folder') throw systemError('ENOTDIR', 'mkdir', path);
    let next: Node | undefined = node.children.get(part);
    if (!next) {
      next = newFolder();
      node.children.set(part, next);
    }
    node = next;
  }
  if (node.kind !== 'folder') throw systemError('EEXIST', 'mkdir', path);
  return node;
}

/** Puts something at a path whose folder is there. */
export function place(path: string, node: Node, syscall: string): void {
  needFolder(dirname(resolve(path)), syscall).children.set(basename(resolve(path)), node);
  noteChange(path);
}

/** Takes away what stands at a path. */
export function remove(path: string): void {
  const whole = resolve(path);
  const folder = find(dirname(whole));
  if (folder?.kind === 'folder') folder.children.delete(basename(whole));
  noteChange(whole);
}

export const emptyFile = (): FileNode => ({
  ...{ kind: 'file', bytes: new Uint8Array(), size: 0, mtimeMs: Date.now() },
});

/** An empty file at a path. */
export function newFile(path: string, syscall: string): FileNode {
  const file = emptyFile();
  place(path, file, syscall);
  return file;
}

/** Makes room for `size` bytes; those that are new are zero. */
export function resize(file: FileNode, size: number): void {
  const bytes = bytesOf(file);
  if (size > file.bytes.length) {
    const roomier = new Uint8Array(Math.max(size, Math.min(2 * bytes.length, size + 2 ** 24)));
    roomier.set(bytes);
    file.bytes = roomier;
  } else if (size < file.size) {
    file.bytes.fill(0, size, file.size);
  }
  file.size = size;
  file.mtimeMs = Date.now();
}

/** Puts a file where it belongs, with the folders above it: what the site or the browser's storage brings. */
export function bring(path: string, file: Omit<FileNode, 'kind'>): void {
  makeFolders(dirname(path)).children.set(basename(path), { kind: 'file', ...file });
}

/** The bytes of a text or of typed values. */
export function toBytes(data: unknown, encoding: BufferEncoding = 'utf8'): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data, encoding);
  if (ArrayBuffer.isView(data))
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  throw new TypeError('The "data" argument must be a string or typed values');
}
