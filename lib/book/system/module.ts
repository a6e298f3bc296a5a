/** `node:module` in a browser: `require` of what the book's script holds, and of JSON files. */

import { modules } from 'captionlab:modules';
import { PROJECT } from './folder.js';
import { dirname, extname, isAbsolute, join, resolve } from './path.js';
import { SourceMap } from './source-map.js';
import { bytesOf, find, needFile } from './tree.js';
import { fileURLToPath } from './url.js';

export { SourceMap };

/** Scripts are mapped where stacks are read. */
export const findSourceMap = (_script: string): undefined => undefined;

const packages = join(PROJECT, 'node_modules');
const text = (path: string) => new TextDecoder().decode(bytesOf(needFile(path, 'open')));

const isHere = (path: string) => path in modules || find(path)?.kind === 'file';

/** The ways in which a path without its ending, or with another one, may be meant. */
function fileFor(path: string): string | undefined {
  const bare = path.replace(/\.js$/, '');
  const ways = [path, `${bare}.ts`, `${bare}.json`, `${path}.js`, join(path, 'index.ts')];
  return ways.find(isHere);
}

/** The script that a package names as its own, whether or not the file system has it. */
function mainOf(id: string): string | undefined {
  const about = join(packages, id, 'package.json');
  if (!isHere(about)) return undefined;
  const { main = 'index.js' } = JSON.parse(text(about)) as { main?: string };
  return join(packages, id, main);
}

function packageFile(id: string): string | undefined {
  const main = mainOf(id);
  return fileFor(join(packages, id)) ?? (main && fileFor(main));
}

function missing(id: string): Error {
  return Object.assign(new Error(`Cannot find module '${id}'`), { code: 'MODULE_NOT_FOUND' });
}

function resolveFrom(folder: string, id: string): string {
  const bare = id.replace(/^node:/, '');
  if (bare in modules) return bare;
  const isPath = bare.startsWith('.') || isAbsolute(bare);
  const found = isPath ? fileFor(resolve(folder, bare)) : packageFile(bare);
  if (!found) throw missing(id);
  return found;
}

const files = new Map<string, unknown>();

/** What a file of the file system exports: JSON, or a script that gives values. */
function evaluated(path: string): unknown {
  if (extname(path) === '.json') return JSON.parse(text(path));
  const module = new Module();
  module._compile(text(path));
  return module.exports;
}

function load(id: string, path: string): unknown {
  if (path in modules) return modules[path]();
  if (!/\.js(on)?$/.test(path)) throw missing(id);
  if (!files.has(path)) files.set(path, evaluated(path));
  return files.get(path);
}

/** What `require` is for a module at this place. */
export function createRequire(from: string | URL) {
  const isAddress = typeof from !== 'string' || from.startsWith('file:');
  const path = isAddress ? fileURLToPath(from) : from;
  const folder = path.endsWith('/') ? path : dirname(path);
  return Object.assign((id: string) => load(id, resolveFrom(folder, id)), {
    resolve: (id: string) => mainOf(id) ?? resolveFrom(folder, id),
    cache: {} as Record<string, unknown>,
  });
}

/** A module that a notebook wrote itself (tslab's `@module`). */
class Module {
  exports: unknown = {};
  filename = '';
  paths: string[] = [];
  require: (id: string) => unknown = createRequire(join(PROJECT, 'src.js'));

  _compile(code: string): void {
    new Function('exports', 'require', 'module', code)(this.exports, this.require, this);
  }

  static createRequire = createRequire;
  static _nodeModulePaths = (): string[] => [];
}

// biome-ignore lint/style/noDefaultExport: Node's own module has one
export { Module as default };
