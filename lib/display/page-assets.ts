import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** The sheets that every page has. */
const common = ['colours', 'base'];

/** Whether a sheet is every page's. */
export const isCommonSheet = (name: string) => common.includes(name);

/** A sheet that every page has: `colours` or `base`. */
export const commonSheet = (name: string) => join(import.meta.dirname, 'styles', `${name}.css`);

/** Style sheets as one, in their order. */
export function joinStyles(paths: readonly string[]): string {
  return paths.map((path) => readFileSync(path, 'utf8')).join('\n');
}

/** A page's script: its modules as one, without their types. Not made smaller, so that it can be read. */
export function joinScripts(entry: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    absWorkingDir: join(import.meta.dirname, '..'), // the same page wherever the command is typed
    ...{ bundle: true, write: false, format: 'iife', target: 'es2020', charset: 'utf8' },
  });
  return outputFiles[0].text;
}
