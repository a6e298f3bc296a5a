import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { nativeIsHere } from '../engine/native.js';
import { webgpuFolder } from '../engine/webgpu-package.js';
import { addressToOpen, untilItAnswers } from '../kernel/jupyter/address.js';
import type { Jupyter } from '../kernel/jupyter/find-jupyter.js';
import { labEnvironment } from '../kernel/jupyter/lab-config.js';
import { findOrMakeJupyter } from '../kernel/jupyter/make-jupyter.js';
import { projectRoot, UserError } from '../outputs/index.js';
import { portNumber } from './options.js';

interface StartOptions {
  port?: number;
  host?: string;
  browser: boolean;
  prepare?: boolean;
}

/** A browser is opened only where there is a screen: Python would open a text browser in this terminal. */
const hasScreen = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

function firstNotebook(): string {
  const names = readdirSync(join(projectRoot, 'notebooks')).filter((name) =>
    name.endsWith('.ipynb'),
  );
  return names.length ? `notebooks/${names.sort()[0]}` : 'notebooks';
}

function jupyterWords({ part }: Jupyter, { port, host, browser }: StartOptions): string[] {
  const page = part === 'lab' ? `/lab/tree/${firstNotebook()}` : `/notebooks/${firstNotebook()}`;
  const [server, app] = part === 'lab' ? ['ServerApp', 'LabApp'] : ['NotebookApp', 'NotebookApp'];
  return [
    part,
    `--${server}.${part === 'lab' ? 'root_dir' : 'notebook_dir'}=${projectRoot}`,
    `--${app}.default_url=${page}`,
    ...(port !== undefined ? [`--${server}.port=${port}`] : []),
    ...(host ? [`--${server}.ip=${host}`] : []),
    ...(browser && hasScreen() ? [] : ['--no-browser']),
    ...(process.getuid?.() === 0 ? ['--allow-root'] : []),
  ];
}

/** Where a faster engine than WebAssembly could be had and is not here, says how to get it. */
function offerEngine(): void {
  const onLinux = process.platform === 'linux';
  if (onLinux ? nativeIsHere() : existsSync(webgpuFolder())) return;
  const engine = onLinux ? 'Native TensorFlow' : 'WebGPU';
  console.log(
    `${engine} is not installed. It is several times faster than WebAssembly: npx captionlab engine install`,
  );
}

/**
 * Runs Jupyter until it is told to stop.
 * It gets a process group of its own, so that Ctrl-C reaches it once and through us.
 */
async function runJupyter(jupyter: Jupyter, words: string[]): Promise<void> {
  const child = spawn(jupyter.program, words, {
    cwd: projectRoot,
    env: labEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  let stopping = false;
  let told = false;
  let log = '';
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    console.log('\nStopping Jupyter');
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  const read = (text: Buffer) => {
    log = `${log}${text}`.slice(-8000);
    const url = addressToOpen(log);
    if (told || !url) return;
    told = true;
    const message = `\n  The notebooks are open at\n\n    ${url}\n\n  Ctrl-C stops.\n`;
    void untilItAnswers(url, isOver).then(() => isOver() || console.log(message));
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (!stopping && code !== 0) {
    throw new UserError(`Jupyter ended with code ${code}:\n${log.trim()}`);
  }
}

/** `captionlab start`: the notebooks in JupyterLab. */
export function addStartCommand(command: Command): void {
  command
    .option(
      '--port <number>',
      'the port to listen on; the next free one is taken if it is busy',
      portNumber,
    )
    .option(
      '--host <address>',
      'the address to listen on (default: this machine alone can connect)',
    )
    .option('--no-browser', 'open no browser, only print the address')
    .option('--prepare', 'only make sure that Jupyter is here')
    .action(async (options: StartOptions) => {
      const jupyter = await findOrMakeJupyter('lab', 'notebook');
      if (options.prepare) {
        console.log(`${jupyter.program} ${jupyter.part} ${jupyter.version}`);
        return;
      }
      offerEngine();
      await runJupyter(jupyter, jupyterWords(jupyter, options));
    });
}
