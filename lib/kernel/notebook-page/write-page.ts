import { dirname, join, resolve } from 'node:path';
import { durationText } from '../../display/numbers.js';
import { writeFileWhole } from '../../outputs/index.js';
import { chooseNotebooks, notebookName, notebookTitle } from '../notebooks/choose.js';
import type { NotebookRun } from '../notebooks/run-notebook.js';
import { readExecuted } from './executed-notebook.js';
import { notebookPage } from './notebook-page.js';

/** A page to be written: of which notebook, and how it ran. */
export interface PageToWrite {
  /** The notebook's path: what it refers to is looked for from there, and its neighbours lie beside it. */
  notebook: string;
  /** Where the executed notebook lies, and the page will. */
  folder: string;
  run: NotebookRun;
  dataset: string;
  when?: Date;
}

/** A day as people write it. */
export const dayText = (when: Date): string =>
  when.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/**
 * Writes the page of an executed notebook, `<folder>/<name>.html`.
 * @returns what is wrong with its text: formulas that cannot be read, links that lead nowhere
 */
export function writeNotebookPage({ notebook, folder, run, ...more }: PageToWrite): string[] {
  const { dataset, when = new Date() } = more;
  const all = chooseNotebooks([], dirname(resolve(notebook)));
  const at = all.indexOf(resolve(notebook));
  const neighbour = (path: string | undefined) =>
    path && { name: notebookName(path), title: notebookTitle(path) };
  const { html, faults } = notebookPage(readExecuted(join(folder, `${run.notebook}.ipynb`)), {
    ...{ notebook, folder, failure: run.failure },
    title: notebookTitle(notebook),
    about: `Executed on ${dataset} on ${dayText(when)} in ${durationText(run.seconds)}.`,
    previous: neighbour(all[at - 1]) || undefined,
    next: neighbour(all[at + 1]) || undefined,
  });
  writeFileWhole(join(folder, `${run.notebook}.html`), html);
  return faults;
}
