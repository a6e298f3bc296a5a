import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { allCaptions, openDataset } from '../../lib/data-understanding/index.js';
import { projectRoot } from '../../lib/outputs/index.js';
import { captionlab } from '../cli/command-line.js';
import { drawClassPictures } from './class-pictures.js';

/*
 * What a class does with pictures of its own: 40 drawings of other things, a spreadsheet, two languages; a data set, all
 * notebooks, captions. It takes long, so it is a check of its own: `npm run test:class`; with NOTEBOOKS="01 03" in the environment some of them.
 */

const folder = mkdtempSync(join(tmpdir(), 'captionlab-class-'));
const drawings = join(folder, 'Unsere Klasse 4b');
const env = {
  DATASET: 'klasse-4b',
  ENCODER: 'scenes-cnn', // it has seen drawings, and comes along
  CAPTIONLAB_DATA: join(folder, 'data'),
  CAPTIONLAB_OUTPUTS: join(folder, 'outputs'),
};
const notebooks = (process.env.NOTEBOOKS ?? '').split(' ').filter((name) => name !== '');

before(() => Object.assign(process.env, env));
after(() => {
  if (process.env.KEEP) console.log(`kept in ${folder}`);
  else rmSync(folder, { recursive: true, force: true });
});

test('the drawings and their spreadsheet become a data set with nothing lost', async () => {
  await drawClassPictures(drawings);
  const created = await captionlab(['dataset', 'create', drawings, '--name', env.DATASET], env);
  assert.equal(created.code, 0, created.stderr);
  console.log(created.stdout);
  assert.match(
    created.stdout,
    /pictures from the column "Bild", captions from "English", "Deutsch"/,
  );
  assert.match(created.stdout, /40 pictures with 80 captions: 31 to train, 4 dev, 5 test/);
  assert.match(created.stdout, /captions 40 in English, 40 in German/);
  assert.doesNotMatch(created.stdout, /Left out/);
  const dataset = await openDataset();
  assert.equal(dataset.imagePaths.size, 40);
  assert.equal(allCaptions(dataset.captions).length, 80);
});

test('all notebooks run on it', () => {
  const program = join(projectRoot, 'lib', 'cli', 'captionlab.js');
  const words = ['notebooks', '--to', join(folder, 'notebooks'), ...notebooks];
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
    ...{ cwd: projectRoot, env: { ...process.env, ...env }, encoding: 'utf8' },
  });
  assert.equal(status, 0, stdout + stderr);
  if (notebooks.length > 0 && !notebooks.includes('01')) return;
  const page = readFileSync(join(folder, 'notebooks', '01-data-understanding.html'), 'utf8');
  assert.match(page, /klasse-4b: 40 pictures, 40 with a file/);
});

test('its captioner captions a drawing in the words of the class', async () => {
  const name = (await drawClassPictures(join(folder, 'more')))[2];
  const said = await captionlab(['caption', join(folder, 'more', name)], env);
  assert.equal(said.code, 0, said.stderr);
  console.log(said.stdout);
  const dataset = await openDataset();
  const spoken = new Set(
    allCaptions(dataset.captions).flatMap((one) => one.toLowerCase().match(/\p{L}+/gu)),
  );
  const words = said.stdout.split(': ').at(-1)?.trim().split(' ') ?? [];
  assert.ok(words.length > 1);
  for (const word of words) assert.ok(spoken.has(word), word);
});
