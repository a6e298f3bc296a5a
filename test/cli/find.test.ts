import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { captionlab } from './command-line.js';
import { trainSmallModel } from './small-captioner.js';

const outputs = mkdtempSync(join(tmpdir(), 'captionlab-'));
const env = { CAPTIONLAB_OUTPUTS: outputs, ENCODER: 'scenes-cnn' };
let dataset: string[];

describe('captionlab find', () => {
  before(async () => {
    dataset = ['--dataset', 'flickr8k', '--data', await trainSmallModel(outputs, 2)];
  });

  it('names the pictures that fit, by words and by likelihood, and shows them on a page', async () => {
    const page = join(outputs, 'found.html');
    const words = ['find', 'a', 'black cat', ...dataset, '--split', 'dev', '--page', page];
    const { code, stdout, stderr } = await captionlab(words, env);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /By the words of their captions/);
    assert.match(stdout, /By the likelihood of the query/);
    assert.match(stdout, /1 +cat1[12] +.*black cat/);
    const html = readFileSync(page, 'utf8');
    assert.match(html, /“a black cat”/);
    assert.match(html, /2\. cat1[12]/);
  });

  it('measures without a query how far down the pictures are found', async () => {
    const words = ['find', ...dataset, '--split', 'dev', '--json'];
    const { code, stdout, stderr } = await captionlab(words, env);
    assert.equal(code, 0, stderr);
    const { queries, pictures, rows } = JSON.parse(stdout);
    assert.deepEqual([queries, pictures], [2, 2]);
    assert.equal(rows[0].search, 'by lot');
    for (const row of rows) assert.equal(row['recall@5'], 1);
  });

  it('refuses what it cannot look for', async () => {
    const unknown = await captionlab(['find', 'giraffe', ...dataset], env);
    assert.equal(unknown.code, 1);
    assert.match(unknown.stderr, /no word of "giraffe"/);
    const wrong = await captionlab(['find', 'cat', ...dataset, '--by', 'luck'], env);
    assert.equal(wrong.code, 2);
  });
});
