import { join, win32 } from 'node:path';
import { projectRoot } from './run-folder.js';

/** The project's own virtual environment of Python, made where the machine has no Jupyter. */
export const environmentFolder = join(projectRoot, '.venv');

/** A program of that environment: its path, whether or not it is there. */
export function environmentProgram(name: string, platform = process.platform): string {
  return platform === 'win32'
    ? win32.join(environmentFolder, 'Scripts', `${name}.exe`)
    : join(environmentFolder, 'bin', name);
}

/** The names under which a system has Python 3, the usual one first. */
export function pythonNames(platform = process.platform): string[] {
  return platform === 'win32' ? ['python', 'py'] : ['python3', 'python'];
}

/** Python itself. */
export const environmentPython = () => environmentProgram('python');
