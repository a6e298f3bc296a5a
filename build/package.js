// Builds what the package holds: lib as JavaScript with its types, and beside it what lib reads (weights, style sheets).
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const isCompiled = (path) => /(?<!\.d)\.ts$/.test(path);

rmSync(join(root, 'dist'), { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [compiler, '-p', import.meta.dirname], {
  stdio: 'inherit',
});
cpSync(join(root, 'lib'), join(root, 'dist'), {
  recursive: true,
  filter: (path) => !isCompiled(path),
});
process.exitCode = status ?? 1;
