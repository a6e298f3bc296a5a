import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { projectRoot, shortPath, UserError } from '../../outputs/index.js';
import {
  environmentFolder,
  environmentProgram,
  environmentPython,
  pythonNames,
} from '../../outputs/python-environment.js';
import { beginLog, ranLogged } from '../../outputs/run-logged.js';
import { answers } from '../../outputs/run-program.js';
import { type StatusLine, statusLine } from '../../outputs/status-line.js';
import { findJupyter, type Jupyter, type JupyterPart } from './find-jupyter.js';
import { followPip } from './pip-progress.js';

/** What of Jupyter is installed by pip. */
export const JUPYTER_PACKAGES = ['jupyterlab', 'nbconvert'];

/** The folder of a bundle for machines without a network, in which those and all that they need lie as wheels. */
export const WHEELS = 'wheels';

/** What tells pip where packages come from: the wheels of a bundle, where this is one. */
function sources(): string[] {
  const wheels = join(projectRoot, WHEELS);
  return existsSync(wheels) ? ['--no-index', '--find-links', wheels] : [];
}

const debianPackages = ['jupyter-notebook', 'jupyter-nbconvert', 'python3-nbclient'];

/** Where pip and apt-get write what they do. */
const jupyterLog = join(projectRoot, '.jupyter', 'install.log');

const python = () => pythonNames().find((name) => answers(name, ['--version'])) ?? pythonNames()[0];

/** The version of a package in the environment, as pip knows it. */
function versionOf(name: string): string {
  const words = ['-c', `import importlib.metadata as m; print(m.version("${name}"))`];
  return spawnSync(environmentPython(), words, { encoding: 'utf8' }).stdout?.trim() ?? '';
}

async function makeEnvironment(status: StatusLine): Promise<boolean> {
  const started = performance.now();
  status.say('preparing Python');
  const pip = followPip();
  const quiet = ['--progress-bar', 'off', '--disable-pip-version-check'];
  const made =
    (await ranLogged(python(), ['-m', 'venv', environmentFolder], jupyterLog)) &&
    (await ranLogged(
      environmentPython(),
      ['-m', 'pip', 'install', ...quiet, ...sources(), ...JUPYTER_PACKAGES],
      jupyterLog,
      (line) => {
        const now = pip.read(line);
        if (now) status.say(now);
      },
    ));
  if (!made) {
    rmSync(environmentFolder, { recursive: true, force: true });
    return false;
  }
  const seconds = Math.round((performance.now() - started) / 1000);
  status.end(
    `JupyterLab ${versionOf('jupyterlab')} is in ${shortPath(environmentFolder)}: ` +
      `${pip.installed()} packages in ${seconds} s`,
  );
  return true;
}

async function installDebianPackages(status: StatusLine): Promise<boolean> {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return false;
  status.say("pip cannot install it here: trying Debian's own packages");
  const install = ['install', '-y', '--no-install-recommends', ...debianPackages];
  return (
    (await ranLogged('apt-get', ['update'], jupyterLog)) &&
    (await ranLogged('apt-get', install, jupyterLog))
  );
}

/** What to do by hand where Jupyter could not be installed. */
function byHand(): string {
  const inEnvironment = relative(projectRoot, environmentProgram('pip'));
  return (
    `Jupyter is not here and could not be installed: ${shortPath(jupyterLog)} says why. Install Python 3 with its venv ` +
    'module, and JupyterLab, then start again. One way:\n' +
    `  ${python()} -m venv .venv\n` +
    `  ${inEnvironment} install ${[...sources(), ...JUPYTER_PACKAGES].join(' ')}\n` +
    'On Debian and Ubuntu the first line needs: sudo apt-get install python3-venv'
  );
}

/**
 * The Jupyter that is here or, if there is none, a new one: in the project's own virtual environment by pip,
 * or (Debian, as root) from the distribution. One line tells how far that is; the log is kept.
 * @param part what is wanted of Jupyter
 * @param otherwise what will do where the wanted part cannot be had
 * @throws UserError saying what to run, and where the log is, when neither works
 */
export async function findOrMakeJupyter(
  part: JupyterPart,
  ...otherwise: JupyterPart[]
): Promise<Jupyter> {
  const here = findJupyter(part);
  if (here) return here;
  beginLog(jupyterLog);
  const status = statusLine(
    `No Jupyter on this machine: making one in ${shortPath(environmentFolder)} (about a minute)`,
  );
  try {
    const jupyter =
      ((await makeEnvironment(status)) ? findJupyter(part) : undefined) ??
      findJupyter(...otherwise) ??
      ((await installDebianPackages(status)) ? findJupyter(part, ...otherwise) : undefined);
    if (jupyter) return jupyter;
  } finally {
    status.end();
  }
  throw new UserError(byHand());
}
