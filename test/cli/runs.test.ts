import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { writeScenes } from '../../lib/scenes/make-scenes.js';
import { planScenes } from '../../lib/scenes/plan.js';
import { typed } from './typed.js';

describe('runs: trained models beside one another', () => {
  const folder = mkdtempSync(join(tmpdir(), 'captionlab-'));
  const [data, outputs] = [join(folder, 'data'), join(folder, 'outputs')];
  const on = ['--dataset', 'scenes', '--data', data];
  const env = { CAPTIONLAB_OUTPUTS: outputs };
  const run = (...words: string[]) => typed(words, env);
  const small = [...on, '--epochs', '2', '--units', '16'];
  const picture = () => join(data, 'images', readdirSync(join(data, 'images')).sort()[0]);

  before(async () => {
    const plan = planScenes(8);
    const few = (split: string, count: number) =>
      plan.filter((planned) => planned.split === split).slice(0, count);
    await writeScenes(data, [...few('train', 40), ...few('dev', 4), ...few('test', 4)], 8);
  });

  it('are none at first, and a named one that is not there is named with those that are', async () => {
    const none = await run('runs', ...on);
    assert.match(none.stdout, /No model has been trained on scenes yet: npx captionlab train/);
    const { code, stderr } = await run('evaluate', ...on, '--run', 'mine');
    assert.equal(code, 1);
    assert.match(
      stderr,
      /There is no run mine of scenes \(there are: none yet\)\. Train it: .* --run mine --model/,
    );
    const wrong = await run('caption', '--run', '../x', 'a.jpg');
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /"\.\.\/x" cannot be a run's name/);
  });

  it('have folders of their own; the usual one lies where it always did', async () => {
    for (const words of [[], ['--model', 'merge-attention'], ['--run', 'wide', '--units', '24']]) {
      const { code, stderr } = await run('train', ...small, ...words);
      assert.equal(code, 0, stderr);
    }
    const scenes = join(outputs, 'scenes');
    for (const path of ['model', 'runs/merge-attention/model', 'runs/wide/model']) {
      assert.ok(existsSync(join(scenes, path, 'weights.bin')), path);
    }
  });

  it('are listed with captioner, settings, dev loss, time and size', async () => {
    const { stdout } = await run('runs', '--dataset', 'scenes', '--json');
    const runs = JSON.parse(stdout);
    assert.deepEqual(
      runs.map((one: { run: string; captioner: string }) => [one.run, one.captioner]),
      [
        ['merge', 'merge'],
        ['merge-attention', 'merge-attention'],
        ['wide', 'merge'],
      ],
    );
    assert.equal(runs[2].settings['model.units'], 24);
    for (const one of runs) {
      assert.equal(one.results.length, 2);
      assert.ok(one.best.devLoss > 0 && one.seconds > 0 && one.bytes > 1e4);
    }
    const listed = (await run('runs', '--dataset', 'scenes')).stdout;
    assert.match(listed, /^wide +merge +2 +\d +\d\.\d{3}/m);
  });

  it('caption, each by its own model, whichever captioner that is', async () => {
    for (const name of ['merge-attention', 'wide']) {
      const { code, stdout, stderr } = await run(
        'caption',
        ...on,
        '--run',
        name,
        '--json',
        picture(),
      );
      assert.equal(code, 0, stderr);
      assert.ok(JSON.parse(stdout).logProbability < 0);
    }
  });

  it('are gone on with as what they are, and not as another', async () => {
    const again = await run('train', ...small, '--run', 'merge-attention', '--resume', '--json');
    assert.equal(again.code, 0, again.stderr);
    const other = await run(
      'train',
      ...small,
      '--model',
      'merge',
      '--run',
      'merge-attention',
      '--resume',
    );
    assert.equal(other.code, 1);
    assert.match(other.stderr, /holds a training of merge-attention, but merge is to be trained/);
  });

  it('are compared on the same pictures, and evaluated with files of their own', async () => {
    const words = ['--split', 'dev', '--run', 'merge', 'merge-attention', '--json'];
    const { code, stdout, stderr } = await run('evaluate', ...on, ...words);
    assert.equal(code, 0, stderr);
    const { runs, scores } = JSON.parse(stdout);
    assert.deepEqual(
      runs.map((one: { run: string }) => one.run),
      ['merge', 'merge-attention'],
    );
    const [first, second] = runs;
    assert.ok(
      Math.abs(second.difference - (second['CIDEr (coco)'] - first['CIDEr (coco)'])) < 1e-9,
    );
    assert.equal(scores[1].scores.CIDEr.toFixed(6), first['CIDEr (coco)'].toFixed(6));
    const own = join(outputs, 'scenes', 'runs', 'merge-attention');
    assert.ok(existsSync(join(own, 'captions.dev.beam-3.json')));
  });
});
