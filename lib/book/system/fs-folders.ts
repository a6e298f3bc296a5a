import { writeFileSync } from './fs-files.js';
import { Dirent, pathOf, Stats } from './fs-stats.js';
import { basename, dirname, join, relative, resolve } from './path.js';
import {
  bytesOf,
  find,
  makeFolders,
  type Node,
  need,
  needFile,
  needFolder,
  noteChange,
  place,
  remove,
  systemError,
} from './tree.js';

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

export interface ListOptions {
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
