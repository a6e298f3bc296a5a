import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { projectRoot, runFolder, shortPath, UserError, writeFileWhole } from '../outputs';
import { findOrMakeJupyter } from './jupyter/make-jupyter';
import { indexPage } from './notebooks/index-page';
import { type NotebookRun, runNotebook } from './notebooks/run-notebook';

const notebooksFolder = join(projectRoot, 'notebooks');

/**
 * The notebooks that the words name by how their file names begin ("01", "03-voc"), or all of them, in order.
 * @throws UserError for a word that names none
 */
export function chooseNotebooks(words: string[], folder = notebooksFolder): string[] {
  const all = readdirSync(folder)
    .filter((name) => name.endsWith('.ipynb'))
    .sort();
  for (const word of words) {
    if (all.some((name) => name.startsWith(word))) continue;
    throw new UserError(
      `No notebook begins with "${word}". There are: ${all.join(', ') || 'none'}`,
    );
  }
  const chosen = all.filter((name) => !words.length || words.some((word) => name.startsWith(word)));
  return chosen.map((name) => join(folder, name));
}

/** A notebook's first heading. */
export function notebookTitle(path: string): string {
  const { cells } = JSON.parse(readFileSync(path, 'utf8')) as { cells: { source: string[] }[] };
  const heading = cells.flatMap(({ source }) => [source].flat()).find((line) => /^# /.test(line));
  return heading?.slice(2).trim() ?? path;
}

function report(run: NotebookRun): void {
  const { notebook, cells, seconds, failure } = run;
  const how = failure ? `FAILED at cell ${failure.cell}: ${failure.message}` : `${cells} cells`;
  console.log(`${notebook.padEnd(28)} ${seconds.toFixed(1).padStart(6)} s  ${how}`);
}

async function executeNotebooks(words: string[]): Promise<void> {
  const notebooks = chooseNotebooks(words);
  const jupyter = findOrMakeJupyter('nbconvert');
  const folder = runFolder('notebooks');
  mkdirSync(folder, { recursive: true });
  const runs: (NotebookRun & { title: string })[] = [];
  for (const notebook of notebooks) {
    const run = await runNotebook(jupyter, notebook, folder);
    report(run);
    runs.push({ ...run, title: notebookTitle(notebook) });
  }
  const index = join(folder, 'index.html');
  writeFileWhole(index, indexPage(runs, process.env.DATASET ?? 'scenes'));
  console.log(`Open ${shortPath(index)}`);
  const failed = runs.filter(({ failure }) => failure);
  if (failed.length) {
    throw new UserError(
      failed
        .map(({ notebook, failure }) => `${notebook}, cell ${failure?.cell}: ${failure?.message}`)
        .join('\n'),
    );
  }
}

/** `captionlab notebooks`: all notebooks, headless. */
export function addNotebooksCommand(program: Command): void {
  program
    .command('notebooks')
    .description('execute the notebooks without a browser into outputs/notebooks')
    .argument('[notebook...]', 'how the names of the wanted ones begin, as 01 02; all by default')
    .action(executeNotebooks);
}
