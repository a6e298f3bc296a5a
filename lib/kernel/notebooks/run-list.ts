import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileWhole } from '../../outputs/index.js';
import type { NotebookRun } from './run-notebook.js';

/** A notebook's last execution, as the index page tells it. */
export interface ListedRun extends NotebookRun {
  title: string;
  /** What the reader will be able to do. */
  about?: string;
  dataset: string;
}

const listPath = (folder: string) => join(folder, 'runs.json');

/** The last execution of every notebook whose page is in the folder, in the notebooks' order. */
function readRuns(folder: string): ListedRun[] {
  if (!existsSync(listPath(folder))) return [];
  const runs = JSON.parse(readFileSync(listPath(folder), 'utf8')) as ListedRun[];
  return runs.filter(({ notebook }) => existsSync(join(folder, `${notebook}.html`)));
}

/** Adds an execution to the folder's list, in place of an earlier one of the same notebook. */
export function addRun(folder: string, run: ListedRun): ListedRun[] {
  const others = readRuns(folder).filter(({ notebook }) => notebook !== run.notebook);
  const runs = [...others, run].sort((a, b) => a.notebook.localeCompare(b.notebook));
  writeFileWhole(listPath(folder), `${JSON.stringify(runs, null, 2)}\n`);
  return runs;
}
