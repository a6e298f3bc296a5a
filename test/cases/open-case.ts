import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openDataset } from '../../lib/data-understanding/index.js';

/**
 * A copy of a case's text files in a new folder, with a file for each picture in `images`.
 * @param pictures default: pic00.jpg to pic11.jpg
 */
export function caseFolder(name: string, pictures = numbered('pic', 12)): string {
  const folder = mkdtempSync(join(tmpdir(), 'captionlab-case-'));
  cpSync(join(import.meta.dirname, name), folder, { recursive: true });
  for (const picture of pictures) {
    const path = join(folder, 'images', picture);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, 'not read here');
  }
  return folder;
}

/** pic00.jpg, pic01.jpg, … */
export const numbered = (stem: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${stem}${String(i).padStart(2, '0')}.jpg`);

/** A case's data set with a run folder of its own. */
export async function openCase(folder: string) {
  const dataset = await openDataset({ name: 'case', folder });
  return { ...dataset, runFolder: mkdtempSync(join(tmpdir(), 'captionlab-run-')) };
}
