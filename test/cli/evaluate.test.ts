import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { ClipLine, CocoFiles, ScoreLine } from '../../lib/evaluation/index.js';
import { publishedMetrics } from '../../lib/evaluation/score-captions.js';
import type { WhatIf } from '../../lib/evaluation/what-if/what-if.js';
import { fingerprintOf, readArtefactHeader } from '../../lib/outputs/index.js';
import { scoresWithoutProtocol } from '../named-scores.js';
import { captionlab } from './command-line.js';
import { trainSmallModel } from './small-captioner.js';
import { typed } from './typed.js';

const outputs = mkdtempSync(join(tmpdir(), 'captionlab-'));
const env = { CAPTIONLAB_OUTPUTS: outputs, ENCODER: 'scenes-cnn' };
let words: string[];

describe('captionlab evaluate', () => {
  before(async () => {
    const folder = await trainSmallModel(outputs);
    words = ['evaluate', '--dataset', 'flickr8k', '--data', folder];
  });

  it('prints one object with every score and its protocol, and where the files lie', async () => {
    const { code, stdout, stderr } = await captionlab(
      [...words, '--json', '--beam', '2', '--seed', '5'],
      env,
    );
    assert.equal(code, 0, stderr);
    assert.equal(stdout.trimEnd().split('\n').length, 1);
    const { captions, report, page, coco, scores, ...about } = JSON.parse(stdout);
    assert.deepEqual(about, {
      ...{ dataset: 'flickr8k', split: 'test', beam: 2, search: 'beam 2', pictures: 1 },
    });
    for (const path of [captions, report, page, ...Object.values<string>(coco)])
      assert.ok(existsSync(path), path);
    const [first] = scores;
    assert.deepEqual([first.system, first.protocol], ['greedy', 'coco']);
    assert.deepEqual(Object.keys(first.scores), [...publishedMetrics]);
    assert.deepEqual(Object.keys(first.intervals), [...publishedMetrics]);
  });

  it("leaves captions and references in COCO's formats, which give the same scores", async () => {
    const { stdout } = await typed([...words, '--json', '--beam', '2', '--seed', '5'], env);
    const { coco, scores }: { coco: CocoFiles; scores: ScoreLine[] } = JSON.parse(stdout);
    const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
    const caption = 'The black cat sat on grass .';
    assert.deepEqual(read(coco.references), {
      images: [{ id: 1, file_name: 'cat12.jpg' }],
      annotations: [{ image_id: 1, caption, id: 1 }],
    });
    assert.equal(basename(coco.captions), 'captions.test.coco.json');
    assert.equal(basename(coco.beam), 'captions.test.beam-2.coco.json');
    assert.equal(basename(coco.references), 'references.test.coco.json');
    for (const [system, path] of [
      ['greedy', coco.captions],
      ['beam 2', coco.beam],
    ]) {
      assert.deepEqual(Object.keys(read(path)[0]), ['image_id', 'caption']);
      const line = scores.find((one) => one.system === system && one.protocol === 'coco');
      const scored = await typed([
        ...['score', '--candidates', path, '--references', coco.references, '--json'],
      ]);
      assert.deepEqual(JSON.parse(scored.stdout), { ...line?.scores, protocol: 'coco' });
    }
  });

  it('in shards leaves the same captions, and says how many are left to others', async () => {
    const files = ['captions.test.json', 'captions.test.beam-2.json'].map((name) =>
      join(outputs, 'flickr8k', name),
    );
    const before = files.map((file) => readFileSync(file, 'utf8'));
    for (const file of files) rmSync(file);
    const shard = async (text: string) =>
      JSON.parse((await typed([...words, '--json', '--beam', '2', '--shard', text], env)).stdout);
    assert.deepEqual(await shard('2/2'), { pictures: 1, missing: 1 });
    assert.deepEqual(await shard('1/2'), { pictures: 1, missing: 0 });
    assert.deepEqual(
      files.map((file) => readFileSync(file, 'utf8')),
      before,
    );
  });

  it('prints a table in which no score stands without its protocol', async () => {
    const { code, stdout } = await typed([...words, '--beam', '2', '--seed', '5'], env);
    assert.equal(code, 0);
    assert.match(stdout, /^captions +protocol +BLEU-1 .*CIDEr/m);
    assert.deepEqual(scoresWithoutProtocol(stdout), []);
  });

  it('leaves captions and a report whose headers name the weights that they come from', async () => {
    const folder = join(outputs, 'flickr8k');
    const weights = readFileSync(join(folder, 'model', 'weights.bin'));
    const fingerprint = fingerprintOf(weights).slice(0, 12);
    const header = (file: string) => readArtefactHeader(join(folder, file)).madeFrom;
    assert.equal(header('captions.test.json')['model.weights'], fingerprint);
    assert.equal(header('captions.test.beam-2.json')['model.weights'], fingerprint);
    assert.equal(header(join('report', 'inspection.json')).seed, 5);
    const captions = readFileSync(join(folder, 'captions.test.json'));
    assert.equal(header('report.test.json').captions, fingerprintOf(captions).slice(0, 12));
    const report = JSON.parse(readFileSync(join(folder, 'report.test.json'), 'utf8'));
    assert.deepEqual(
      report.pictures.map(({ imageId }: { imageId: string }) => imageId),
      ['cat12'],
    );
  });

  it('tries of a picture what becomes of its caption when a part is covered, or a word is another', () => {
    const page = join(outputs, 'flickr8k', 'report', 'inspection.json');
    const [, [picture, detail]] = JSON.parse(readFileSync(page, 'utf8'));
    const { covered, others, logProbability }: WhatIf = detail.whatIf;
    assert.equal(covered.length, 25);
    assert.ok(Math.abs(logProbability - picture.greedy.logProbability) < 0.01);
    assert.ok(covered.every((one) => one.logProbability < 0));
    const words = picture.greedy.words.map(({ word }: { word: string }) => word);
    others.forEach((some, at) => {
      for (const { word, caption } of some) {
        const begins = [...words.slice(0, at), ...(word === 'endseq' ? [] : [word])].join(' ');
        assert.ok(caption.startsWith(begins), `${caption} begins with ${begins}`);
      }
    });
  });

  it('judges the pictures of a full-text model with all words, in the report as on the page', async () => {
    const { code, stdout, stderr } = await typed([...words, '--text', 'full', '--json'], env);
    assert.equal(code, 0, stderr);
    const { report, page } = JSON.parse(stdout);
    const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
    assert.equal(read(report).pictureProtocol, 'coco');
    assert.equal(read(join(dirname(page), 'inspection.json'))[0].pictureProtocol, 'coco');
  });

  it('scores by vectors of a CLIP where they are given, and says which one lacks', async () => {
    const { captions, references } = JSON.parse(
      (await typed([...words, '--json', '--beam', '2', '--seed', '5'], env)).stdout,
    ).coco;
    const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
    const beam = read(captions.replace('.coco', '.beam-2.coco'));
    const texts = [...read(captions), ...beam, ...read(references).annotations];
    const lines = texts.map(({ caption }) => ({ caption, vector: [3, 4] }));
    const path = join(outputs, 'vectors.jsonl');
    const evaluated = (...all: object[]) => {
      writeFileSync(path, all.map((line) => `${JSON.stringify(line)}\n`).join(''));
      return typed([...words, '--json', '--beam', '2', '--seed', '5', '--clip-vectors', path], env);
    };
    const { clip } = JSON.parse(
      (await evaluated({ picture: 'cat12', vector: [1, 0] }, ...lines)).stdout,
    );
    assert.deepEqual(
      clip.map(({ system, CLIPScore }: ClipLine) => [system, CLIPScore.toFixed(6)]),
      [
        ['greedy', '1.500000'],
        ['beam 2', '1.500000'],
      ],
    );
    const lacking = await evaluated(...lines);
    assert.equal(lacking.code, 1);
    assert.match(
      lacking.stderr,
      /1 vectors are missing for CLIPScore, the first is that of picture cat12/,
    );
  });

  for (const by of ['consensus', 'mbr']) {
    it(`chooses among the beams by ${by}, beside the captions of the search`, async () => {
      const { code, stdout, stderr } = await captionlab(
        [...words, '--json', '--beam', '2', '--seed', '5', '--rerank', by],
        env,
      );
      assert.equal(code, 0, stderr);
      const { search, scores, coco, runs } = JSON.parse(stdout);
      assert.equal(search, `beam 2, ${by}`);
      assert.deepEqual(
        runs.map(({ run }: { run: string }) => run),
        ['beam 2', `beam 2, ${by}`],
      );
      assert.ok(scores.some(({ system }: ScoreLine) => system === `beam 2, ${by}`));
      assert.equal(basename(coco.beam), `captions.test.beam-2.${by}.coco.json`);
      const of = (file: string) => join(outputs, 'flickr8k', file);
      const { madeFrom } = readArtefactHeader(of(`captions.test.beam-2.${by}.json`));
      assert.equal(madeFrom.rerank, by);
      const plain = readFileSync(of('captions.test.beam-2.json'));
      assert.equal(madeFrom.beams, fingerprintOf(plain).slice(0, 12));
      assert.equal(readArtefactHeader(of('captions.test.beam-2.json')).madeFrom.rerank, undefined);
    });
  }

  it('ranks captions by an exponent of their length, in a file of its own', async () => {
    const { code, stdout, stderr } = await captionlab(
      [...words, '--json', '--beam', '2', '--normalisation', '0.7'],
      env,
    );
    assert.equal(code, 0, stderr);
    assert.equal(JSON.parse(stdout).search, 'beam 2, alpha 0.7');
    const path = join(outputs, 'flickr8k', 'captions.test.beam-2.alpha-0.7.json');
    const [[, { beams }]] = JSON.parse(readFileSync(path, 'utf8'));
    const [{ score, logProbability, words: said }] = beams;
    assert.ok(Math.abs(score - logProbability / ((5 + said.length) / 6) ** 0.7) < 1e-9);
  });

  it('refuses a way or a rule that is none, as wrong usage', async () => {
    for (const [option, value, message] of [
      ['--rerank', 'best', /consensus, mbr/],
      ['--normalisation', '-1', /Expected length, none, or a number/],
    ] as const) {
      const { code, stderr } = await captionlab([...words, option, value], env);
      assert.equal(code, 2, stderr);
      assert.match(stderr, message);
    }
  });

  it('refuses a beam that follows nothing, as wrong usage', async () => {
    const { code, stderr } = await typed([...words, '--beam', '0'], env);
    assert.equal(code, 2);
    assert.match(stderr, /greater than 0/);
  });
});
