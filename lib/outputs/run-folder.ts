import { isAbsolute, join, relative, sep } from 'node:path';
import { isInBucket } from './bucket/address.js';
import { isInstalled } from './own-modules.js';
import { UserError } from './user-error.js';

/**
 * The folder that holds `data` and `outputs`: a clone's own, wherever the process was started; of the installed package
 * the folder that the process works in.
 */
export const projectRoot = isInstalled ? process.cwd() : join(import.meta.dirname, '..', '..');

/** `outputs/<dataset>`: what each stage leaves for the next. CAPTIONLAB_OUTPUTS moves `outputs` elsewhere. */
export function runFolder(dataset: string): string {
  return join(process.env.CAPTIONLAB_OUTPUTS ?? join(projectRoot, 'outputs'), dataset);
}

/** A path as addresses and archives write it, with slashes, whatever this system writes. */
export function slashed(path: string, separator: string = sep): string {
  return path.split(separator).join('/');
}

/**
 * A path as it is read from the project's root, which itself is `.`: with slashes on every system. Others stay whole, and so
 * do addresses in a bucket.
 */
export function shortPath(path: string): string {
  if (isInBucket(path)) return path;
  const fromRoot = relative(projectRoot, path);
  if (fromRoot.startsWith('..') || isAbsolute(fromRoot)) return path;
  return slashed(fromRoot) || '.';
}

/**
 * The path of a file that another file of its folder names.
 * @param by the file that names it, for the message
 * @throws UserError where it would lie outside of the folder
 */
export function besideIn(folder: string, name: string, by: string): string {
  const path = join(folder, name);
  const from = relative(folder, path);
  if (!isAbsolute(name) && !/^\.\.([/\\]|$)/.test(from) && !isAbsolute(from)) return path;
  throw new UserError(
    `${shortPath(join(folder, by))} names ${name}, which is not in ${shortPath(folder)}: only what lies there is read.`,
  );
}
