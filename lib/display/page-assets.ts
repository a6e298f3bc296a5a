import { readFileSync } from 'node:fs';
import { buildSync } from 'esbuild';

/** Style sheets as one, in their order. */
export function joinStyles(paths: readonly string[]): string {
  return paths.map((path) => readFileSync(path, 'utf8')).join('\n');
}

/** A page's script: its modules as one, without their types. Not made smaller, so that it can be read. */
export function joinScripts(entry: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    ...{ bundle: true, write: false, format: 'iife', target: 'es2020', charset: 'utf8' },
  });
  return outputFiles[0].text;
}
