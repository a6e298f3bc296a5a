import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { environmentProgram } from '../../outputs/python-environment.js';

/** A part of Jupyter that can be started: `jupyter <part>`. */
export type JupyterPart = 'lab' | 'notebook' | 'nbconvert';

/** A Jupyter on this machine. */
export interface Jupyter {
  /** The `jupyter` program, a path or a name on the PATH. */
  program: string;
  part: JupyterPart;
  version: string;
}

const ownProgram = () => environmentProgram('jupyter');

/** The Jupyter on the PATH, or else the project's own, that has one of the parts; the first part is wanted most. */
export function findJupyter(...parts: JupyterPart[]): Jupyter | undefined {
  const programs = ['jupyter', ...(existsSync(ownProgram()) ? [ownProgram()] : [])];
  for (const part of parts) {
    for (const program of programs) {
      const version = versionOf(program, part);
      if (version) return { program, part, version };
    }
  }
  return undefined;
}

function versionOf(program: string, part: JupyterPart): string | undefined {
  const asked = spawnSync(program, [part, '--version'], { encoding: 'utf8' });
  return asked.status === 0 ? asked.stdout.trim().split('\n').pop() : undefined;
}
