import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Part } from './pages/parts.js';
import { writeStarts } from './stick/write-starts.js';
import { writeBook } from './write-book.js';

/** Writes the book as a folder to be copied on a stick: the same site, and what starts it by a double click. */
export async function writeStick(folder: string): Promise<Part[]> {
  rmSync(folder, { recursive: true, force: true });
  const missing = await writeBook(join(folder, 'book'));
  await writeStarts(folder);
  return missing;
}
