import { readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { UserError } from '../outputs/index.js';
import { type ExerciseRecord, exerciseRecords } from './exercise-record.js';

/** A pupil's notebook with exercises in it. */
export interface WorkedNotebook {
  /** Its file's name without the ending. */
  notebook: string;
  exercises: ExerciseRecord[];
}

/** A pupil and what was handed in. */
export interface Pupil {
  name: string;
  notebooks: WorkedNotebook[];
}

const ENDING = '.ipynb';

/** The notebooks below a folder, without Jupyter's own copies; of two of the same name, the one changed last. */
function notebooksBelow(folder: string, deep: boolean): string[] {
  const paths = readdirSync(folder, { withFileTypes: true, recursive: deep })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ENDING) && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('.ipynb_checkpoints'))
    .sort((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs);
  return [...new Map(paths.map((path) => [basename(path), path])).values()];
}

function pupilOf(name: string, paths: readonly string[], faults: string[]): Pupil {
  const notebooks: WorkedNotebook[] = [];
  for (const path of paths) {
    try {
      const exercises = exerciseRecords(path);
      if (exercises.length > 0) notebooks.push({ notebook: basename(path, ENDING), exercises });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      faults.push(error.message);
    }
  }
  return { name, notebooks: notebooks.sort((a, b) => (a.notebook < b.notebook ? -1 : 1)) };
}

/**
 * The pupils whose notebooks lie in a folder: each subfolder is one, however deep its notebooks lie (as nbgrader's `submitted`
 * has them); notebooks that lie in the folder itself are those of one pupil, who is called as the folder is.
 * @returns also what could not be read
 * @throws UserError for a folder that is not there, or holds no notebook with exercises
 */
export function pupilsIn(folder: string): { pupils: Pupil[]; faults: string[] } {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UserError(`${folder} is no folder: it should hold a folder for each pupil.`);
  }
  const faults: string[] = [];
  const own = notebooksBelow(folder, false);
  const subfolders = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort((a, b) => a.localeCompare(b));
  const pupils = [
    ...(own.length > 0 ? [pupilOf(basename(resolve(folder)), own, faults)] : []),
    ...subfolders.map((name) => pupilOf(name, notebooksBelow(join(folder, name), true), faults)),
  ].filter(({ notebooks }) => notebooks.length > 0);
  if (pupils.length === 0 && faults.length === 0) {
    throw new UserError(`${folder} holds no notebook with exercises.`);
  }
  return { pupils, faults };
}
