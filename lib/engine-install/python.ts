import { environmentPython, pythonNames } from '../kernel/jupyter/environment.js';
import { answers, ran } from '../outputs/run-program.js';

/** The first Python that `serves`: the one that PYTHON names, or else the system's or that of the project's own environment. */
export function findPython(serves: (program: string) => boolean): string | undefined {
  const { PYTHON } = process.env;
  return (PYTHON ? [PYTHON] : [...pythonNames(), environmentPython()]).find(serves);
}

export const hasPip = (program: string) => answers(program, ['-m', 'pip', '--version']);

/**
 * Installs packages with pip into a folder of their own, whatever else that Python has; pip shows its progress.
 * It gives up on a network that does not answer.
 */
export function pipInstall(
  python: string,
  target: string,
  packages: string[],
  options: string[],
): boolean {
  const quiet = ['--no-compile', '--disable-pip-version-check', '--root-user-action=ignore'];
  const bounded = ['--timeout', '10', '--retries', '1'];
  return ran(python, [
    ...['-m', 'pip', 'install', '--target', target, ...quiet, ...bounded],
    ...[...options, ...packages],
  ]);
}
