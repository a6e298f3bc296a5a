import { keepWork } from '../worker/keep-work.js';
import { MADE, PROJECT } from './folder.js';
import { relative } from './path.js';
import { siteFolder } from './site.js';

/**
 * What `lib/in-the-browser/serve-folder.ts` is on a computer: the book's service worker answers with the files, which lie in
 * the browser's storage.
 */
export async function serveFolder(folder: string) {
  await keepWork();
  const address = new URL(`../${MADE}${relative(PROJECT, folder)}/`, siteFolder()).href;
  return { address, close: async () => {} };
}
