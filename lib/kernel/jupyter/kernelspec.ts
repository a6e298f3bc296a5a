import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { projectRoot, writeFileWhole } from '../../outputs/index.js';
import { placeFigureLibrary } from './figure-library.js';

/** The name by which notebooks ask for the kernel. */
const KERNEL_NAME = 'captionlab';

/** The file in which Jupyter looks for a kernel's picture. */
const LOGO = 'logo-svg.svg';

const dataFolder = join(projectRoot, '.jupyter');

/** Jupyter's own folder for what a user installed (jupyter_core's `user_data_dir`). */
export function userDataFolder(): string {
  const { JUPYTER_DATA_DIR, APPDATA, XDG_DATA_HOME } = process.env;
  if (JUPYTER_DATA_DIR) return JUPYTER_DATA_DIR;
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Jupyter');
  if (process.platform === 'win32' && APPDATA) return join(APPDATA, 'jupyter');
  return join(XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'jupyter');
}

/**
 * Writes the kernel's description: which program Jupyter starts for a notebook.
 * @param folder one of Jupyter's data folders
 * @returns the folder of the description
 */
export function writeKernelspec(folder: string = dataFolder): string {
  const place = join(folder, 'kernels', KERNEL_NAME);
  const spec = {
    argv: [process.execPath, join(projectRoot, 'lib', 'kernel', 'kernel.cjs'), '{connection_file}'],
    display_name: 'TypeScript (captionlab)',
    language: 'typescript',
    interrupt_mode: process.platform === 'win32' ? 'message' : 'signal',
  };
  writeFileWhole(join(place, 'kernel.json'), `${JSON.stringify(spec, null, 2)}\n`);
  writeFileWhole(join(place, LOGO), readFileSync(join(projectRoot, 'lib', 'kernel', LOGO)));
  // Jupyter's server gives out the files of a kernel's folder: notebooks need not hold the library themselves.
  placeFigureLibrary(place);
  return place;
}

/** Where the user's own Jupyter finds the kernel's description (`captionlab kernel`); undefined where it does not. */
export function installedKernelspec(): string | undefined {
  const path = join(userDataFolder(), 'kernels', KERNEL_NAME, 'kernel.json');
  return existsSync(path) ? path : undefined;
}

/** The environment in which any Jupyter finds the project's kernel, with nothing installed outside the project. */
export function kernelEnvironment(): NodeJS.ProcessEnv {
  writeKernelspec();
  const paths = [dataFolder, process.env.JUPYTER_PATH].filter(Boolean).join(delimiter);
  return { ...process.env, JUPYTER_PATH: paths };
}
