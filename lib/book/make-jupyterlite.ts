import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, UserError } from '../outputs/index.js';
import {
  environmentFolder,
  environmentProgram,
  environmentPython,
  pythonNames,
} from '../outputs/python-environment.js';
import { answers, ran } from '../outputs/run-program.js';

/** The JupyterLite that the book is made with. */
const JUPYTERLITE = 'jupyterlite-core==0.8.6';

const program = environmentProgram('jupyter-lite');
const isThere = () => answers(program, ['--version']);

/** Where a failed installation leaves the reader. */
const advice = `The book's notebooks run in JupyterLite, which pip could not install here. Try it by hand:
  python3 -m venv .venv
  .venv/bin/pip install ${JUPYTERLITE}`;

/** Installs JupyterLite's tool into the project's own environment, unless it is there. */
function needTool(): void {
  if (isThere()) return;
  const python = pythonNames().find((name) => answers(name, ['--version'])) ?? 'python3';
  const made =
    (existsSync(environmentPython()) || ran(python, ['-m', 'venv', environmentFolder])) &&
    ran(environmentPython(), ['-m', 'pip', 'install', '--quiet', JUPYTERLITE]);
  if (!made || !isThere()) throw new UserError(advice);
}

/** The applications that the book has: JupyterLab, and a notebook by itself. */
export const APPLICATIONS = ['lab', 'notebooks'];

const settings = (folder: string) => ({
  LiteBuildConfig: {
    ...{ output_dir: folder, apps: APPLICATIONS },
    ...{ no_sourcemaps: true, ignore_sys_prefix: true },
  },
});

/**
 * Has JupyterLite's own tool write its static files, with no kernel and no notebooks.
 * @throws UserError where it cannot be had
 */
export function makeJupyterLite(folder: string): void {
  needTool();
  const work = join(projectRoot, '.jupyter', 'lite');
  mkdirSync(work, { recursive: true });
  const config = join(work, 'jupyter_lite_config.json');
  writeFileSync(config, `${JSON.stringify(settings(folder), null, 2)}\n`);
  if (!ran(program, ['build', '--config', config], { cwd: work })) {
    throw new UserError('JupyterLite could not be built: the lines above say why.');
  }
}
