import { join } from 'node:path';
import { projectRoot } from '../../outputs/index.js';

/** The project's own virtual environment of Python, made where the machine has no Jupyter. */
export const environmentFolder = join(projectRoot, '.venv');

/** A program of that environment: its path, whether or not it is there. */
export function environmentProgram(name: string): string {
  return process.platform === 'win32'
    ? join(environmentFolder, 'Scripts', `${name}.exe`)
    : join(environmentFolder, 'bin', name);
}

/** Python itself. */
export const environmentPython = () => environmentProgram('python');
