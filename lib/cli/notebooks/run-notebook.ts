import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../../outputs';
import type { Jupyter } from '../jupyter/find-jupyter';
import { kernelEnvironment } from '../jupyter/kernelspec';

/** What went wrong in a notebook: in its n-th code cell, or outside them all (cell 0). */
export interface NotebookFailure {
  cell: number;
  message: string;
}

/** How the execution of one notebook ended. */
export interface NotebookRun {
  notebook: string;
  /** Code cells that are not empty. */
  cells: number;
  seconds: number;
  failure?: NotebookFailure;
}

/** What nbconvert_config.py reports, a line of JSON each. */
type Report =
  | { event: 'cell'; cell: number; of: number }
  | { event: 'error'; cell: number; name: string; message: string };

const config = join(__dirname, 'nbconvert_config.py');

function failureOf({ cell, name, message }: Report & { event: 'error' }): NotebookFailure {
  return { cell, message: name === 'UserError' ? message : `${name}: ${message}` };
}

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
  const run: NotebookRun = { notebook: name, cells: 0, seconds: 0 };
  const started = performance.now();
  const words = ['--to', 'html', `--config=${config}`, '--output-dir', folder, '--output', name];
  const child = spawn(jupyter.program, ['nbconvert', ...words, notebook], {
    cwd: projectRoot,
    env: { ...kernelEnvironment(), CAPTIONLAB_EXECUTED: join(folder, `${name}.ipynb`) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (text) => {
    log = `${log}${text}`.slice(-2000);
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.startsWith('{"event"')) return;
    const report = JSON.parse(line) as Report;
    if (report.event === 'error') run.failure = failureOf(report);
    else {
      run.cells = report.of;
      onCell(report.cell, report.of);
    }
  });
  const [code, signal] = await once(child, 'close');
  if (code !== 0 && !run.failure) {
    const how = signal ? `was ended by ${signal}` : `ended with code ${code}`;
    run.failure = { cell: 0, message: `nbconvert ${how}:\n${log.trim()}` };
  }
  run.seconds = (performance.now() - started) / 1000;
  return run;
}
