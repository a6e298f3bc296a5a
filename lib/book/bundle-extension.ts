import { join } from 'node:path';
import { build } from 'esbuild';

/** Writes what JupyterLite loads to have the kernel. */
export async function bundleExtension(path: string): Promise<void> {
  await build({
    entryPoints: [join(import.meta.dirname, 'extension', 'main.ts')],
    ...{ bundle: true, format: 'iife', target: 'es2022', minify: true, outfile: path },
    ...{ charset: 'utf8', legalComments: 'none' },
  });
}
