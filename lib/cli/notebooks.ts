import { mkdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { durationText } from '../display/numbers.js';
import { placeFigureLibrary } from '../kernel/jupyter/figure-library.js';
import type { Jupyter } from '../kernel/jupyter/find-jupyter.js';
import { findOrMakeJupyter } from '../kernel/jupyter/make-jupyter.js';
import { chooseNotebooks, notebookTitle } from '../kernel/notebooks/choose.js';
import { indexPage } from '../kernel/notebooks/index-page.js';
import { addRun, type ListedRun } from '../kernel/notebooks/run-list.js';
import { type NotebookRun, prepareNotebook } from '../kernel/notebooks/run-notebook.js';
import { projectRoot, runFolder, shortPath, UserError, writeFileWhole } from '../outputs/index.js';
import { addDatasetChoice, type CommonOptions } from './options.js';

/** What a shell expects of a program that Ctrl-C ended. */
const INTERRUPTED = 130;

interface NotebooksOptions extends CommonOptions {
  from: string;
  to: string;
}

/** The line about the cell that runs, written over the one before; on a terminal only. */
function showProgress(text: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\u001b[K${text}`);
}

function report({ notebook, cells, seconds, failure }: NotebookRun): void {
  showProgress('');
  const how = failure ? `FAILED at cell ${failure.cell}: ${failure.message}` : `${cells} cells`;
  console.log(`${notebook.padEnd(26)}${durationText(seconds).padStart(13)}   ${how}`);
}

async function executeAll(
  jupyter: Jupyter,
  notebooks: string[],
  folder: string,
): Promise<NotebookRun[]> {
  mkdirSync(folder, { recursive: true });
  placeFigureLibrary(folder);
  const dataset = process.env.DATASET || 'scenes';
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
    report(run);
    done.push(run);
    const listed: ListedRun = { ...run, title: notebookTitle(notebook), dataset };
    writeFileWhole(join(folder, 'index.html'), indexPage(addRun(folder, listed)));
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
export function addNotebooksCommand(program: Command): void {
  const command = program
    .command('notebooks')
    .description('execute the notebooks without a browser: a page of each, and an index')
    .argument('[notebook...]', 'how the names of the wanted ones begin, as 01 02 (default: all)')
    .option('--from <folder>', 'where the notebooks are', join(projectRoot, 'notebooks'))
    .option('--to <folder>', 'where the executed ones go', runFolder('notebooks'));
  addDatasetChoice(command).action(async (words: string[], options: NotebooksOptions) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => process.exit(INTERRUPTED));
    }
    passOn(options);
    const notebooks = chooseNotebooks(words, resolve(options.from));
    const folder = resolve(options.to);
    const runs = await executeAll(await findOrMakeJupyter('nbconvert'), notebooks, folder);
    console.log(`Open ${shortPath(join(folder, 'index.html'))}`);
    const failed = runs.flatMap(({ notebook, failure }) =>
      failure ? [{ notebook, failure }] : [],
    );
    if (failed.length === 0) return;
    const lines = failed.map(
      ({ notebook, failure: f }) => `${notebook}, cell ${f.cell}: ${f.message}`,
    );
    throw new UserError(`${failed.length} of ${runs.length} failed\n${lines.join('\n')}`);
  });
}
