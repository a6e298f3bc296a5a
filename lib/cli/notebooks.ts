import { existsSync, mkdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { durationText } from '../display/numbers.js';
import { startEngine } from '../engine/index.js';
import { placeFigureLibrary } from '../kernel/jupyter/figure-library.js';
import type { Jupyter } from '../kernel/jupyter/find-jupyter.js';
import { findOrMakeJupyter } from '../kernel/jupyter/make-jupyter.js';
import { writeNotebookPage } from '../kernel/notebook-page/write-page.js';
import { chooseNotebooks, notebookPromise, notebookTitle } from '../kernel/notebooks/choose.js';
import { indexPage } from '../kernel/notebooks/index-page.js';
import { addRun, type ListedRun } from '../kernel/notebooks/run-list.js';
import {
  type NotebookFailure,
  type NotebookRun,
  prepareNotebook,
} from '../kernel/notebooks/run-notebook.js';
import { writeTime } from '../kernel/notebooks/write-times.js';
import { projectRoot, runFolder, shortPath, UserError, writeFileWhole } from '../outputs/index.js';
import { addDatasetChoice, type CommonOptions } from './options.js';

/** What a shell expects of a program that Ctrl-C ended. */
const INTERRUPTED = 130;

interface NotebooksOptions extends CommonOptions {
  from: string;
  to: string;
  writeTimes?: boolean;
}

/** The line about the cell that runs, written over the one before; on a terminal only. */
function showProgress(text: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\u001b[K${text}`);
}

const placeOf = ({ cell }: NotebookFailure) => (cell > 0 ? ` at cell ${cell}` : '');

function report({ notebook, cells, seconds, failure }: NotebookRun): void {
  showProgress('');
  const how = failure ? `FAILED${placeOf(failure)}: ${failure.message}` : `${cells} cells`;
  console.log(`${notebook.padEnd(26)}${durationText(seconds).padStart(13)}   ${how}`);
}

/** Writes the page of what was executed, and the index anew; what is wrong with the notebook's text is a failure too. */
function finish(run: NotebookRun, notebook: string, folder: string): void {
  const dataset = process.env.DATASET || 'scenes';
  if (existsSync(join(folder, `${run.notebook}.ipynb`))) {
    const faults = writeNotebookPage({ notebook, folder, run, dataset });
    if (faults.length > 0) run.failure ??= { cell: 0, message: faults.join('\n') };
  }
  const about = notebookPromise(notebook);
  const listed: ListedRun = { ...run, title: notebookTitle(notebook), about, dataset };
  writeFileWhole(join(folder, 'index.html'), indexPage(addRun(folder, listed)));
}

/** Writes into the notebooks how long each took; one that failed keeps what it says. */
async function writeTimes(
  notebooks: readonly string[],
  runs: readonly NotebookRun[],
): Promise<void> {
  const { usesGpu } = await startEngine();
  for (const [i, run] of runs.entries()) {
    const said = run.failure ? undefined : writeTime(notebooks[i], run, Boolean(usesGpu));
    const why = run.failure ? 'it failed' : 'it has no sentence that says how long it takes';
    console.log(`${run.notebook.padEnd(26)}   ${said ?? `no time written: ${why}`}`);
  }
}

async function executeAll(
  jupyter: Jupyter,
  notebooks: string[],
  folder: string,
): Promise<NotebookRun[]> {
  mkdirSync(folder, { recursive: true });
  placeFigureLibrary(folder);
  const prepare = (notebook: string) => prepareNotebook(jupyter, notebook, folder);
  const done: NotebookRun[] = [];
  let next = prepare(notebooks[0]);
  for (const [i, notebook] of notebooks.entries()) {
    const ready = next;
    // The next kernel starts while this notebook runs: most of the work keeps one core busy.
    if (i + 1 < notebooks.length) next = prepare(notebooks[i + 1]);
    const name = basename(notebook, '.ipynb').padEnd(26);
    const run = await ready.run((cell, cells) =>
      showProgress(`${name}   cell ${cell} of ${cells}`),
    );
    finish(run, notebook, folder);
    report(run);
    done.push(run);
  }
  return done;
}

/** The notebooks' kernel reads these variables; it works in the project's root, wherever this was started. */
function passOn({ dataset, data, text }: CommonOptions): void {
  if (dataset) process.env.DATASET = dataset;
  if (text) process.env.TEXT = text;
  if (data) process.env.DATA = resolve(data);
}

/** `captionlab notebooks`: executes them all, even when one fails, and then names those that failed. */
export function addNotebooksCommand(command: Command): void {
  command
    .argument('[notebook...]', 'how the names of the wanted ones begin, as 01 02 (default: all)')
    .option('--from <folder>', 'where the notebooks are', join(projectRoot, 'notebooks'))
    .option('--to <folder>', 'where the executed ones go', runFolder('notebooks'))
    .option('--write-times', 'write into each notebook how long it took, after "It takes"');
  addDatasetChoice(command).action(async (words: string[], options: NotebooksOptions) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => process.exit(INTERRUPTED));
    }
    passOn(options);
    const notebooks = chooseNotebooks(words, resolve(options.from));
    const folder = resolve(options.to);
    const runs = await executeAll(await findOrMakeJupyter('nbconvert'), notebooks, folder);
    if (options.writeTimes) await writeTimes(notebooks, runs);
    console.log(`Open ${shortPath(join(folder, 'index.html'))}`);
    const failed = runs.flatMap(({ notebook, failure }) =>
      failure ? [{ notebook, failure }] : [],
    );
    if (failed.length === 0) return;
    const lines = failed.map(
      ({ notebook, failure: f }) =>
        `${notebook}${f.cell > 0 ? `, cell ${f.cell}` : ''}: ${f.message}`,
    );
    throw new UserError(`${failed.length} of ${runs.length} failed\n${lines.join('\n')}`);
  });
}
