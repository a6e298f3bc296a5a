import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const sheets = ['colours', 'page', 'tables', 'plots', 'cards', 'dialog'];

/** The page's style sheets as one, as they stand in `styles`. */
export function pageStyle(): string {
  return sheets
    .map((name) => readFileSync(join(__dirname, 'styles', `${name}.css`), 'utf8'))
    .join('\n');
}

/** The page's script: the modules in `page` as one, without their types. Not made smaller, so that it can be read. */
export function pageScript(): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, 'page', 'main.ts')],
    ...{ bundle: true, write: false, format: 'iife', target: 'es2020', charset: 'utf8' },
  });
  return outputFiles[0].text;
}
