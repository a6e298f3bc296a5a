import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { addressToOpen } from '../../lib/kernel/jupyter/address.js';
import { findJupyter } from '../../lib/kernel/jupyter/find-jupyter.js';
import { captionlabProgram } from '../cli/command-line.js';
import { withoutSignals } from '../signals.js';

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

const logOf = (...hosts: string[]) =>
  ['serving notebooks', 'Jupyter Server 2.21.1 is running at:']
    .concat(hosts.map((host) => `    http://${host}:8888/lab?token=1`))
    .map((line) => `[I ServerApp] ${line}\n`)
    .join('');

test('the address told is one that opens, wherever Jupyter listens', () => {
  const told = (...hosts: string[]) => new URL(addressToOpen(logOf(...hosts)) ?? 'none:').hostname;
  assert.equal(told('localhost', '127.0.0.1'), 'localhost');
  assert.equal(told('0.0.0.0', '127.0.0.1'), '127.0.0.1');
  assert.equal(told(hostname(), '127.0.0.1'), '127.0.0.1');
  assert.equal(told('[::]', '[::1]'), '[::1]');
  assert.equal(told('192.168.1.5', '127.0.0.1'), '192.168.1.5', 'it listens there and only there');
});

test('no address is told before it is whole', () => {
  const log = logOf('0.0.0.0', '127.0.0.1');
  assert.equal(addressToOpen(logOf('0.0.0.0')), undefined);
  assert.equal(addressToOpen(log.slice(0, -1)), undefined);
  assert.equal(addressToOpen(log), 'http://127.0.0.1:8888/lab?token=1');
});

test('start prints the address, serves the project with its kernel, and stops on Ctrl-C', {
  skip: skip || withoutSignals,
}, async (t) => {
  const child = spawn(process.execPath, [captionlabProgram, 'start', '--no-browser'], {
    cwd: tmpdir(),
    env: { ...process.env, JUPYTER_RUNTIME_DIR: mkdtempSync(join(tmpdir(), 'runtime-')) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGTERM')); // a test that failed leaves nothing running
  const address = await printedAddress(child);
  const token = address.searchParams.get('token');
  const ask = async (path: string) =>
    (await fetch(`http://127.0.0.1:${address.port}/api/${path}?token=${token}`)).json();
  assert.match(address.pathname, /\/lab\/tree\/notebooks\/01-.*\.ipynb$/);
  const { kernelspecs } = (await ask('kernelspecs')) as { kernelspecs: Record<string, unknown> };
  assert.ok('captionlab' in kernelspecs);
  const page = await fetch(`http://127.0.0.1:${address.port}/lab?token=${token}`);
  assert.match(
    await page.text(),
    /"@jupyterlab\/apputils-extension:announcements"/,
    'it asks about news',
  );
  const { content } = (await ask('contents')) as { content: { name: string }[] };
  assert.ok(content.some(({ name }) => name === 'README.md'));
  const ended = once(child, 'exit');
  child.kill('SIGINT');
  assert.deepEqual(await ended, [0, null]);
  await assert.rejects(ask('status'), /fetch failed/, 'Jupyter still answers');
});
