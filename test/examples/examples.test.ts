import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { moduleOptions, projectRoot } from '../../lib/outputs/index.js';
import { trainSmallModel } from '../cli/small-captioner.js';

const folder = join(projectRoot, 'examples');
const names = readdirSync(folder).filter((name) => name.endsWith('.ts'));
const MOST_LINES = 40;

/** Runs an example as `npm run example` does, and gives what it printed. */
function run(name: string, words: string[], env: NodeJS.ProcessEnv): Promise<string> {
  const options = ['--conditions=clone', ...moduleOptions];
  const child = spawn(process.execPath, [...options, join(folder, `${name}.ts`), ...words], {
    cwd: projectRoot,
    env: { ...process.env, ...env },
  });
  let printed = '';
  let written = '';
  child.stdout.on('data', (text) => {
    printed += text;
  });
  child.stderr.on('data', (text) => {
    written += text;
  });
  return new Promise((resolve, reject) => {
    child.on('close', (code) => (code === 0 ? resolve(printed) : reject(new Error(written))));
  });
}

test('every example is short and imports only what is public', () => {
  assert.equal(names.length, 5);
  for (const name of names) {
    const text = readFileSync(join(folder, name), 'utf8');
    assert.ok(text.trimEnd().split('\n').length <= MOST_LINES, name);
    const imported = [...text.matchAll(/ from '([^']+)'/g)].map(([, from]) => from);
    const foreign = imported.filter((from) => !/^(captionlab(\/[a-z-]+)?|node:[a-z]+)$/.test(from));
    assert.deepEqual(foreign, [], name);
  }
});

describe('the examples on twelve pictures', { timeout: 120_000 }, () => {
  const made = mkdtempSync(join(tmpdir(), 'captionlab-'));
  const env = { CAPTIONLAB_OUTPUTS: join(made, 'outputs'), ENCODER: 'scenes-cnn' };
  let cats = '';
  before(async () => {
    cats = await trainSmallModel(env.CAPTIONLAB_OUTPUTS);
  });
  after(() => {
    for (const one of [made, cats]) rmSync(one, { recursive: true, force: true });
  });

  test('caption-a-folder says a line a picture', async () => {
    const lines = (await run('caption-a-folder', [join(cats, 'images'), cats], env)).trim();
    const captioned = lines.split('\n').filter((line) => /cat\d+\.jpg: \w/.test(line));
    assert.equal(captioned.length, 12);
  });

  test('score-two-systems finds the better one, and that it is better in every resample', async () => {
    const write = (name: string, data: unknown) => {
      writeFileSync(join(made, name), JSON.stringify(data));
      return join(made, name);
    };
    const ids = Array.from({ length: 20 }, (_, at) => `cat${at}`);
    const of = (caption: (at: number) => unknown) =>
      Object.fromEntries(ids.map((id, at) => [id, caption(at)]));
    const first = write(
      'first.json',
      of(() => 'the cat'),
    );
    const second = write(
      'second.json',
      of((at) => `the black cat ${at} sat on grass`),
    );
    const references = write(
      'references.json',
      of((at) => [`the black cat ${at} sat on grass`]),
    );
    const table = await run('score-two-systems', [first, second, references], {});
    assert.match(table, /BLEU-4 .* 1\.000 .* 100\.0 %/);
    assert.match(table, /20 pictures; tokenizer coco/);
  });

  test('train-on-own-captions trains and keeps a model', async () => {
    const elsewhere = { ...env, CAPTIONLAB_OUTPUTS: join(made, 'own') };
    const printed = await run('train-on-own-captions', [cats, '1'], elsewhere);
    assert.match(printed, /Epoch 1: loss \d/);
    assert.match(printed, /Kept the model of epoch 1\./);
  });

  test('read-features finds the nearest pictures', async () => {
    const printed = await run('read-features', [cats], env);
    assert.match(printed, /12 pictures, \d+ numbers each by scenes-cnn/);
    assert.equal(printed.match(/^1\.000 {2}cat\d+ {2}The black cat/gm)?.length, 3);
  });

  test('draw-a-figure writes a page that stands alone', async () => {
    const page = join(made, 'lengths.html');
    assert.match(await run('draw-a-figure', [page, cats], env), /^12 captions: open /);
    const html = readFileSync(page, 'utf8');
    assert.match(html, /Words in a caption/);
    assert.match(html, /Plotly/);
    assert.doesNotMatch(html, /<script[^>]+src=/);
  });
});
