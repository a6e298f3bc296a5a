import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Part } from './pages/parts.js';
import { writePages } from './pages/write-pages.js';
import { writeServiceWorker } from './service-worker.js';
import { writeLive } from './write-live.js';
import { writeProject } from './write-project.js';

/**
 * Writes the book as one folder, for any static server.
 * @returns the pages that it would have, had they been made
 */
export async function writeBook(folder: string): Promise<Part[]> {
  rmSync(folder, { recursive: true, force: true });
  await writeProject(join(folder, 'kernel'));
  await writeLive(join(folder, 'live'));
  const missing = writePages(folder);
  writeServiceWorker(folder);
  return missing;
}
