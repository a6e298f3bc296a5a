import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { LIBRARY_FILE } from '../../lib/display/figure-script.js';
import { findJupyter } from '../../lib/kernel/jupyter/find-jupyter.js';
import { chooseNotebooks, notebookTitle } from '../../lib/kernel/notebooks/choose.js';
import { indexPage } from '../../lib/kernel/notebooks/index-page.js';
import { isRunning } from '../../lib/outputs/is-running.js';
import { captionlab, captionlabProgram } from '../cli/command-line.js';
import { withoutSignals } from '../signals.js';

const skip = findJupyter('nbconvert') ? false : 'no Jupyter here: npm start installs one';

function writeNotebook(folder: string, name: string, title: string, code: string[]): string {
  const more = { execution_count: null, outputs: [] };
  const cells = [
    { cell_type: 'markdown', id: 'title', metadata: {}, source: `# ${title}` },
    ...code.map((source, i) => ({ cell_type: 'code', id: `c${i}`, metadata: {}, source, ...more })),
  ];
  const kernelspec = { name: 'captionlab', display_name: 'TypeScript', language: 'typescript' };
  const notebook = { cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 };
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(notebook));
  return path;
}

const emptyFolder = () => mkdtempSync(join(tmpdir(), 'notebooks-'));

test('the runner executes all, names notebook, cell and message of what fails, and writes pages', {
  skip,
}, async () => {
  const from = emptyFolder();
  const to = join(emptyFolder(), 'executed');
  const bad = writeNotebook(from, '01-bad.ipynb', 'Bad', [
    'const x = 1;',
    "throw new Error('it broke');",
    'x',
  ]);
  writeNotebook(from, '02-good.ipynb', '2 · Good', [
    "console.log('DATASET is', process.env.DATASET);",
  ]);
  const before = readFileSync(bad, 'utf8');
  const { code, stdout, stderr } = await captionlab(['notebooks', '--from', from, '--to', to], {
    DATASET: 'flickr8k',
  });
  assert.equal(code, 1);
  assert.match(stderr, /^captionlab: 1 of 2 failed\n01-bad, cell 2: Error: it broke\n$/);
  assert.match(
    stdout,
    /^01-bad +[\d.]+ s +FAILED at cell 2: Error: it broke\n02-good +[\d.]+ s +1 cells\n/,
  );
  assert.equal(readFileSync(bad, 'utf8'), before, 'the notebook itself was changed');
  const executed = JSON.parse(readFileSync(join(to, '01-bad.ipynb'), 'utf8')).cells;
  assert.equal(executed[2].outputs[0].ename, 'Error');
  assert.deepEqual(executed[3].outputs, []);
  assert.deepEqual(
    executed.slice(1).map((cell: { execution_count: number | null }) => cell.execution_count),
    [1, 2, null],
  );
  assert.ok(existsSync(join(to, LIBRARY_FILE)), 'what draws the figures lies beside the pages');
  assert.match(readFileSync(join(to, '02-good.html'), 'utf8'), /DATASET is flickr8k/);
  const index = readFileSync(join(to, 'index.html'), 'utf8');
  assert.match(index, /href="01-bad\.html".*stopped at cell 2/);
  assert.match(index, /href="02-good\.html"><b>02<\/b><i>Good<\/i>/);
});

test('stopping the runner stops the notebook that runs and the one made ready', {
  skip: skip || withoutSignals,
}, async () => {
  const from = emptyFolder();
  const pids = join(from, 'pids');
  const endless = [
    `import { appendFileSync } from 'node:fs';\nappendFileSync(${JSON.stringify(pids)}, process.pid + ' ');`,
    'await new Promise((done) => setTimeout(done, 600_000));',
  ];
  writeNotebook(from, '01-endless.ipynb', 'Endless', endless);
  writeNotebook(from, '02-waiting.ipynb', 'Waiting', endless);
  const words = [captionlabProgram, 'notebooks', '--from', from, '--to', join(from, 'executed')];
  const runner = spawn(process.execPath, words, { stdio: 'ignore' });
  while (!existsSync(pids)) await setTimeout(100);
  runner.kill('SIGTERM');
  assert.deepEqual(await once(runner, 'exit'), [130, null]);
  const [kernel, ...others] = readFileSync(pids, 'utf8').trim().split(' ').map(Number);
  const isAlive = () => isRunning(kernel);
  for (let waited = 0; isAlive() && waited < 100; waited++) await setTimeout(100);
  assert.equal(isAlive(), false, 'the kernel still runs');
  assert.deepEqual(others, [], 'the second notebook ran although nobody waited for it');
});

test('notebooks are chosen by how their names begin', async () => {
  const folder = emptyFolder();
  for (const name of ['02-b.ipynb', '01-a.ipynb', 'notes.txt'])
    writeNotebook(folder, name, 'T', []);
  assert.deepEqual(
    chooseNotebooks([], folder),
    ['01-a.ipynb', '02-b.ipynb'].map((name) => join(folder, name)),
  );
  assert.deepEqual(chooseNotebooks(['02'], folder), [join(folder, '02-b.ipynb')]);
  assert.throws(() => chooseNotebooks(['03'], folder), /No notebook begins with "03".*02-b\.ipynb/);
  const nowhere = { name: 'UserError', message: /is no folder: --from/ };
  assert.throws(() => chooseNotebooks([], join(folder, 'nowhere')), nowhere);
  assert.throws(() => chooseNotebooks([], join(folder, 'notes.txt')), nowhere);
  assert.equal(notebookTitle(join(folder, '01-a.ipynb')), 'T');
});

test('the index page shows text as text and needs nothing from outside', () => {
  const run = { notebook: '01-a', title: '1 · <A>', dataset: 'scenes', cells: 3, seconds: 119.6 };
  const page = indexPage([{ ...run, failure: { cell: 2, message: 'a < b' } }]);
  assert.match(page, /<i>&lt;A&gt;<\/i>/);
  assert.match(page, /a &lt; b/);
  assert.doesNotMatch(page, /https?:|src=/);
  assert.match(page, /<small>2 min 00 s<\/small>/);
  assert.ok(!existsSync('01-a.html'));
});
