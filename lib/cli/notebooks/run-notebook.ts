import { spawn } from 'node:child_process';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../../outputs';
import type { Jupyter } from '../jupyter/find-jupyter';
import { kernelEnvironment } from '../jupyter/kernelspec';

/** What went wrong in a notebook: in its n-th code cell, or before the first (cell 0). */
export interface NotebookFailure {
  cell: number;
  message: string;
}

/** How the execution of one notebook ended. */
export interface NotebookRun {
  notebook: string;
  cells: number;
  seconds: number;
  failure?: NotebookFailure;
}

interface CellEvent {
  event: 'cell' | 'error';
  cell: number;
  of?: number;
  name?: string;
  message?: string;
}

const config = join(__dirname, 'nbconvert_config.py');

/**
 * Executes a notebook with the project's kernel and writes `<folder>/<name>.ipynb` and `<folder>/<name>.html`.
 * The notebook itself is not touched. At the first cell that fails it stops, and keeps what was done.
 * @param onCell told the number of the cell that starts, from 1, and how many there are
 */
export async function runNotebook(
  jupyter: Jupyter,
  notebook: string,
  folder: string,
  onCell: (cell: number, cells: number) => void = () => {},
): Promise<NotebookRun> {
  const name = basename(notebook, '.ipynb');
  const started = performance.now();
  const child = spawn(
    jupyter.program,
    [
      'nbconvert',
      '--to',
      'html',
      `--config=${config}`,
      '--output-dir',
      folder,
      '--output',
      name,
      notebook,
    ],
    {
      cwd: projectRoot,
      env: { ...kernelEnvironment(), CAPTIONLAB_EXECUTED: join(folder, `${name}.ipynb`) },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const run: NotebookRun = { notebook: name, cells: 0, seconds: 0 };
  let log = '';
  child.stderr.on('data', (text) => {
    log = `${log}${text}`.slice(-4000);
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.startsWith('{')) return;
    const event = JSON.parse(line) as CellEvent;
    if (event.event === 'error') {
      run.failure = { cell: event.cell, message: `${event.name}: ${event.message}` };
      return;
    }
    run.cells = event.of ?? 0;
    onCell(event.cell, run.cells);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0 && !run.failure) {
    run.failure = { cell: 0, message: log.trim() || `nbconvert ended with code ${code}` };
  }
  run.seconds = (performance.now() - started) / 1000;
  return run;
}
