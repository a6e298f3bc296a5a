import { fetchNow, siteFolder } from './site.js';
import { bring } from './tree.js';

/** Files as one: the header's length (4 bytes), a JSON list of paths with their sizes, then their bytes. */
export type ImageHeader = [path: string, size: number][];

/** Files that are fetched when they are first read: paths in the project, sizes, and names on the site. */
export type LaterFiles = [path: string, size: number, name: string][];

/** Brings the files of an image into the file system. */
export function bringImage(image: Uint8Array): void {
  const view = new DataView(image.buffer, image.byteOffset);
  const start = 4 + view.getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(image.subarray(4, start))) as ImageHeader;
  let at = start;
  for (const [path, size] of header) {
    bring(path, { bytes: image.subarray(at, at + size), size, mtimeMs: 0 });
    at += size;
  }
}

/** Brings files that stay on the site until they are read. */
export function bringLater(files: LaterFiles): void {
  for (const [path, size, name] of files) {
    const source = () => fetchNow(`${siteFolder()}${name}`);
    bring(path, { bytes: new Uint8Array(), size, mtimeMs: 0, source });
  }
}
