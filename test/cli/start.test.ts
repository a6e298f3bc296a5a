import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { findJupyter } from '../../lib/cli/jupyter/find-jupyter';
import { captionlabProgram } from './command-line';

const skip = findJupyter('lab') ? false : 'no JupyterLab here: npm start installs one';

/** The address that `captionlab start` prints. */
function printedAddress(child: ChildProcess): Promise<URL> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (more) => {
      text += more;
      const address = /https?:\/\/\S+(?=\s)/.exec(text)?.[0];
      if (address) resolve(new URL(address));
    });
    child.on('exit', (code) => reject(new Error(`ended with ${code}: ${text}`)));
  });
}

test('start prints the address, serves the project with its kernel, and stops on Ctrl-C', {
  skip,
}, async () => {
  const child = spawn(process.execPath, [captionlabProgram, 'start', '--no-browser'], {
    cwd: tmpdir(),
    env: { ...process.env, JUPYTER_RUNTIME_DIR: mkdtempSync(join(tmpdir(), 'runtime-')) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await printedAddress(child);
  const token = address.searchParams.get('token');
  const ask = async (path: string) =>
    (await fetch(`http://127.0.0.1:${address.port}/api/${path}?token=${token}`)).json();
  assert.match(address.pathname, /\/lab\/tree\/notebooks\/01-.*\.ipynb$/);
  const { kernelspecs } = (await ask('kernelspecs')) as { kernelspecs: Record<string, unknown> };
  assert.ok('captionlab' in kernelspecs);
  const { content } = (await ask('contents')) as { content: { name: string }[] };
  assert.ok(content.some(({ name }) => name === 'README.md'));
  const ended = once(child, 'exit');
  child.kill('SIGINT');
  assert.deepEqual(await ended, [0, null]);
  await assert.rejects(ask('status'), /fetch failed/, 'Jupyter still answers');
});
