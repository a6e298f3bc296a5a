import { existsSync } from 'node:fs';
import { environmentPython } from '../jupyter/environment';
import { answers, ran } from '../run-program';

/** A Python with pip. */
export interface Python {
  program: string;
}

/** The first Python that has pip: PYTHON, python3, or that of the project's own environment. */
export function findPython(): Python | undefined {
  const own = environmentPython();
  const programs = [process.env.PYTHON, 'python3', ...(existsSync(own) ? [own] : [])];
  const program = programs.find((name) => name && answers(name, ['-m', 'pip', '--version']));
  return program ? { program } : undefined;
}

/**
 * Installs packages with pip into a folder of their own, whatever else that Python has; pip shows its progress.
 * It gives up on a network that does not answer.
 */
export function pipInstall(
  { program }: Python,
  target: string,
  packages: string[],
  options: string[],
): boolean {
  const quiet = ['--no-compile', '--disable-pip-version-check', '--root-user-action=ignore'];
  const bounded = ['--timeout', '10', '--retries', '1'];
  return ran(program, [
    ...['-m', 'pip', 'install', '--target', target, ...quiet, ...bounded],
    ...[...options, ...packages],
  ]);
}
