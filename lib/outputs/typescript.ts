import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Words for Node's command line by which a process of its own loads TypeScript. */
export const loadsTypescript = [
  '--import',
  pathToFileURL(join(import.meta.dirname, 'typescript-loader.js')).href,
];
