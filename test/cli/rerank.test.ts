import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { readArtefactHeader } from '../../lib/outputs/index.js';
import { scoresWithoutProtocol } from '../named-scores.js';
import { captionlab } from './command-line.js';
import { trainSmallModel } from './small-captioner.js';

const outputs = mkdtempSync(join(tmpdir(), 'captionlab-'));
const env = { CAPTIONLAB_OUTPUTS: outputs, ENCODER: 'scenes-cnn' };
let dataset: string[];

describe('captionlab rerank', () => {
  before(async () => {
    dataset = ['--dataset', 'flickr8k', '--data', await trainSmallModel(outputs, 2)];
  });

  it('tries settings on dev, and keeps the best for evaluate', async () => {
    const tried = await captionlab(['rerank', 'mbr', ...dataset, '--beam', '2', '4'], env);
    assert.equal(tried.code, 0, tried.stderr);
    assert.match(tried.stdout, /beam 4|beam 2/);
    assert.deepEqual(scoresWithoutProtocol(tried.stdout), []);
    const path = join(outputs, 'flickr8k', 'rerank.mbr.json');
    const { beam, setting } = JSON.parse(readFileSync(path, 'utf8'));
    assert.ok([2, 4].includes(beam));
    const split = ['evaluate', ...dataset, '--split', 'dev', '--rerank', 'mbr', '--json'];
    const evaluated = await captionlab(split, env);
    assert.equal(evaluated.code, 0, evaluated.stderr);
    assert.match(evaluated.stderr, new RegExp(`Choosing among ${beam} beams as chosen on dev`));
    const { search } = JSON.parse(evaluated.stdout);
    assert.equal(search, `beam ${beam}, mbr`);
    const captions = join(outputs, 'flickr8k', `captions.dev.beam-${beam}.mbr.json`);
    const { madeFrom } = readArtefactHeader(captions);
    assert.deepEqual(
      { weight: madeFrom.weight, sharpness: madeFrom.sharpness },
      { weight: setting.weight, sharpness: setting.sharpness },
    );
  });

  it('hears the captions of near pictures unless it is told otherwise', async () => {
    const { code, stdout, stderr } = await captionlab(
      ['rerank', ...dataset, '--beam', '2', '--json'],
      env,
    );
    assert.equal(code, 0, stderr);
    const { chosen, compared, tried } = JSON.parse(stdout);
    assert.equal(chosen.setting.by, 'consensus');
    assert.equal(compared.length, 2);
    assert.equal(tried.filter((one: { setting?: object }) => !one.setting).length, 1);
  });

  it('refuses a way that is none, as wrong usage', async () => {
    const { code, stderr } = await captionlab(['rerank', 'best', ...dataset], env);
    assert.equal(code, 2);
    assert.match(stderr, /consensus, mbr/);
  });
});
