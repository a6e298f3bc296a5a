import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Dataset, runsFolder, textFolder } from '../data-understanding/index.js';
import { UserError } from '../outputs/index.js';

/** A data set with one of its runs: a training under a name, and all that its model makes. */
export type OfRun = Pick<Dataset, 'runFolder' | 'text' | 'run'>;

/** The run that is meant where none is named: it lies in the data set's own folder. */
export const USUAL_RUN = 'merge';

/** Why a name cannot be a run's, nor those that `+` joins: it is a folder's name on any system. */
export function faultOfRun(name: string): string | undefined {
  const members = membersOf(name);
  if (!members) return faultOfName(name);
  if (new Set(members).size < members.length) return `"${name}" names a run twice`;
  return members.map(faultOfName).find((fault) => fault !== undefined);
}

/**
 * The runs of an ensemble: their names joined by `+` are its name wherever a run is named. Undefined for a run of its own.
 * @example
 * ```ts
 * import { membersOf } from 'captionlab/model';
 *
 * membersOf('merge+wide'); // → ['merge', 'wide']
 * membersOf('merge'); // → undefined
 * ```
 */
export const membersOf = (run = USUAL_RUN): string[] | undefined =>
  run.includes('+') ? run.split('+') : undefined;

function faultOfName(name: string): string | undefined {
  if (/^\w[\w-]*(\.\w[\w-]*)*$/.test(name) && name.length <= 64) return undefined;
  return `"${name}" cannot be a run's name: expected letters, digits, dots, dashes and underscores, 64 at most`;
}

/**
 * Where a run's model lies, and the captions, reports and pages that are made by it: `outputs/<dataset>` for the usual run,
 * else `outputs/<dataset>/runs/<name>`.
 * @throws UserError for a name that cannot be a run's
 */
export function runOutputs(dataset: OfRun): string {
  const { run = USUAL_RUN } = dataset;
  const fault = faultOfRun(run);
  if (fault) throw new UserError(`${fault}.`);
  return run === USUAL_RUN ? textFolder(dataset) : join(runsFolder(dataset), run);
}

/** The names of a data set's runs, begun or finished: the usual one first, where there is one. */
export function runNames(dataset: OfRun): string[] {
  const folder = runsFolder(dataset);
  const named = existsSync(folder) ? readdirSync(folder).filter((name) => !faultOfName(name)) : [];
  return [USUAL_RUN, ...named.sort()].filter((run) =>
    existsSync(join(runOutputs({ ...dataset, run }), 'model')),
  );
}
