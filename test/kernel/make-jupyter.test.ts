import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { followPip } from '../../lib/kernel/jupyter/pip-progress.js';
import { beginLog, ranLogged } from '../../lib/outputs/run-logged.js';
import { statusLine } from '../../lib/outputs/status-line.js';

test('pip is followed by the lines that it prints', () => {
  const pip = followPip();
  assert.equal(pip.read('Collecting jupyterlab'), '1 packages found');
  assert.equal(pip.read('  Downloading jupyterlab-4.6.6-py3-none-any.whl (12.4 MB)'), undefined);
  assert.equal(pip.read('Collecting async-lru>=1.0.0 (from jupyterlab)'), '2 packages found');
  assert.equal(pip.read('Collecting jupyterlab (from notebook)'), '2 packages found');
  assert.equal(pip.read('Installing collected packages: a, b-c, d'), 'installing 3 packages');
  assert.equal(pip.read('Successfully installed a-1.0 b-c-2.0 d-3'), undefined);
  assert.equal(pip.installed(), 3);
});

test('a program whose output goes to a log says nothing on the screen, and its failure is seen', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'captionlab-log-'));
  const log = join(folder, 'new', 'install.log');
  beginLog(log);
  const lines: string[] = [];
  const script = 'console.log("out"); console.error("why"); process.exitCode = 3;';
  assert.ok(!(await ranLogged(process.execPath, ['-e', script], log, (line) => lines.push(line))));
  assert.ok(await ranLogged(process.execPath, ['--version'], log));
  assert.ok(!(await ranLogged('no-such-program', [], log)));
  const text = readFileSync(log, 'utf8');
  rmSync(folder, { recursive: true });
  assert.deepEqual(lines.sort(), ['out', 'why']);
  assert.match(text, /out/);
  assert.match(text, /why/);
  assert.match(text, /no-such-program.*ENOENT/);
});

test('a line of status is two lines where nothing can be written over', (context) => {
  const written: string[] = [];
  context.mock.method(process.stdout, 'write', (text: string) => written.push(text) > 0);
  const status = statusLine('Making it');
  status.say('half way');
  status.end('It is here');
  context.mock.reset();
  assert.equal(written.join(''), 'Making it\nIt is here\n');
});
