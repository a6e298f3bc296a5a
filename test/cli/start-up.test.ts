import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { commands, commandsIn } from '../../lib/cli/program.js';
import { tf } from '../../lib/engine/index.js';
import { projectRoot } from '../../lib/outputs/index.js';
import { captionlabProgram } from './command-line.js';
import { typed } from './typed.js';

const hooks = pathToFileURL(join(import.meta.dirname, 'module-hooks.js')).href;

/** What a command line prints, the files of the project that it loads, and the packages. */
function loadedBy(words: string[]) {
  const list = join(mkdtempSync(join(tmpdir(), 'loaded-')), 'modules');
  const stdout = execFileSync(process.execPath, ['--import', hooks, captionlabProgram, ...words], {
    ...{ cwd: projectRoot, encoding: 'utf8', env: { ...process.env, LOADED_MODULES: list } },
  });
  const paths = readFileSync(list, 'utf8')
    .split('\n')
    .filter((url) => url.startsWith('file:'))
    .map((url) => relative(projectRoot, fileURLToPath(url.split('?')[0])).replaceAll(sep, '/'));
  const inPackage = /^node_modules\/((?:@[^/]+\/)?[^/]+)/;
  return {
    stdout,
    own: [...new Set(paths.filter((path) => !inPackage.test(path)))],
    packages: [...new Set(paths.flatMap((path) => inPackage.exec(path)?.[1] ?? []))],
  };
}

test('the list of commands needs the program alone: no TypeScript, no TensorFlow, no room of lib', () => {
  for (const word of ['--help', 'help']) {
    const { stdout, own, packages } = loadedBy([word]);
    assert.deepEqual(own, ['lib/cli/captionlab.js', 'lib/cli/program.js']);
    assert.deepEqual(packages, ['commander']);
    for (const name of commandsIn(true))
      assert.match(stdout, new RegExp(`^ {2}${name} {2,}\\w`, 'm'));
  }
});

test('help of caption loads nothing that captions', () => {
  const { stdout, own } = loadedBy(['caption', '--help']);
  assert.match(stdout, /^Usage: captionlab caption \[options\] <picture\.\.\.>/);
  assert.ok(own.includes('lib/cli/caption.ts'));
  const ranking = 'lib/inference/normalise.ts'; // what can be said of it is part of the help
  const rooms = new Set(own.filter((path) => path !== ranking).map((path) => path.split('/')[1]));
  for (const room of ['image-encoding', 'generator', 'inference'])
    assert.ok(!rooms.has(room), room);
  assert.ok(!own.includes('lib/engine/tensorflow.ts'));
});

test('every command tells what it does and can be told, by help before or after it, and starts no engine', async () => {
  for (const name of commandsIn(true)) {
    const [after, before] = [await typed([name, '--help']), await typed(['help', name])];
    assert.equal(after.code, 0, name);
    assert.deepEqual(before, after);
    assert.match(after.stdout, new RegExp(`^Usage: captionlab ${name} `));
    const said = after.stdout.replace(/\s+/g, ' ');
    assert.ok(said.includes(` ${commands[name].about} `), said);
  }
  assert.equal(tf.engine().backendName, undefined);
});

test('the package leaves out what only a clone has', () => {
  const ofClone = commandsIn(true).filter((name) => !commandsIn(false).includes(name));
  assert.deepEqual(ofClone, [
    'start',
    'notebooks',
    'kernel',
    'class',
    'bundle',
    'bench',
    'train-encoder',
  ]);
});
