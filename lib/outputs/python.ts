import { environmentPython, pythonNames } from './python-environment.js';
import { answers, type RunOptions, ran } from './run-program.js';
import { UserError } from './user-error.js';

/** The first Python that `serves`: the one that PYTHON names, or else the system's or that of the project's own environment. */
export function findPython(serves: (program: string) => boolean): string | undefined {
  const { PYTHON } = process.env;
  return (PYTHON ? [PYTHON] : [...pythonNames(), environmentPython()]).find(serves);
}

/**
 * A Python that has pip.
 * @throws UserError saying how to get one
 */
export function pythonWithPip(): string {
  const python = findPython((program) => answers(program, ['-m', 'pip', '--version']));
  if (python) return python;
  throw new UserError(
    'There is no Python with pip here. On Debian and Ubuntu: sudo apt-get install python3-pip.',
  );
}

/** Runs pip, which shows its progress; true if it went well. It gives up on a network that does not answer. */
export function ranPip(python: string, words: string[], options: RunOptions = {}): boolean {
  const bounded = ['--timeout', '10', '--retries', '1'];
  return ran(python, ['-m', 'pip', ...words, '--disable-pip-version-check', ...bounded], options);
}

/** Installs packages with pip into a folder of their own, whatever else that Python has. */
export function pipInstall(
  python: string,
  target: string,
  packages: string[],
  options: string[],
): boolean {
  const quiet = ['--no-compile', '--root-user-action=ignore'];
  return ranPip(python, ['install', '--target', target, ...quiet, ...options, ...packages]);
}
