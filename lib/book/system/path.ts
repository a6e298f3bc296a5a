/** `node:path` in a browser, where paths are as on Linux. */

import { cwd } from './folder.js';

export const sep = '/';
export const delimiter = ':';

export const isAbsolute = (path: string): boolean => path.startsWith('/');

/** Takes out `.` and `..`, and slashes that stand twice. */
export function normalize(path: string): string {
  const rooted = isAbsolute(path);
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    const isUp = part === '..';
    if (isUp && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!isUp || !rooted) parts.push(part);
  }
  const text = parts.join('/');
  if (text === '') return rooted ? '/' : path.endsWith('/') && path !== '/' ? './' : '.';
  return `${rooted ? '/' : ''}${text}${path.endsWith('/') ? '/' : ''}`;
}

export function join(...parts: string[]): string {
  return normalize(parts.filter((part) => part !== '').join('/'));
}

export function resolve(...parts: string[]): string {
  let path = '';
  for (const part of parts.reverse()) {
    if (part !== '') path = path === '' ? part : `${part}/${path}`;
    if (isAbsolute(path)) break;
  }
  const whole = normalize(isAbsolute(path) ? path : `${cwd()}/${path}`);
  return whole.length > 1 ? whole.replace(/\/$/, '') : whole;
}

export function relative(from: string, to: string): string {
  const [left, right] = [from, to].map((path) => resolve(path).split('/').filter(Boolean));
  let same = 0;
  while (same < left.length && same < right.length && left[same] === right[same]) same++;
  return [...left.slice(same).map(() => '..'), ...right.slice(same)].join('/');
}

export function dirname(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  const end = trimmed.lastIndexOf('/');
  if (end < 0) return trimmed === '' && path !== '' ? '/' : '.';
  return trimmed.slice(0, end).replace(/\/+$/, '') || '/';
}

export function basename(path: string, ending = ''): string {
  const trimmed = path.replace(/\/+$/, '');
  const name = trimmed.slice(trimmed.lastIndexOf('/') + 1);
  return ending && name !== ending && name.endsWith(ending) ? name.slice(0, -ending.length) : name;
}

export function extname(path: string): string {
  const name = basename(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot);
}

export function parse(path: string) {
  const base = basename(path);
  const ext = extname(base);
  const dir = path === base ? '' : dirname(path);
  return { root: isAbsolute(path) ? '/' : '', dir, base, ext, name: basename(base, ext) };
}

/** Paths are as on Linux here, and those of Windows are not taken apart. */
export const posix = {
  ...{ sep, delimiter, isAbsolute, normalize, join, resolve, relative },
  ...{ dirname, basename, extname, parse },
};
export const win32 = posix;

export * as default from './path.js';
