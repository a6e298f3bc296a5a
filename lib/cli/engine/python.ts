import { environmentPython } from '../jupyter/environment';
import { answers, ran } from '../run-program';

/** A Python with pip. */
export interface Python {
  program: string;
}

/** The Python that PYTHON names, or else python3 or that of the project's own environment: the first that has pip. */
export function findPython(): Python | undefined {
  const { PYTHON } = process.env;
  const programs = PYTHON ? [PYTHON] : ['python3', environmentPython()];
  const program = programs.find((name) => answers(name, ['-m', 'pip', '--version']));
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
