import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../lib/outputs/index.js';

/** A file or folder of the reference data beside the project, or undefined where there is none: such tests skip. */
export function sharedData(path: string): string | undefined {
  const full = join(projectRoot, '..', 'shared', 'data', path);
  return existsSync(full) ? full : undefined;
}
