import assert from 'node:assert/strict';
import { win32 } from 'node:path';
import { test } from 'node:test';
import { isRunning } from '../../lib/outputs/is-running.js';
import { environmentProgram, pythonNames } from '../../lib/outputs/python-environment.js';
import { slashed } from '../../lib/outputs/run-folder.js';
import { npmCommand } from '../../lib/outputs/run-program.js';

test('paths become addresses with slashes on every system', () => {
  assert.equal(
    slashed(win32.join('images', 'train2014', 'a.jpg'), win32.sep),
    'images/train2014/a.jpg',
  );
  assert.equal(slashed('a/b', '/'), 'a/b');
});

test('npm, a batch file on Windows, is started by its shell there', () => {
  assert.deepEqual(npmCommand(['install', '--no-audit'], 'linux'), [
    'npm',
    ['install', '--no-audit'],
  ]);
  const [shell, words] = npmCommand(['install', '--no-audit'], 'win32');
  assert.match(shell, /cmd\.exe$/);
  assert.deepEqual(words, ['/d', '/s', '/c', 'npm', 'install', '--no-audit']);
});

test('Python and its programs have the names of their system', () => {
  assert.match(environmentProgram('jupyter', 'win32'), /Scripts\\jupyter\.exe$/);
  assert.match(environmentProgram('jupyter', 'linux'), /bin\/jupyter$/);
  assert.deepEqual(pythonNames('win32'), ['python', 'py']);
  assert.equal(pythonNames('darwin')[0], 'python3');
});

test('a process is running or not, whoever owns it', () => {
  assert.ok(isRunning(process.pid));
  assert.ok(isRunning(process.ppid));
  if (process.platform !== 'win32') assert.ok(isRunning(1));
  assert.ok(!isRunning(2 ** 22 + 1));
});
