import type { Node } from './tree.js';
import { fileURLToPath } from './url.js';

/** The path of a file that is named by its path or address. */
export const pathOf = (path: string | URL): string =>
  typeof path === 'string' ? path : fileURLToPath(path);

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
