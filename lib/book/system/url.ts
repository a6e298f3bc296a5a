/** `node:url` in a browser: files have addresses that begin with `file:`. */

export const URL = globalThis.URL;

export function fileURLToPath(address: string | globalThis.URL): string {
  const { protocol, pathname } = new URL(address);
  if (protocol !== 'file:') throw new TypeError('The URL must be of scheme file');
  return decodeURIComponent(pathname);
}

export const pathToFileURL = (path: string): globalThis.URL =>
  new URL(`file://${path.split('/').map(encodeURIComponent).join('/')}`);

export * as default from './url.js';
