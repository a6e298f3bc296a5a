import { statSync } from 'node:fs';
import { join } from 'node:path';
import { LIBRARY_FILE } from '../../display/figure-script.js';
import { libraryScript } from '../../display/plotly.js';
import { writeFileWhole } from '../../outputs/index.js';

/** Writes what draws figures into a folder, for the pages that look for it there, unless it is there. */
export function placeFigureLibrary(folder: string): void {
  const path = join(folder, LIBRARY_FILE);
  const script = libraryScript();
  if (statSync(path, { throwIfNoEntry: false })?.size === Buffer.byteLength(script)) return;
  writeFileWhole(path, script);
}
