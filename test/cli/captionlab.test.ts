import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { projectRoot } from '../../lib/outputs/index.js';
import { sharedData } from '../shared-data.js';
import { captionlab } from './command-line.js';
import { typed } from './typed.js';

const flickr8k = sharedData('flickr8k');

test('help lists every command and exits with 0', async () => {
  const { code, stdout } = await captionlab(['--help']);
  assert.equal(code, 0);
  for (const name of [
    'start',
    'notebooks',
    'kernel',
    'fetch',
    'encode',
    'stats',
    'train',
    'evaluate',
  ])
    assert.match(stdout, new RegExp(name));
});

test('wrong usage exits with 2 and says what is wrong', async () => {
  const trainEncoder = ['train-encoder', '--out', join(tmpdir(), 'encoder.safetensors')];
  const wrong: [string[], RegExp][] = [
    [[], /Usage/],
    [['nothing'], /unknown command/],
    [['stats', '--nothing'], /unknown option/],
    [['stats', '--dataset', 'mnist'], /no data set is called 'mnist'\. Choose scenes, flickr8k/],
    [['stats', '--seed', 'x'], /whole number/],
    [['evaluate', '--split', 'all'], /Allowed choices are train, dev, test/],
    [[...trainEncoder, '--epochs', 'x'], /greater than 0/],
    [[...trainEncoder, '--epochs', '0'], /greater than 0/],
    [[...trainEncoder, '--seed', 'x'], /whole number/],
    [['bench', '--rounds', '0'], /greater than 0/],
    [['bench', '--rounds', '1000000'], /10,000 at most/],
    [['caption', 'x.jpg', '--beam', '100000'], /greater than 0, 100 at most/],
    [['stats', '--seed', '99999999999999999999'], /9007199254740991 at most/],
  ];
  const [first, ...others] = wrong.map(([words]) => words);
  const all = [
    await captionlab(first),
    ...(await Promise.all(others.map((words) => typed(words)))),
  ];
  all.forEach(({ code, stderr }, i) => {
    assert.equal(code, 2, wrong[i][0].join(' '));
    assert.match(stderr, wrong[i][1]);
  });
});

test("a user's mistake exits with 1, in one line and without a stack", async () => {
  const missing = join(tmpdir(), 'no-such-folder');
  const { code, stdout, stderr } = await captionlab([
    'stats',
    '--dataset',
    'flickr8k',
    '--data',
    missing,
  ]);
  assert.equal(code, 1);
  assert.equal(stdout, '');
  assert.match(stderr, /^captionlab: .*no-such-folder.*\n$/);
});

test('stats counts Flickr8k as the tutorial does', {
  skip: flickr8k ? false : 'no Flickr8k here',
}, async () => {
  const { code, stdout } = await captionlab([
    ...['stats', '--dataset', 'flickr8k'],
    ...['--data', flickr8k as string, '--json'],
  ]);
  assert.equal(code, 0);
  assert.deepEqual(JSON.parse(stdout), {
    imageIds: 8092,
    captions: 40460,
    cleanWords: 8763,
    trainCaptions: 30000,
    trainWords: 7578,
    vocabulary: 1651,
    maxLength: 34,
    pairs: 292328,
  });
});

test("kernel installs the kernel's description where the user's Jupyter looks", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jupyter-'));
  const { code } = await captionlab(['kernel'], { JUPYTER_DATA_DIR: folder });
  const spec = JSON.parse(
    readFileSync(join(folder, 'kernels', 'captionlab', 'kernel.json'), 'utf8'),
  );
  assert.equal(code, 0);
  assert.equal(spec.display_name, 'TypeScript (captionlab)');
  assert.deepEqual(spec.argv.slice(1), [
    join(projectRoot, 'lib', 'kernel', 'kernel.cjs'),
    '{connection_file}',
  ]);
});

test('a command and the tests leave nothing in the temporary folder, and remove what a kill left', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'captionlab-'));
  const env = { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder };
  assert.equal((await captionlab(['stats', '--help'], env)).code, 0);
  assert.deepEqual(readdirSync(folder), []);
  mkdirSync(join(folder, 'captionlab-tests-4194305-killed', 'more'), { recursive: true });
  mkdirSync(join(folder, `captionlab-tests-${process.pid}-running`));
  spawnSync(process.execPath, [join(projectRoot, 'test', 'run.js'), 'no-such-room'], { env });
  assert.deepEqual(readdirSync(folder), [`captionlab-tests-${process.pid}-running`]);
  rmSync(folder, { recursive: true });
});
