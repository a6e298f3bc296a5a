/** `node:fs/promises` in a browser. */

import { promises } from './fs.js';

export const { readFile, writeFile, appendFile, mkdir, readdir, stat, rm } = promises;
export const { unlink, rename, copyFile, access, open } = promises;
