import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { EpochResult } from '../../lib/model/index.js';
import { writeScenes } from '../../lib/scenes/make-scenes.js';
import { planScenes } from '../../lib/scenes/plan.js';
import { scoresWithoutProtocol } from '../named-scores.js';
import { captionlab } from './command-line.js';
import { typed } from './typed.js';

/** So many training scenes of a seed, with four of each other split. */
function pick(seed: number, train: number) {
  const plan = planScenes(seed);
  const few = (split: string, count: number) =>
    plan.filter((planned) => planned.split === split).slice(0, count);
  return [...few('train', train), ...few('dev', 4), ...few('test', 4)];
}

describe('captionlab train and search', () => {
  const folder = mkdtempSync(join(tmpdir(), 'captionlab-'));
  const outputs = join(folder, 'outputs');
  const line = (command: string, words: string[]) => [
    command,
    '--dataset',
    'scenes',
    '--data',
    join(folder, 'data'),
    ...words,
  ];
  const env = { CAPTIONLAB_OUTPUTS: outputs };
  const run = (command: string, words: string[]) => typed(line(command, words), env);
  const train = (...words: string[]) => run('train', words);

  const three = ['--epochs', '3', '--patience', '3'];

  before(async () => {
    await writeScenes(join(folder, 'data'), pick(8, 40), 8);
  });

  it('trains from nothing, tells of every epoch and leaves model, history and curve', async () => {
    const words = [...three, '--units', '24', '--smoothing', '0.1', '--seed', '4', '--json'];
    const { code, stdout, stderr } = await captionlab(line('train', words), env);
    assert.equal(code, 0, stderr);
    const result = JSON.parse(stdout);
    assert.equal(result.epochs, 3);
    assert.equal(result.results.length, 3);
    assert.equal(result.results[2].learningRate, 2e-4); // the last third at a tenth
    assert.equal(
      result.best.devLoss,
      Math.min(...result.results.map((epoch: { devLoss: number }) => epoch.devLoss)),
    );
    for (const epoch of [1, 2, 3]) assert.match(stderr, new RegExp(`Epoch ${epoch}: loss \\d`));
    assert.equal(stderr.match(/^ {2}scene\d+: /gm)?.length, 9); // three dev pictures' captions each time
    const model = join(outputs, 'scenes', 'model');
    for (const file of ['model.json', 'weights.bin', 'history.json', 'losses.svg'])
      assert.ok(existsSync(join(model, file)), file);
    assert.match(readFileSync(join(model, 'losses.svg'), 'utf8'), /^<svg .*Loss over 3 epochs/);
    const { madeFrom } = JSON.parse(readFileSync(join(model, 'model.json.header.json'), 'utf8'));
    assert.equal(madeFrom['training.seed'], 4);
    assert.equal(madeFrom['training.schedule'], '2 x 0.002, 1 x 0.0002');
    assert.deepEqual(
      ['model.embedding', 'model.units', 'training.smoothing'].map((key) => madeFrom[key]),
      ['frozen', 24, 0.1],
    );
  });

  it('goes on only with the settings it began with', async () => {
    const { code, stderr } = await train(...three, '--resume');
    assert.equal(code, 1);
    assert.match(stderr, /made with model\.units 24, but model\.units is now 256/);
  });

  it('goes on from a trained run by rewards, in a run of its own, and tells of every round', async () => {
    const words = ['--self-critical', '--start-from', 'merge', '--epochs', '1', '--pictures', '4'];
    const { code, stdout, stderr } = await train(...words, '--check-every', '5', '--json');
    assert.equal(code, 0, stderr);
    const { rounds, score, before, best, results, model } = JSON.parse(stdout);
    assert.equal(rounds, 2); // 40 pictures, 4 a step, 5 steps a round
    assert.equal(score, 'CIDEr (coco)');
    assert.equal(best.devScore, Math.max(...results.map((one: EpochResult) => one.devScore)));
    assert.equal(before, results[0].devScore);
    assert.equal(model, join(outputs, 'scenes', 'runs', 'merge-self-critical', 'model'));
    assert.match(stderr, /^Before: dev loss .*\n(.*\n)*Round 1: reward \d/m);
    const { madeFrom } = JSON.parse(readFileSync(join(model, 'model.json.header.json'), 'utf8'));
    assert.deepEqual(
      ['training.from', 'training.samples', 'model.units'].map((key) => madeFrom[key]),
      ['merge', 5, 24],
    );
    const runs = await run('runs', []);
    assert.match(runs.stdout, /^merge-self-critical +merge +2 /m);
  });

  it('evaluates several runs as one, and captions by them', async () => {
    const [one, other] = ['merge', 'merge-self-critical'];
    const words = ['--split', 'dev', '--json'];
    const { code, stdout, stderr } = await run('evaluate', [...words, '--ensemble', one, other]);
    assert.equal(code, 0, stderr);
    const { captions, scores } = JSON.parse(stdout);
    assert.match(captions, /runs[\\/]merge\+merge-self-critical[\\/]captions\.dev\.json$/);
    assert.ok(scores.length > 0);
    const { madeFrom } = JSON.parse(readFileSync(`${captions}.header.json`, 'utf8'));
    assert.match(madeFrom['model.weights'], /^\w{12} \w{12}$/);
    const compared = await run('evaluate', [...words, '--run', one, other, `${one}+${other}`]);
    const { runs } = JSON.parse(compared.stdout);
    assert.deepEqual(
      runs.map((row: { run: string }) => row.run),
      [one, other, `${one}+${other}`],
    );
    const missing = await run('evaluate', ['--ensemble', one, 'nobody']);
    assert.equal(missing.code, 1);
    assert.match(missing.stderr, /scenes has no trained run nobody/);
    const picture = join(folder, 'data', 'images', readdirSync(join(folder, 'data', 'images'))[0]);
    const captioned = await run('caption', ['--run', `${one}+${other}`, picture]);
    assert.equal(captioned.code, 0, captioned.stderr);
    assert.match(captioned.stdout, /: \w+/);
  });

  it('names the run that it cannot go on from', async () => {
    const missing = await train('--self-critical', '--start-from', 'nobody');
    assert.equal(missing.code, 1);
    assert.match(missing.stderr, /scenes has no trained run nobody \(there are: merge/);
    const itself = await train('--self-critical', '--start-from', 'merge', '--run', 'merge');
    assert.equal(itself.code, 1);
    assert.match(itself.stderr, /The run merge cannot go on from itself/);
  });

  it('goes on from a run of another data set: its words united with those of the new pictures', async () => {
    const own = join(folder, 'own');
    await writeScenes(own, pick(9, 30), 9);
    const captions = join(own, 'Flickr8k.token.txt');
    const german = readFileSync(captions, 'utf8')
      .replace(/\bcow\b/g, 'Kuh')
      .replace(/\bdog\b/g, 'Hund');
    writeFileSync(captions, german);
    const data = join(folder, 'own-data');
    const there = { ...env, CAPTIONLAB_DATA: data, ENCODER: 'scenes-cnn' };
    const create = ['dataset', 'create', own, '--name', 'kuh'];
    assert.equal((await typed(create, there)).code, 0);
    const words = ['--dataset', 'kuh', '--epochs', '2', '--json'];
    const from = ['--start-from', 'scenes/merge'];
    const { code, stdout, stderr } = await typed(['train', ...words, ...from], there);
    assert.equal(code, 0, stderr);
    const { model } = JSON.parse(stdout);
    assert.equal(model, join(outputs, 'kuh', 'runs', 'from-scenes-merge', 'model'));
    assert.match(
      stderr,
      /Going on from scenes\/tutorial\/merge: its \d+ words, and \d+ more of kuh/,
    );
    const { madeFrom } = JSON.parse(readFileSync(join(model, 'model.json.header.json'), 'utf8'));
    assert.deepEqual(
      ['training.goesOnFrom', 'model.units'].map((key) => madeFrom[key]),
      ['scenes/tutorial/merge', 24],
    );
    const run = ['--dataset', 'kuh', '--run', 'from-scenes-merge'];
    const scored = await typed(['evaluate', ...run, '--split', 'dev', '--json'], there);
    assert.equal(scored.code, 0, scored.stderr);
    const picture = join(own, 'images', readdirSync(join(own, 'images'))[0]);
    const captioned = await typed(['caption', ...run, picture], there);
    assert.match(captioned.stdout, /: \w+/, captioned.stderr);

    const again = await typed(['train', ...words, '--run', 'from-scenes-merge', '--again'], there);
    assert.equal(again.code, 1);
    assert.match(again.stderr, /has the words of the captioner that it went on from/);
    const rewarded = ['--self-critical', '--start-from', 'from-scenes-merge', '--pictures', '4'];
    const learnt = await typed(['train', ...words, ...rewarded, '--check-every', '4'], there);
    assert.equal(learnt.code, 0, learnt.stderr);
    const both = ['--run', 'from-scenes-merge-self-critical', '--split', 'dev', '--json'];
    const second = await typed(['evaluate', '--dataset', 'kuh', ...both], there);
    assert.equal(second.code, 0, second.stderr);
  });

  it('says why it cannot go on from something', async () => {
    for (const [words, code, message] of [
      [['nobody'], 1, /No run nobody has been trained \(scenes has: merge/],
      [['flickr8k/merge'], 1, /No run flickr8k\/merge has been trained/],
      [['a/b/c/d'], 2, /names no run: expected <run>, <data set>\/<run>/],
      [['merge', '--units', '8'], 2, /--units and --start-from do not go together/],
      [['merge', '--run', 'merge'], 1, /needs a name of its own/],
      [
        ['photographs'],
        1,
        /was trained behind the encoder efficientnet-lite2, and ENCODER=scenes-cnn/,
      ],
    ] as const) {
      const wrong = await typed(line('train', ['--start-from', ...words]), {
        ...env,
        ENCODER: 'scenes-cnn',
      });
      assert.equal(wrong.code, code, wrong.stderr);
      assert.match(wrong.stderr, message);
    }
  });

  it('tries the trainings of a file, the best first, and writes a page about them', async () => {
    const space = join(folder, 'space.json');
    writeFileSync(
      space,
      JSON.stringify([
        { units: 8, epochs: 1 },
        { units: 64, epochs: 3, seed: 3 },
      ]),
    );
    const words = ['--space', space, '--seed', '2', '--json'];
    const { code, stdout, stderr } = await run('search', words);
    assert.equal(code, 0, stderr);
    const trials = JSON.parse(stdout);
    assert.equal(trials.length, 2);
    assert.ok(trials[0].scores.CIDEr >= trials[1].scores.CIDEr);
    assert.ok(trials.every(({ protocol }: { protocol: string }) => protocol === 'coco'));
    assert.match(
      stderr,
      /Trial 1 of 2: CIDEr \(coco\) \d.*with \{"units":8,"epochs":1,"seed":2\}; about .* left/,
    );
    assert.match(
      stderr,
      /Trial 2 of 2: CIDEr \(coco\) \d.*with \{"units":64,"epochs":3,"seed":3\}$/m,
    );
    const table = await run('search', ['--space', space, '--seed', '2']);
    assert.match(table.stdout, /BLEU-4 \(coco\) +ROUGE-L \(coco\) +CIDEr \(coco\)/);
    for (const text of [table.stdout, table.stderr, stderr]) {
      assert.deepEqual(scoresWithoutProtocol(text), []);
    }
    const page = readFileSync(join(outputs, 'scenes', 'search', 'trials.html'), 'utf8');
    assert.match(
      page,
      /<svg class="upright" role="img" aria-label="Settings and CIDEr \(coco\): 2 lines/,
    );
    assert.match(page, /<th scope="col" class="number">units<\/th>/);
  });

  it('exits with 1 and names the file where it says what cannot be', async () => {
    const space = join(folder, 'wrong.json');
    writeFileSync(space, '[{"unit": 8}]');
    const { code, stderr } = await run('search', ['--space', space]);
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^captionlab: .*wrong\.json, trial 1: "unit" is nothing that can be chosen/m,
    );
  });

  it('exits with 2 where it is told nonsense', async () => {
    const wrong: string[][] = [
      ['--epochs', '0'],
      ['--learning-rate', '-1'],
      ['--model', 'no-such-captioner'],
      ['--dropout', '1'],
      ['--embedding', 'glove'],
      ['--epochs', '99999999999999999999'],
      ['--units', '16385'],
      ['--batch', '65537'],
      ['--resume', '--again'],
      ['--self-critical'],
      ['--self-critical', '--start-from', 'merge', '--units', '8'],
    ];
    const ended = await Promise.all([
      ...wrong.map((words) => train(...words)),
      run('search', ['--trials', '0']),
      run('search', ['--trials', '10001']),
    ]);
    for (const [i, { code, stderr }] of ended.entries()) assert.equal(code, 2, `${i}: ${stderr}`);
    assert.match(ended[5].stderr, /greater than 0, 10,000 at most/);
  });
});
