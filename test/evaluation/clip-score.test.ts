import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { clipLine, clipScore, readClipVectors, refClipScore } from '../../lib/evaluation/index.js';

const near = (found: number, wanted: number) =>
  assert.ok(Math.abs(found - wanted) < 1e-12, `${found} for ${wanted}`);

describe('CLIPScore', () => {
  test('is 2.5 times the cosine, and nothing below 0', () => {
    near(clipScore([1, 0], [3, 4]), 2.5 * 0.6);
    near(clipScore([2, 0], [0.3, 0.4]), 2.5 * 0.6);
    near(clipScore([1, 0], [-3, 4]), 0);
    near(clipScore([0, 0], [1, 1]), 0);
  });

  test('with references is the harmonic mean with the nearest of them', () => {
    const [picture, caption] = [
      [1, 0],
      [3, 4],
    ];
    // CLIPScore 1.5; cosines with the references 0.8 and 0.6: 2 * 1.5 * 0.8 / 2.3
    near(
      refClipScore(picture, caption, [
        [0, 1],
        [1, 0],
      ]),
      2.4 / 2.3,
    );
    near(refClipScore(picture, caption, [[0, -1]]), 0);
    near(refClipScore([-1, 0], caption, [[0, 1]]), 0);
  });
});

describe('vectors by a CLIP', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'clip-')), 'vectors.jsonl');
  const write = (...lines: unknown[]) =>
    writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const lines = [
    { picture: 'a', vector: [1, 0] },
    { caption: 'a cat', vector: [3, 4] },
    { caption: 'the cat', vector: [0, 1] },
  ];

  test('are read from lines of JSON, and a system is scored by them', () => {
    write(...lines);
    const vectors = readClipVectors(path);
    const line = clipLine(
      'greedy',
      new Map([['a', 'a cat']]),
      new Map([['a', ['the cat']]]),
      vectors,
    );
    assert.equal(line.system, 'greedy');
    near(line.CLIPScore, 1.5);
    near(line.RefCLIPScore, 2.4 / 2.3);
  });

  test('that are missing are counted, the first one named', () => {
    write(lines[1]);
    const said = new Map([['a', 'a cat']]);
    assert.throws(
      () => clipLine('greedy', said, new Map([['a', ['the cat']]]), readClipVectors(path)),
      /^UserError: 2 vectors are missing for CLIPScore, the first is that of picture a\./,
    );
  });

  test('that are none are named by file and line', () => {
    write(lines[0], { caption: 'a cat', vector: [1] });
    assert.throws(() => readClipVectors(path), /line 2: 1 numbers, but the first has 2/);
    write(lines[0], { vector: [1, 2] });
    assert.throws(() => readClipVectors(path), /line 2: expected/);
    write(lines[0], { caption: 'a', vector: [1, null] });
    assert.throws(() => readClipVectors(path), /line 2: expected/);
    assert.throws(() => readClipVectors('nowhere.jsonl'), /nowhere\.jsonl is not there/);
  });
});
