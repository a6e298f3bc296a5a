import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../../outputs/index.js';
import type { Jupyter } from '../jupyter/find-jupyter.js';
import { kernelEnvironment } from '../jupyter/kernelspec.js';

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

const config = join(import.meta.dirname, 'nbconvert_config.py');

function failureOf({ cell, name, message }: Report & { event: 'error' }): NotebookFailure {
  return { cell, message: name === 'UserError' ? message : `${name}: ${message}` };
}

/** A notebook whose kernel is being started. */
export interface ReadyNotebook {
  /**
   * Executes it, and ends when its file is written.
   * @param onCell told the number of the cell that starts, from 1, and how many there are
   */
  run(onCell?: (cell: number, cells: number) => void): Promise<NotebookRun>;
}

/**
 * Makes a notebook ready to be executed with the project's kernel, into `<folder>/<name>.ipynb`. The notebook itself
 * is not touched. At the first cell that fails it stops, and keeps what was done.
 */
export function prepareNotebook(jupyter: Jupyter, notebook: string, folder: string): ReadyNotebook {
  const name = basename(notebook, '.ipynb');
  const words = [
    '--to',
    'notebook',
    `--config=${config}`,
    '--output-dir',
    folder,
    '--output',
    name,
    // in the folder and not in the system's temporary one: where this process is killed, the next removes it
    `--KernelManager.connection_file=${join(folder, `.${name}.kernel.json`)}`,
  ];
  const child = spawn(jupyter.program, ['nbconvert', ...words, notebook], {
    cwd: projectRoot,
    env: kernelEnvironment(),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const result: NotebookRun = { notebook: name, cells: 0, seconds: 0 };
  let tellCell: (cell: number, cells: number) => void = () => {};
  let log = '';
  child.stderr.on('data', (text) => {
    log = `${log}${text}`.slice(-2000);
  });
  child.stdin.on('error', () => {}); // it ended before it was told to go on: its exit code says so
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.startsWith('{"event"')) return;
    const report = JSON.parse(line) as Report;
    if (report.event === 'error') {
      result.failure = failureOf(report);
    } else {
      result.cells = report.of;
      tellCell(report.cell, report.of);
    }
  });
  const stop = () => child.kill();
  process.once('exit', stop);
  const closed = once(child, 'close').finally(() => process.removeListener('exit', stop));

  async function run(onCell = tellCell): Promise<NotebookRun> {
    const started = performance.now();
    tellCell = onCell;
    child.stdin.write('go\n'); // left open: it ends where this process does
    const [code, signal] = await closed;
    if (code !== 0 && !result.failure) {
      const how = signal ? `was ended by ${signal}` : `ended with code ${code}`;
      result.failure = { cell: 0, message: `nbconvert ${how}:\n${log.trim()}` };
    }
    return { ...result, seconds: (performance.now() - started) / 1000 };
  }

  return { run };
}
