import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { readMe } from './read-me.js';

const own = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8');

/** A program that a double click starts. */
const writeProgram = (path: string, text: string) => writeFileSync(path, text, { mode: 0o755 });

/**
 * Writes what starts a book from a stick, beside the folder `book`: a start for each system, the server that it runs, in two
 * languages, and a page for where neither is there.
 */
export async function writeStarts(folder: string): Promise<void> {
  const server = join(folder, 'server');
  mkdirSync(server, { recursive: true });
  await build({
    entryPoints: [join(import.meta.dirname, 'server', 'main.ts')],
    ...{ bundle: true, format: 'cjs', platform: 'node', target: 'node16' },
    ...{ charset: 'utf8', outfile: join(server, 'serve.cjs') },
  });
  writeFileSync(join(server, 'serve.py'), own('serve.py'));
  writeProgram(join(folder, 'Start on Linux.sh'), own('start.sh'));
  writeProgram(join(folder, 'Start on macOS.command'), own('start.sh'));
  // cmd.exe loses its place in a file whose lines end otherwise
  writeProgram(join(folder, 'Start on Windows.cmd'), own('start.cmd').replace(/\n/g, '\r\n'));
  writeFileSync(join(folder, 'Read me.html'), readMe);
}
