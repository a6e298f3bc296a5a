import { existsSync, rmSync } from 'node:fs';
import { shortPath, UserError } from '../../outputs/index.js';
import { ran } from '../../outputs/run-program.js';
import { environmentFolder, environmentPython } from './environment.js';
import { findJupyter, type Jupyter, type JupyterPart } from './find-jupyter.js';

const pipPackages = ['jupyterlab', 'nbconvert'];
const debianPackages = ['jupyter-notebook', 'jupyter-nbconvert', 'python3-nbclient'];
const python = process.platform === 'win32' ? 'python' : 'python3';

function makeEnvironment(): boolean {
  console.log(`No Jupyter on this machine: making one in ${shortPath(environmentFolder)}`);
  const made = ran(python, ['-m', 'venv', environmentFolder]);
  if (made && ran(environmentPython(), ['-m', 'pip', 'install', ...pipPackages])) return true;
  rmSync(environmentFolder, { recursive: true, force: true });
  return false;
}

function installDebianPackages(): boolean {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return false;
  console.log("pip cannot install Jupyter here: trying Debian's own packages");
  return (
    ran('apt-get', ['update']) &&
    ran('apt-get', ['install', '-y', '--no-install-recommends', ...debianPackages])
  );
}

/**
 * The Jupyter that is here or, if there is none, a new one: in the project's own virtual environment by pip,
 * or (Debian, as root) from the distribution.
 * @param part what is wanted of Jupyter
 * @param otherwise what will do where the wanted part cannot be had
 * @throws UserError saying what to run when neither works
 */
export function findOrMakeJupyter(part: JupyterPart, ...otherwise: JupyterPart[]): Jupyter {
  const jupyter =
    findJupyter(part) ??
    (makeEnvironment() ? findJupyter(part) : undefined) ??
    findJupyter(...otherwise) ??
    (installDebianPackages() ? findJupyter(part, ...otherwise) : undefined);
  if (jupyter) return jupyter;
  throw new UserError(
    'Jupyter is not here and could not be installed. Install Python 3 with its venv module, and JupyterLab, ' +
      'then start again. One way:\n' +
      `  ${python} -m venv .venv\n` +
      `  .venv/bin/pip install ${pipPackages.join(' ')}\n` +
      'On Debian and Ubuntu the first line needs: sudo apt-get install python3-venv',
  );
}
