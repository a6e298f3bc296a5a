import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { LIBRARY_FILE } from '../../lib/display/figure-script.js';
import { findJupyter } from '../../lib/kernel/jupyter/find-jupyter.js';
import {
  chooseNotebooks,
  notebookPromise,
  notebookTitle,
} from '../../lib/kernel/notebooks/choose.js';
import { indexPage } from '../../lib/kernel/notebooks/index-page.js';
import { saidDuration, saidMachine, writeTime } from '../../lib/kernel/notebooks/write-times.js';
import { isRunning } from '../../lib/outputs/is-running.js';
import { captionlab, captionlabProgram } from '../cli/command-line.js';
import { eventually } from '../pages/eventually.js';
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
  assert.match(index, /href="02-good\.html"><span class="number">02<\/span> Good<\/a>/);
  const page = readFileSync(join(to, '01-bad.html'), 'utf8');
  assert.match(
    page,
    /href="#cell-2">code cell 2<\/a>: Error: it broke/,
    'a page of what failed too',
  );
  assert.match(page, /rel="next" href="02-good\.html"/);
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
  await eventually(() => assert.match(readFileSync(pids, 'utf8'), / /));
  runner.kill('SIGTERM');
  assert.deepEqual(await once(runner, 'exit'), [130, null]);
  const [kernel, ...others] = readFileSync(pids, 'utf8').trim().split(' ').map(Number);
  const isAlive = () => isRunning(kernel);
  await eventually(() => assert.equal(isAlive(), false, 'the kernel still runs'));
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
  const promise =
    '**You will be able to** *count* words ·\nread [a plot](b.ipynb)\n\n**You need** nothing.';
  const promising = writeNotebook(folder, '03-c.ipynb', `C\n\n${promise}`, []);
  assert.equal(notebookPromise(promising), 'count words · read a plot');
  assert.equal(notebookPromise(join(folder, '01-a.ipynb')), undefined);
});

test('the index page shows text as text and needs nothing from outside', () => {
  const run = { notebook: '01-a', title: '1 · <A>', dataset: 'scenes', cells: 3, seconds: 119.6 };
  const page = indexPage([{ ...run, failure: { cell: 2, message: 'a < b' } }]);
  assert.match(page, /<\/span> &lt;A&gt;<\/a>/);
  assert.match(page, /a &lt; b/);
  assert.doesNotMatch(page, /https?:|src=/);
  assert.match(page, /stopped at cell 2 · 2 min 00 s/);
  assert.ok(!existsSync('01-a.html'));
});

const run = { notebook: '01-a', cells: 3, seconds: 118 };
const sentence = '**It takes** about 20 seconds on two cores without a GPU. More on photographs.';

function withSentence(text: string): string {
  const path = join(emptyFolder(), '01-a.ipynb');
  const cell = { cell_type: 'markdown', metadata: {}, source: ['# 01 · A ≥ “b”\n', '\n', text] };
  writeFileSync(path, `${JSON.stringify({ cells: [cell] }, null, 1)}\n`);
  return path;
}

test('how long a run took is written in place of what the notebook said, and nothing else changes', () => {
  const path = withSentence(sentence);
  const before = readFileSync(path, 'utf8');
  const machine = saidMachine(availableParallelism(), false);
  assert.equal(writeTime(path, run, false), `about 2 minutes on ${machine}`);
  const there = '20 seconds on two cores without a GPU';
  assert.equal(readFileSync(path, 'utf8'), before.replace(there, `2 minutes on ${machine}`));
  assert.match(writeTime(path, run, true) ?? '', / with a GPU$/);
  assert.equal(writeTime(path, { ...run, seconds: 20 }, false), `about 20 seconds on ${machine}`);
});

test('a run that failed says nothing about time; a notebook is asked for one sentence', () => {
  const path = withSentence(sentence);
  const before = readFileSync(path, 'utf8');
  const failed = { ...run, failure: { cell: 2, message: 'it broke' } };
  assert.throws(() => writeTime(path, failed, false), {
    name: 'UserError',
    message: /01-a failed/,
  });
  assert.equal(readFileSync(path, 'utf8'), before);
  assert.equal(writeTime(withSentence('**It takes** a while.'), run, false), undefined);
  assert.throws(() => writeTime(withSentence(`${sentence} ${sentence}`), run, false), /2 times/);
});

test('a duration is rounded as far as it can be trusted', () => {
  const said = [1, 12, 57, 58, 80, 100, 170, 195, 200, 400].map(saidDuration);
  const minutes = [
    '1 minute',
    '1.5 minutes',
    '1.5 minutes',
    '3 minutes',
    '3 minutes',
    '3 minutes',
    '7 minutes',
  ];
  assert.deepEqual(said, ['5 seconds', '10 seconds', '55 seconds', ...minutes]);
  assert.equal(saidMachine(2, false), 'two cores without a GPU');
  assert.equal(saidMachine(1, true), 'one core with a GPU');
  assert.equal(saidMachine(64, false), '64 cores without a GPU');
});

test('the command writes times where it is told to, and names the notebooks that it leaves as they are', {
  skip,
}, async () => {
  const from = emptyFolder();
  const timed = writeNotebook(from, '01-timed.ipynb', `Timed\n\n${sentence}`, ['1 + 1;']);
  const failed = writeNotebook(from, '02-failed.ipynb', `Failed\n\n${sentence}`, ['throw 1;']);
  writeNotebook(from, '03-untimed.ipynb', 'Untimed', ['1 + 1;']);
  const [before, kept] = [timed, failed].map((path) => readFileSync(path, 'utf8'));
  const words = ['notebooks', '--from', from, '--to', join(from, 'executed'), '--write-times'];
  const { code, stdout } = await captionlab(words, { CAPTIONLAB_ENGINE: 'cpu' });
  assert.equal(code, 1);
  const machine = saidMachine(availableParallelism(), false);
  const said = new RegExp(`^01-timed +about ([\\d.]+ (?:seconds|minutes?)) on ${machine}$`, 'm');
  const [, duration] = said.exec(stdout) ?? [];
  assert.ok(duration, stdout);
  assert.match(stdout, /^02-failed +no time written: it failed$/m);
  assert.match(stdout, /^03-untimed +no time written: it has no sentence/m);
  const now = before.replace('20 seconds on two cores without a GPU', `${duration} on ${machine}`);
  assert.equal(readFileSync(timed, 'utf8'), now);
  assert.equal(readFileSync(failed, 'utf8'), kept);
});
