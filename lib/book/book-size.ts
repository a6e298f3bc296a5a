import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The most that a book may take: browsers keep it, and sticks carry it. */
export const MOST_BYTES = 60e6;

/** The bytes of all files of a folder. */
const bytesIn = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce(
      (sum, entry) => sum + statSync(join(entry.parentPath ?? entry.path, entry.name)).size,
      0,
    );

/** How large a book is, and each of its folders, the largest first. */
export function bookSize(folder: string): {
  bytes: number;
  folders: { name: string; bytes: number }[];
} {
  const folders = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, bytes: bytesIn(join(folder, name)) }))
    .sort((a, b) => b.bytes - a.bytes);
  return { bytes: bytesIn(folder), folders };
}
