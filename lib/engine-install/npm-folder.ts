import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../outputs/index.js';
import { npmCommand, ran } from '../outputs/run-program.js';

/** What npm puts into a folder: packages with their versions, and what stands in for packages that they ask for. */
interface Wanted {
  dependencies: Record<string, string>;
  overrides?: Record<string, string>;
}

/**
 * Makes a folder anew with npm's packages in it; none of their scripts runs. It gives up on a network that does not answer.
 * @throws UserError when npm could not
 */
export function makeNpmFolder(folder: string, wanted: Wanted): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const description = { private: true, ...wanted };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(description, null, 2));
  const quiet = ['--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts'];
  const bounded = ['--fetch-timeout=10000', '--fetch-retries=1'];
  if (!ran(...npmCommand(['install', ...quiet, ...bounded]), { cwd: folder })) {
    const names = Object.keys(wanted.dependencies)[0];
    throw new UserError(`npm could not install ${names}: see its messages above.`);
  }
}
