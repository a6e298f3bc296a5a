import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What lib's modules end in: `.ts` in a clone, which runs them as they are, `.js` in the package, which holds them built. */
const ending = extname(import.meta.filename);

/** True in the installed package: what belongs to the user is then in the folder that the process works in. */
export const isInstalled = ending === '.js';

/** The file of a module of lib, from its path without an ending. */
export const moduleFile = (path: string): string => path + ending;

/** Node's options for a process that runs a module of lib. */
export const moduleOptions: readonly string[] = isInstalled
  ? []
  : ['--import', pathToFileURL(join(import.meta.dirname, 'typescript-loader.js')).href];

/** The file that a worker thread is started with so that it runs a module of lib, and what it needs to know. */
export function threadFile(module: string): { file: string; workerData?: { module: string } } {
  if (isInstalled) return { file: module };
  const file = join(import.meta.dirname, 'typescript-thread.js');
  return { file, workerData: { module: pathToFileURL(module).href } };
}
